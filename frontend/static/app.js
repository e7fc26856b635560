// Enhancement only: every page does its whole work without this file.

const lang = document.documentElement.lang === "en" ? "en" : "vi";
const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
const words = {
  vi: {
    left: (n) => `Còn ${n} ký tự.`,
    over: (n) => `Đã quá ${n} ký tự, xin rút ngắn lại.`,
    files: (n, size) => `Đã chọn ${n} tệp, tổng cộng ${size}.`,
    shortcuts: "Dùng phím tắt",
  },
  en: {
    left: (n) => `${n} characters left.`,
    over: (n) => `${n} characters too many, please shorten.`,
    files: (n, size) => `${n} files chosen, ${size} in all.`,
    shortcuts: "Use keyboard shortcuts",
  },
}[lang];

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function byteSize(bytes) {
  if (bytes < 1024 * 1024) return `${number.format(Math.max(bytes > 0 ? 1 : 0, Math.round(bytes / 1024)))} KB`;
  return `${number.format(bytes / (1024 * 1024))} MB`;
}

// A double click must not send twice. The button is not `disabled`: that would take its own
// name and value out of what is sent, and the focus away from it.
const sent = new Set();

function setBusy(form, busy) {
  for (const control of form.elements) {
    if (control.type !== "submit") continue;
    if (busy) control.setAttribute("aria-disabled", "true");
    else control.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const target = event.submitter?.formTarget || form.target;
  if (event.defaultPrevented || form.method !== "post" || target === "_blank") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  setBusy(form, true);
});

addEventListener("pageshow", () => {
  for (const form of sent) setBusy(form, false);
  sent.clear();
});

function describe(control, node) {
  const others = control.getAttribute("aria-describedby") ?? "";
  control.setAttribute("aria-describedby", `${others} ${node.id}`.trim());
}

function addCounter(field) {
  const max = Number(field.dataset.counter);
  if (!max) return;
  const shown = element("p", "count");
  const spoken = element("p", "visually-hidden");
  shown.id = `${field.id || field.name}-count`;
  spoken.setAttribute("role", "status");
  let timer = 0;
  const update = () => {
    const left = max - [...field.value.normalize("NFC")].length;
    shown.textContent = left < 0 ? words.over(number.format(-left)) : words.left(number.format(left));
    shown.classList.toggle("over", left < 0);
  };
  field.addEventListener("input", () => {
    update();
    // Spoken once the typing rests, and only near the limit: otherwise it talks over the writer.
    clearTimeout(timer);
    timer = setTimeout(() => {
      const isNear = field.value.length > max * 0.8;
      spoken.textContent = isNear ? shown.textContent : "";
    }, 1000);
  });
  update();
  field.after(shown, spoken);
  describe(field, shown);
}

function addFileList(input) {
  const total = element("p", "count");
  const list = element("ul", "file-list");
  total.setAttribute("role", "status");
  const update = () => {
    const files = [...input.files];
    const rows = files.map((file) => {
      const row = element("li", "");
      row.append(element("span", "", file.name), element("small", "", byteSize(file.size)));
      return row;
    });
    list.replaceChildren(...rows);
    list.hidden = files.length === 0;
    const size = byteSize(files.reduce((sum, file) => sum + file.size, 0));
    total.textContent = files.length > 0 ? words.files(number.format(files.length), size) : "";
  };
  input.addEventListener("change", update);
  update();
  input.after(total, list);
}

// Worklist keys. They can be turned off where the page offers a button for the help, because
// single keys are in the way of people who speak to their computer.
const help = document.querySelector("dialog#keys");
const opener = document.querySelector("[data-keys]");
const KEYS_OFF = "keys-off";
let keysOn = true;

function readKeysChoice() {
  try {
    return localStorage.getItem(KEYS_OFF) === null;
  } catch {
    return true;
  }
}

function saveKeysChoice() {
  try {
    if (keysOn) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
  } catch {
    // Storage is closed to us: the choice holds for this page.
  }
}

function addKeysChoice() {
  keysOn = readKeysChoice();
  const label = element("label", "choice");
  const box = element("input", "");
  box.type = "checkbox";
  box.checked = keysOn;
  box.addEventListener("change", () => {
    keysOn = box.checked;
    saveKeysChoice();
  });
  label.append(box, element("span", "", words.shortcuts));
  help.append(label);
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
}

function moveRow(step) {
  const rows = [...document.querySelectorAll("table.worklist tbody tr")];
  if (rows.length === 0) return false;
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = now < 0 ? (step > 0 ? 0 : rows.length - 1) : now + step;
  const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
  row.focus();
  return true;
}

function openRow(row) {
  const link = row.matches("table.worklist tbody tr") ? row.querySelector("a[href]") : null;
  link?.click();
  return link !== null;
}

function focusSearch() {
  const field = document.querySelector("input[type=search]");
  field?.focus();
  field?.select();
  return field !== null;
}

function toggleHelp() {
  if (!help) return false;
  if (help.open) help.close();
  else help.showModal();
  return true;
}

const actions = {
  j: () => moveRow(1),
  k: () => moveRow(-1),
  "/": focusSearch,
  "?": toggleHelp,
  Enter: () => openRow(document.activeElement),
};

function onKey(event) {
  const isTyping = event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea");
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping) return;
  if (!keysOn && event.key !== "Enter") return;
  if (document.querySelector("dialog[open]") && event.key !== "?") return;
  if (Object.hasOwn(actions, event.key) && actions[event.key]()) event.preventDefault();
}

if (document.body.classList.contains("staff")) {
  if (help && opener) addKeysChoice();
  document.addEventListener("keydown", onKey);
}

document.querySelectorAll("[data-counter]").forEach(addCounter);
document.querySelectorAll("input[type=file][multiple]").forEach(addFileList);
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
document.querySelector(".error-summary")?.focus();

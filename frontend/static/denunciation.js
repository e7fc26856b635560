// The page on which a denunciation is written. What says who denounces is read by this script alone, sealed
// here, and sent as an envelope nobody on the way can open.

import { canSeal, seal } from "./envelope.js";
import { fold } from "./hints.js";

const page = document.getElementById("denunciation");
const form = document.getElementById("working");
const words = document.getElementById("words").dataset;
const progress = document.getElementById("progress");
const errorBox = document.getElementById("errors");
const PHOTO_SIDE = 2400;
/** Shorter words of a name or an address stand in every text. */
const WORD_MIN = 5;

const field = (id) => document.getElementById(id);
const value = (id) => field(id).value.normalize("NFC").trim();

function say(text) {
  progress.textContent = text;
}

// --- mistakes, beside their field and at the top

function clearErrors() {
  for (const shown of page.querySelectorAll(".error")) shown.remove();
  for (const marked of page.querySelectorAll(".invalid")) marked.classList.remove("invalid");
  for (const marked of page.querySelectorAll("[aria-invalid]")) marked.removeAttribute("aria-invalid");
  errorBox.hidden = true;
}

function showErrors(errors) {
  const rows = errors.map(({ field: id, message }) => {
    const target = field(id) ?? form;
    const holder = target.closest(".field") ?? target;
    const text = document.createElement("p");
    text.className = "error";
    text.id = `${id}-error`;
    text.textContent = message;
    holder.classList.add("invalid");
    target.setAttribute("aria-invalid", "true");
    if (holder === target) target.prepend(text);
    else holder.insertBefore(text, target.closest("label") ?? target);
    const link = document.createElement("a");
    link.href = `#${target.id}`;
    const label = page.querySelector(`label[for="${id}"]`)?.textContent ?? "";
    link.textContent = label ? `${label}: ${message}` : message;
    const row = document.createElement("li");
    row.append(link);
    return row;
  });
  errorBox.querySelector("ul").replaceChildren(...rows);
  errorBox.hidden = false;
  errorBox.focus();
  say("");
}

/** What of the sealed part stands in the account as well: the name, the contact, or a part of the address. */
function leaked() {
  const account = fold(["subject", "content", "respondent"].map(value).join(" "));
  const digits = account.replace(/\D/g, "");
  const contact = value("contact");
  const phone = contact.replace(/\D/g, "");
  if (phone.length >= 8 && digits.includes(phone)) return contact;
  const people = value("others").split("\n").map((line) => line.split(";")[0]);
  const parts = [value("full_name"), contact, ...people, ...value("address").split(",")];
  return parts.map((part) => part.trim()).find((part) => fold(part).length >= WORD_MIN && account.includes(fold(part)));
}

function tooLarge(files) {
  return files.some((file) => file.size > Number(page.dataset.maxBytes));
}

function check() {
  const errors = [];
  const add = (id, message) => errors.push({ field: id, message });
  for (const id of ["full_name", "address", "contact", "originals", "respondent", "field", "subject", "content", "photos"]) {
    const files = field(id).files;
    if (!files) {
      if (!value(id)) add(id, words.required);
    } else if (files.length > Number(page.dataset.maxFiles)) {
      add(id, words.tooMany);
    } else if (tooLarge([...files])) {
      add(id, words.tooLarge);
    }
  }
  const text = leaked();
  if (text) add("content", words.inWorking.replace("[…]", text));
  return errors;
}

// --- photos of the account: drawn anew, so that the camera's data never leave this device

async function redrawn(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const draw = canvas.getContext("2d");
  draw.fillStyle = "white";
  draw.fillRect(0, 0, canvas.width, canvas.height);
  draw.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", 0.88);
  });
}

async function photos() {
  const drawn = [];
  for (const file of field("photos").files) drawn.push(await redrawn(file));
  return drawn;
}

// --- sealing and sending

async function envelope(keys) {
  const files = [];
  for (const file of field("originals").files) {
    files.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
  const identity = {
    full_name: value("full_name"),
    address: value("address"),
    contact: value("contact"),
    others: value("others"),
    protection: value("protection_why"),
  };
  return new Blob([await seal(page.dataset.context, identity, files, keys)]);
}

async function send(keys, pictures) {
  say(words.sealing);
  const sealed = await envelope(keys);
  const body = new FormData(form);
  body.set("protection", field("protection").checked ? "yes" : "");
  body.set("envelope", sealed, "envelope");
  pictures.forEach((picture, i) => body.append("photos", picture, `${i + 1}.jpg`));
  say(words.sending);
  return fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
}

async function submit() {
  const errors = check();
  if (errors.length) return showErrors(errors);
  let pictures;
  try {
    pictures = await photos();
  } catch {
    return showErrors([{ field: "photos", message: words.photo }]);
  }
  let answer = await send(page.dataset.keys.split(" "), pictures);
  // The office changed its key holders meanwhile: sealed again for those of now, once.
  if (answer.status === 409) {
    const { keys } = await answer.json();
    page.dataset.keys = keys.join(" ");
    answer = await send(keys, pictures);
  }
  if (answer.status === 422) return showErrors((await answer.json()).errors);
  if (!answer.ok) return showErrors([{ field: "working", message: words.failed }]);
  const { href } = await answer.json();
  location.replace(href);
}

let isBusy = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isBusy) return;
  isBusy = true;
  clearErrors();
  try {
    await submit();
  } catch {
    showErrors([{ field: "working", message: words.offline }]);
  } finally {
    isBusy = false;
  }
});

document.getElementById("no-script").hidden = true;
if (await canSeal()) page.hidden = false;
else document.getElementById("cannot-seal").hidden = false;

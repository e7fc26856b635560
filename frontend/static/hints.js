// Points at what could tell who denounces, while the writer can still take it out. It points and never
// refuses: the name of the person denounced is a name too.

const UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ";
const LOWER = "a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
const WORD = `[${UPPER}][${LOWER}]+`;
const EDGE = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";

/** What is looked for, in this order; a place that one rule has taken is not told of again. */
const RULES = [
  ["email", /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/giu],
  ["phone", /(?<!\d)(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)/gu],
  ["number", /(?<!\d)(?:\d{12}|\d{9})(?!\d)/gu],
  ["self", new RegExp(`${EDGE}(?:tôi tên|tên tôi|tôi là|tôi sinh|tôi ở|tôi làm|nhà tôi|gia đình tôi|(?:vợ|chồng|bố|mẹ|cha|con|anh|chị|em|ông|bà|cháu|hàng xóm|đồng nghiệp)(?: \\p{L}+){0,2} (?:của )?tôi|my name|i am|i work|my (?:wife|husband|father|mother|son|daughter|neighbour|colleague))${END}`, "giu")],
  ["address", new RegExp(`${EDGE}(?:số(?: nhà)? \\d+\\p{L}?(?:[/-]\\d+)*|(?:ngõ|ngách|hẻm|kiệt|tổ|khu|thôn|xóm|ấp|bản|đường|phố|căn hộ|chung cư)(?: dân phố)? (?:\\d+\\p{L}?|${WORD}(?: ${WORD})*))`, "gu")],
  ["name", new RegExp(`${EDGE}${WORD}(?: ${WORD}){1,4}${END}`, "gu")],
];
/** Offices and places begin like names. */
const NO_NAME = /^(?:Ủy Ban|Uỷ Ban|Hội Đồng|Việt Nam|Cộng Hòa|Luật Tố|Nhà Nước|Quảng Ninh|Uông Bí|Hà Nội)/u;
const SHOWN_MAX = 12;

/** `[{ kind, text }]` of a text, each text once, in the order they stand in it. */
export function hints(text) {
  const clean = text.normalize("NFC");
  const found = [];
  const isTaken = (from, to) => found.some((one) => from < one.to && to > one.from);
  for (const [kind, rule] of RULES) {
    for (const match of clean.matchAll(rule)) {
      const to = match.index + match[0].length;
      if (isTaken(match.index, to) || (kind === "name" && NO_NAME.test(match[0]))) continue;
      found.push({ kind, text: match[0], from: match.index, to });
    }
  }
  found.sort((a, b) => a.from - b.from);
  const once = found.filter((one, i) => found.findIndex((other) => other.text === one.text) === i);
  return once.slice(0, SHOWN_MAX).map(({ kind, text }) => ({ kind, text }));
}

/** Letters without their marks, so that a name is found however it is typed. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/gu, "d").toLowerCase().replace(/\s+/gu, " ").trim();
}

function show(box, found) {
  const rows = found.map(({ kind, text }) => {
    const row = document.createElement("li");
    const what = document.createElement("strong");
    what.textContent = `“${text}”`;
    row.append(what, ` ${box.dataset[kind]}`);
    return row;
  });
  box.querySelector("ul").replaceChildren(...rows);
  box.hidden = found.length === 0;
}

const box = document.getElementById("hints");
const fields = ["subject", "content", "message"].map((id) => document.getElementById(id)).filter(Boolean);
if (box && fields.length) {
  let timer = 0;
  const update = () => show(box, hints(fields.map((field) => field.value).join("\n")));
  for (const field of fields) {
    // Told once the typing rests, or a screen reader would talk over the writer.
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(update, 600);
    });
    field.addEventListener("change", update);
  }
  update();
}

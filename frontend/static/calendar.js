// Moving a meeting by dragging, or by keyboard: M picks it up, arrows choose a cell, Enter goes to the page
// that shows what would follow. Nothing is moved here; without this file the page of a meeting does the same.

const table = document.querySelector("[data-calendar]");
const status = document.querySelector("[data-move-status]");

let picked = null;
let target = null;

function say(text) {
  if (status) status.textContent = text;
}

function cells() {
  return [...table.querySelectorAll("tbody td[data-on]")];
}

// Cells differ in height and a row may lack those that a longer one covers: what lies next is found by
// where it is on the page.
function nextCell(from, key) {
  const here = from.getBoundingClientRect();
  const middle = (box) => [box.left + box.width / 2, box.top + Math.min(box.height, 20) / 2];
  const [x, y] = middle(here);
  let best = null;
  for (const cell of cells()) {
    if (cell === from) continue;
    const [cx, cy] = middle(cell.getBoundingClientRect());
    const [dx, dy] = [cx - x, cy - y];
    const ahead = { ArrowLeft: -dx, ArrowRight: dx, ArrowUp: -dy, ArrowDown: dy }[key];
    const aside = key === "ArrowLeft" || key === "ArrowRight" ? Math.abs(dy) : Math.abs(dx);
    if (ahead < 4) continue;
    const far = ahead + aside * 4;
    if (!best || far < best.far) best = { cell, far };
  }
  return best?.cell ?? from;
}

function aim(cell) {
  target?.classList.remove("target");
  target = cell;
  target?.classList.add("target");
  target?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (target) say(`${table.dataset.target} ${target.dataset.name}`);
}

function drop() {
  picked?.classList.remove("picked");
  target?.classList.remove("target");
  picked = target = null;
}

function pick(card) {
  drop();
  picked = card;
  card.classList.add("picked");
  say(table.dataset.picked);
  target = card.closest("td");
  target.classList.add("target");
}

function go(card, cell) {
  const to = new URL(card.dataset.move, location.href);
  to.searchParams.set("meeting_on", cell.dataset.on);
  if (cell.dataset.at) to.searchParams.set("from_time", cell.dataset.at);
  if (cell.dataset.in) to.searchParams.set(table.dataset.lane, cell.dataset.in);
  location.assign(to);
}

if (table) {
  for (const card of table.querySelectorAll("a[data-move]")) {
    card.draggable = true;
    card.setAttribute("aria-keyshortcuts", "M");
    card.addEventListener("dragstart", (event) => {
      pick(card);
      event.dataTransfer.setData("text/plain", card.href);
      event.dataTransfer.effectAllowed = "move";
    });
    card.addEventListener("dragend", drop);
    card.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (picked !== card) {
        if (event.key === "m" || event.key === "M") {
          event.preventDefault();
          event.stopPropagation();
          pick(card);
        }
        return;
      }
      if (event.key.startsWith("Arrow")) {
        aim(nextCell(target, event.key));
      } else if (event.key === "Enter") {
        go(card, target);
      } else if (event.key === "Escape") {
        drop();
        say(table.dataset.dropped);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
    card.addEventListener("blur", () => picked === card && drop());
  }
  for (const cell of cells()) {
    cell.addEventListener("dragover", (event) => {
      if (!picked) return;
      event.preventDefault();
      if (target !== cell) aim(cell);
    });
    cell.addEventListener("drop", (event) => {
      if (!picked) return;
      event.preventDefault();
      go(picked, cell);
    });
  }
}

// A page that shows how far the worker is asks for itself anew until there is nothing more to wait for. Without
// scripts it reloads itself.

const EVERY_MS = 2000;
/** An hour; whoever still looks on then loads the page anew. */
const TIMES = 1800;

const part = document.querySelector("[data-follows]");
const told = document.querySelector("#told");
const state = () => part.querySelector(".badge").textContent;

/** The page as it is now; none where it cannot be reached. The policy of the site takes no text for a document. */
function now() {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.addEventListener("loadend", () => resolve(request));
    request.open("GET", location.pathname);
    request.send();
  });
}

async function follow(left) {
  const answer = await now();
  const fresh = answer.responseXML?.getElementById(part.id);
  if (fresh) {
    const before = state();
    if (fresh.innerHTML !== part.innerHTML) part.replaceChildren(...document.importNode(fresh, true).childNodes);
    // Only a new state is spoken: rows that count up would be talked about without end.
    if (state() !== before) told.textContent = state();
    if (!fresh.hasAttribute("data-follows")) return;
  } else if (answer.status >= 200 && answer.status < 500) {
    // Signed out meanwhile, or it is there no more: the reader is shown that.
    location.reload();
    return;
  }
  if (left > 0) setTimeout(follow, EVERY_MS, left - 1);
}

if (part) setTimeout(follow, EVERY_MS, TIMES);

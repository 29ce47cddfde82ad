// The codebook as a tree: branches fold, and stay so for this person in this browser; Alt and an arrow put a claim up or
// down among its siblings by the buttons that are there without a script.

const list = document.querySelector("#claims[data-tree]");
const KEY = `margin-folded-${list?.dataset.tree}`;
const MOVED = "margin-moved";

function load() {
  try {
    return new Set(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Set();
  }
}

function keep(folded) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...folded]));
  } catch {
    // No storage: the branch is folded on this page alone.
  }
}

const depthOf = (row) => Number(row.dataset.depth);

function show(folded) {
  let hiddenBelow = Infinity;
  for (const row of list.children) {
    const depth = depthOf(row);
    if (depth <= hiddenBelow) hiddenBelow = Infinity;
    row.hidden = depth > hiddenBelow;
    const button = row.querySelector(".fold");
    if (!button) continue;
    button.hidden = false;
    const isFolded = folded.has(row.id);
    button.setAttribute("aria-expanded", String(!isFolded));
    if (isFolded && !row.hidden) hiddenBelow = depth;
  }
}

// Whoever comes to a claim by its address finds it open.
function open(folded, row) {
  let depth = depthOf(row);
  for (let other = row.previousElementSibling; other && depth; other = other.previousElementSibling) {
    if (depthOf(other) >= depth) continue;
    depth = depthOf(other);
    folded.delete(other.id);
  }
}

// After a move the focus is where it was: on the same button, or on the claim where there is none any more.
function refocus(row) {
  const name = sessionStorage.getItem(MOVED);
  sessionStorage.removeItem(MOVED);
  if (name) (row.querySelector(`.moves [name="${name}"]`) ?? row.querySelector("h2 a")).focus({ preventScroll: true });
}

const STEPS = { ArrowUp: "before", ArrowDown: "after" };

function start() {
  const folded = load();
  const row = [...list.children].find((one) => `#${one.id}` === location.hash);
  if (row) open(folded, row);
  show(folded);
  if (row) {
    row.scrollIntoView({ block: "nearest" });
    // The browser goes to the address's claim while it loads, and takes the focus away with that.
    window.addEventListener("load", () => setTimeout(() => refocus(row)));
  }
  list.addEventListener("click", (event) => {
    const button = event.target.closest(".fold");
    const id = button?.closest("li").id;
    if (!button) return;
    if (!folded.delete(id)) folded.add(id);
    keep(folded);
    show(folded);
  });
  list.addEventListener("keydown", (event) => {
    const button = event.altKey && event.target.closest("li")?.querySelector(`.moves [name="${STEPS[event.key]}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  list.addEventListener("submit", (event) => {
    if (event.submitter?.name) sessionStorage.setItem(MOVED, event.submitter.name);
  });
}

if (list) start();

// A passage and its card belong together: press one and both light up; the number on either leads to the other.
import { place } from "./cards.js";
import { firstBlock } from "./inview.js";
import { load, waiting } from "./nearby.js";
import { toast } from "./toast.js";
import { announce, say } from "./wording.js";

let active = null;

export const activeKey = () => active;
export const cardOf = (key) => document.getElementById(`a-${key}`);
export const marksOf = (key) => [...document.querySelectorAll(`#article .hl[data-a~="${key}"]`)];

function light(key, name, on) {
  for (const node of [...marksOf(key), cardOf(key), document.getElementById(`r-${key}`)]) node?.classList.toggle(name, on);
}

/** Let go of the active note. Whoever stood in it stands at its passage again. */
export function deactivate() {
  if (!active) return;
  if (cardOf(active)?.contains(document.activeElement)) document.getElementById(`r-${active}`)?.focus({ preventScroll: true });
  light(active, "on", false);
  active = null;
  place();
}

/** Make a note the active one. A note that is not in the page yet is fetched first. */
export async function activate(key) {
  if (active && active !== key) light(active, "on", false);
  active = key;
  const block = cardOf(key) ? null : marksOf(key)[0]?.closest("[data-block]");
  if (block) await load(Number(block.dataset.block));
  if (active !== key) return;
  light(key, "on", true);
  place();
}

/** Scroll a passage to the middle of the window, if it is not in it. */
export function reveal(key) {
  const mark = marksOf(key)[0];
  if (!mark) return;
  const rect = mark.getBoundingClientRect();
  if (rect.top < 120 || rect.bottom > innerHeight - 80) mark.scrollIntoView({ block: "center", behavior: "instant" });
}

const isAfter = (block, mark) => !(block.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_PRECEDING);

// The first mark of each note, in the order of the text.
function firstMarks() {
  const firsts = new Map();
  for (const mark of document.querySelectorAll("#article .hl[data-a]:not(.off)")) {
    for (const key of mark.dataset.a.split(" ")) if (!firsts.has(key)) firsts.set(key, mark);
  }
  return firsts;
}

/** The note to go to from the active one, or from what is in the window. */
export function neighbour(back) {
  const firsts = firstMarks();
  const keys = [...firsts.keys()];
  const at = keys.indexOf(active);
  if (at >= 0) return keys[at + (back ? -1 : 1)];
  const block = firstBlock();
  const seen = keys.findIndex((key) => isAfter(block, firsts.get(key)));
  return back ? keys[(seen < 0 ? keys.length : seen) - 1] : keys[seen];
}

// Far from where one reads, passages are drawn without their keys; the next one gets its keys first.
async function loadAhead(back) {
  const marks = [...document.querySelectorAll("#article .hl:not(.off)")];
  const block = active ? null : firstBlock();
  const here = active ? marks.indexOf(marksOf(active).at(back ? 0 : -1)) : marks.findIndex((mark) => isAfter(block, mark));
  const next = marks[active ? here + (back ? -1 : 1) : here];
  if (next && !next.dataset.a) await load(Number(next.closest("[data-block]").dataset.block));
}

function tellEnd(back) {
  const text = say(back ? "firstHighlight" : "lastHighlight");
  announce(text);
  toast(text);
}

export async function go(back) {
  await loadAhead(back);
  const key = neighbour(back);
  if (!key) return tellEnd(back);
  reveal(key);
  await activate(key);
  document.getElementById(`r-${key}`)?.focus({ preventScroll: true });
}

function followRef(event, ref) {
  event.preventDefault();
  const key = ref.hash.slice(3);
  activate(key).then(() => cardOf(key)?.querySelector(".n")?.focus({ preventScroll: true }));
}

function followNumber(event, link) {
  event.preventDefault();
  const key = link.closest(".card").dataset.key;
  activate(key);
  reveal(key);
  document.getElementById(`r-${key}`)?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest?.(selector);
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (at(".ref")) followRef(event, at(".ref"));
  else if (at(".card .n")) followNumber(event, at(".n"));
  else if (at(".card[data-key]")) {
    if (at(".card").dataset.key !== active) activate(at(".card").dataset.key);
  } else if (!at(".hl, #popover, #stack, #toast, dialog, .readbar") && getSelection().isCollapsed) deactivate();
});

// A form that is folded open in a note is there to be written in.
document.addEventListener("click", (event) => {
  const form = event.target.closest?.(".card summary")?.parentElement;
  if (form && !form.open) setTimeout(() => form.querySelector("textarea, input:not([type=hidden])")?.focus());
});

document.addEventListener("keydown", (event) => {
  const writes = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest?.(".card textarea");
  if (!writes || event.isComposing) return;
  event.preventDefault();
  writes.form.requestSubmit();
});

for (const [name, on] of [["pointerover", true], ["pointerout", false]]) {
  document.addEventListener(name, (event) => {
    if (event.pointerType !== "mouse") return;
    const key = event.target.closest?.("#article .hl[data-a]")?.dataset.a.split(" ")[0] ?? event.target.closest?.(".card[data-key]")?.dataset.key;
    if (key) light(key, "lit", on);
  });
}

// Passages far down have no keys until their portion is there.
async function find(key) {
  for (const more of waiting()) {
    if (marksOf(key).length) return;
    await load(Number(more.dataset.first));
  }
}

async function followAddress() {
  const key = /^#a-([\w-]+)$/.exec(location.hash)?.[1];
  if (!key) return;
  await find(key);
  if (!marksOf(key).length) return;
  aimed = key;
  setTimeout(() => { aimed = null; }, 3000);
  reveal(key);
  activate(key);
}

// What stands above gets its height only now and then: keep to the passage until the reader does something.
let aimed = null;

const keepTo = () => aimed && setTimeout(() => aimed && reveal(aimed), 50);

for (const name of ["cards:changed", "contentvisibilityautostatechange"]) document.addEventListener(name, keepTo, true);
for (const name of ["wheel", "pointerdown", "keydown"]) addEventListener(name, () => { aimed = null; }, { capture: true, passive: true });


// A paragraph that was drawn again knows nothing of what was active.
document.addEventListener("cards:changed", () => {
  if (active) light(active, "on", true);
});

addEventListener("hashchange", followAddress);
followAddress();

// When is a selection done? 10 ms after the mouse is released, otherwise 100 ms after it last changed. Then it is
// snapped, painted, and others hear "passage:chosen". The passage is kept as offsets: the browser may drop its own
// selection as soon as a field takes the focus.
import { toOffsets } from "./offsets.js";
import { paint, unpaint } from "./paint.js";
import { snap } from "./snapping.js";

let chosen = null;
let pressed = false;
let hand = "mouse";
let timer = 0;

export const passage = () => chosen;

/** Take `place` as the chosen passage. `how` is mouse, touch, pen or keyboard. */
export function choose(place, how) {
  chosen = place;
  paint("pending", place);
  const tell = () => {
    if (chosen === place) document.dispatchEvent(new CustomEvent("passage:chosen", { detail: { place, how } }));
  };
  // The paint comes first on screen, what others make of it after.
  if (how === "mouse") requestAnimationFrame(() => setTimeout(tell));
  else tell();
}

/** Let go of the passage and of the browser's selection in the article. */
export function release() {
  if (!chosen) return;
  chosen = null;
  unpaint("pending");
  const selection = getSelection();
  if (inArticle(selection.anchorNode)) selection.removeAllRanges();
  document.dispatchEvent(new CustomEvent("passage:released"));
}

const inArticle = (node) => Boolean(node && document.getElementById("article")?.contains(node));

const isOpen = () => document.getElementById("popover")?.matches(":popover-open") ?? false;

function read() {
  const selection = getSelection();
  const root = document.getElementById("article");
  if (!root || pressed) return;
  if (!selection.rangeCount || selection.isCollapsed) {
    if (!isOpen() && !selection.anchorNode?.parentElement?.closest("#popover")) release();
    return;
  }
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) && !root.contains(range.endContainer)) return;
  const found = toOffsets(root, range);
  const place = found && snap(root, found);
  if (!place || (chosen?.start === place.start && chosen.end === place.end)) return;
  choose(place, hand);
}

function settle(delay) {
  clearTimeout(timer);
  timer = setTimeout(read, delay);
}

document.addEventListener("pointerdown", (event) => {
  hand = event.pointerType;
  pressed = event.pointerType === "mouse" && event.button === 0;
}, true);

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, (event) => {
    pressed = false;
    if (event.pointerType === "mouse") settle(10);
  }, true);
}

// Released outside the window: no pointerup comes.
addEventListener("blur", () => { pressed = false; });

document.addEventListener("keydown", () => { hand = "keyboard"; }, true);

document.addEventListener("selectionchange", () => {
  if (!pressed && document.getElementById("article")) settle(100);
});

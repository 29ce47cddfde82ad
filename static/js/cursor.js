// Reading and selecting with the keyboard: a cursor that goes by sentence (the server decided them: #sentences) or by
// word, and grows into a passage. Painted, not selected; the paragraph it stands in takes the focus.
import { firstBlock } from "./inview.js";
import { blockAt, slice, startOf, toRange } from "./offsets.js";
import { paint, unpaint } from "./paint.js";
import { focusBlock } from "./popover.js";
import { choose, passage, release } from "./selection.js";
import { step } from "./snapping.js";
import { announce } from "./wording.js";

let here = null; // {start, end}: where the cursor stands
let fixed = null; // the sentence or word that a growing passage began with

const root = () => document.getElementById("article");

let known = { source: null, ranges: [] };

// "57 61 2,33": the length of each sentence in code points, after a gap that is 1 unless it is named.
function unpack(source) {
  let end = -1;
  return source.split(" ").filter(Boolean).map((item) => {
    const [length, gap = 1] = item.split(",").map(Number).reverse();
    const start = end + gap;
    end = start + length;
    return { start, end };
  });
}

function sentences() {
  const source = document.getElementById("sentences")?.dataset.ranges ?? "";
  if (known.source !== source) {
    known = { source, ranges: unpack(source) };
  }
  return known.ranges;
}

const at = (offset) => sentences().findLastIndex((sentence) => sentence.start <= offset);

// Without a cursor: the first paragraph in the window.
const firstSeen = () => Math.max(0, at(startOf(firstBlock())));

function centre(place) {
  const rect = toRange(root(), place).getBoundingClientRect();
  if (rect.top > 140 && rect.bottom < innerHeight - 140) return;
  scrollBy({ top: rect.top - Math.max(140, (innerHeight - rect.height) / 2), behavior: "instant" });
}

function show(place, chosen) {
  here = place;
  focusBlock(blockAt(root(), chosen ? place.end - 1 : place.start));
  centre(place);
  announce(slice(root(), place.start, place.end));
  if (chosen) {
    unpaint("cursor");
    choose(place, "keyboard");
  } else {
    release();
    paint("cursor", place);
  }
}

export const cursor = () => here;

/** To the next sentence, or back. */
export function move(back) {
  const all = sentences();
  if (!all.length) return;
  const from = passage() ?? here;
  const next = from ? at(from.start) + (back ? -1 : 1) : firstSeen();
  fixed = null;
  show(all[Math.max(0, Math.min(next, all.length - 1))], false);
}

// From where a passage grows: its first sentence or word.
function anchor() {
  const now = passage() ?? here;
  if (!fixed || !now || (fixed.start !== now.start && fixed.end !== now.end)) fixed = now;
  return now;
}

/** Grow the passage by a sentence at its far end, or take one back. */
export function extend(back) {
  const all = sentences();
  if (!all.length) return;
  const now = anchor();
  if (!now) return move(false);
  if (!passage()) return choosePlus(now, back, all);
  const forward = now.start >= fixed.start;
  if (forward && (!back || now.end > fixed.end)) {
    const last = at(now.end - 1) + (back ? -1 : 1);
    if (all[last]) show({ start: now.start, end: Math.max(all[last].end, fixed.end) }, true);
  } else {
    const first = at(now.start) + (back ? -1 : 1);
    if (all[first]) show({ start: Math.min(all[first].start, fixed.start), end: now.end }, true);
  }
}

function choosePlus(now, back, all) {
  const other = all[at(back ? now.start : now.end - 1) + (back ? -1 : 1)] ?? now;
  show({ start: Math.min(now.start, other.start), end: Math.max(now.end, other.end) }, true);
}

const wordFrom = (offset, back) => {
  const edge = step(root(), offset, back, true);
  const other = step(root(), edge, !back, true);
  return { start: Math.min(edge, other), end: Math.max(edge, other) };
};

/** To the next word, or back: the passage is that word. */
export function moveWord(back) {
  const now = passage() ?? here;
  if (!now) return move(false);
  const narrowed = !passage();
  const word = narrowed ? wordFrom(back ? now.end : now.start, back) : wordFrom(back ? now.start : now.end, back);
  fixed = word;
  show(word, true);
}

/** Grow the passage's end by a word, or take one back. */
export function extendWord(back) {
  const now = anchor();
  if (!now) return move(false);
  const end = step(root(), now.end, back, true);
  const place = { start: now.start, end: back ? trimmed(now.start, end) : end };
  if (place.end > place.start) show(place, true);
}

// The end of the last word before `end`.
function trimmed(start, end) {
  const text = slice(root(), start, end);
  return end - text.match(/[\s\p{P}]*$/u)[0].length;
}

/** What Enter tags: the passage, else the sentence under the cursor. */
export const subject = () => passage() ?? here;

document.addEventListener("passage:chosen", (event) => {
  if (event.detail.how !== "keyboard") unpaint("cursor");
  here = event.detail.place;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) unpaint("cursor");
});

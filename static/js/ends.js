// Changing where one's own highlight begins and ends: two handles that can be dragged or moved with the arrow keys (by
// character, with Ctrl or Alt by word; Tab goes to the other one). Enter saves through the page's #place-form.
import { activate } from "./active.js";
import { offsetAt, quoteOf, toRange } from "./offsets.js";
import { paint, unpaint } from "./paint.js";
import { step } from "./snapping.js";
import { announce, say } from "./wording.js";

let editing = null; // {card, start, end}
let dragged = null;

const root = () => document.getElementById("article");

function handle(side) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: `end-handle ${side}` });
  button.dataset.ends = side;
  button.setAttribute("aria-label", say(side === "start" ? "startHandle" : "endHandle"));
  return button;
}

const handles = () => [...document.querySelectorAll(".end-handle")];

function draw() {
  paint("pending", editing, "ends");
  const rects = [...toRange(root(), editing).getClientRects()].filter((rect) => rect.width);
  const rtl = getComputedStyle(root()).direction === "rtl";
  for (const button of handles()) {
    const first = button.dataset.ends === "start";
    const rect = first ? rects[0] : rects.at(-1);
    if (!rect) continue;
    const x = first !== rtl ? rect.left : rect.right;
    Object.assign(button.style, { left: `${x + scrollX}px`, top: `${rect.top + scrollY}px`, height: `${rect.height}px` });
  }
}

function begin(card) {
  finish();
  const { start, end, key } = card.dataset;
  editing = { card, start: Number(start), end: Number(end) };
  activate(key);
  document.body.append(handle("start"), handle("end"));
  draw();
  handles()[1].focus({ preventScroll: true });
  announce(say("endsHelp"));
}

function finish() {
  const card = editing?.card;
  editing = dragged = null;
  unpaint("pending", "ends");
  for (const button of handles()) button.remove();
  return card;
}

function set(side, offset) {
  if (offset === null || (side === "start" ? offset >= editing.end : offset <= editing.start)) return;
  editing[side] = offset;
  draw();
}

function save() {
  const { card, start, end } = editing;
  const form = document.getElementById("place-form");
  finish();
  if (!form || (String(start) === card.dataset.start && String(end) === card.dataset.end)) return;
  form.setAttribute("action", card.dataset.placeUrl);
  const values = { start, end, version: card.dataset.version, ...quoteOf(root(), { start, end }) };
  for (const [name, value] of Object.entries(values)) form.elements.namedItem(name).value = value;
  form.requestSubmit();
}

function offsetUnder(x, y) {
  const position = document.caretPositionFromPoint?.(x, y);
  if (position) return offsetAt(root(), position.offsetNode, position.offset);
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? offsetAt(root(), range.startContainer, range.startOffset) : null;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".card [data-action=ends]");
  if (!button) return;
  event.preventDefault();
  begin(button.closest(".card"));
});

document.addEventListener("pointerdown", (event) => {
  dragged = event.target.dataset?.ends ?? null;
  if (!editing) return;
  if (dragged) event.target.setPointerCapture(event.pointerId);
  else if (!event.target.closest?.(`#a-${editing.card.dataset.key}`)) finish();
});

document.addEventListener("pointermove", (event) => {
  if (!editing || !dragged) return;
  const [x, y] = [event.clientX, event.clientY];
  for (const button of handles()) button.hidden = true; // they must not be what is under the point
  const offset = offsetUnder(x, y);
  for (const button of handles()) button.hidden = false;
  set(dragged, offset);
});

document.addEventListener("pointerup", () => {
  if (editing && dragged) handles().find((button) => button.dataset.ends === dragged)?.focus({ preventScroll: true });
  dragged = null;
});

function press(event, side) {
  const { key } = event;
  const back = key === (getComputedStyle(root()).direction === "rtl" ? "ArrowRight" : "ArrowLeft");
  if (key === "ArrowLeft" || key === "ArrowRight") set(side, step(root(), editing[side], back, event.ctrlKey || event.altKey));
  else if (key === "Enter") save();
  else if (key === "Escape") finish()?.querySelector("[data-action=ends]")?.focus();
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  const side = event.target.dataset?.ends;
  if (!editing || !side || !press(event, side)) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

addEventListener("resize", () => editing && draw());

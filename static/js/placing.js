// Where the popover stands. Never over its passage: below or above it where it fits (the style sheet hangs it on an
// invisible box over the passage), else beside the text, else on the side with more room, made lower.
import { toRange } from "./offsets.js";

const GAP = 8;

const narrow = matchMedia("(max-width: 52rem)");

/** Touch and small windows get a sheet at the bottom, clear of the system's own menus over a selection. */
const isSheet = (how) => narrow.matches || how === "touch" || how === "pen";

/** Whether taking the focus would raise the keyboard of a phone over what one reads. */
export const raisesKeyboard = (how) =>
  how === "touch" || how === "pen" || (how !== "keyboard" && matchMedia("(pointer: coarse)").matches);

function anchor() {
  let box = document.getElementById("sel-anchor");
  if (!box) {
    box = document.createElement("span");
    Object.assign(box, { id: "sel-anchor", className: "sel-anchor" });
    document.body.append(box);
  }
  return box;
}

const px = (value) => `${Math.round(value)}px`;

function roof() {
  const bar = document.getElementById("readbar") ?? document.querySelector(".bar");
  return Math.max(0, bar?.getBoundingClientRect().bottom ?? 0);
}

function stand(pop, { left, top, width = "", height = "" }) {
  pop.classList.add("moved");
  Object.assign(pop.style, { left: px(left), top: px(top), inlineSize: width && px(width), maxBlockSize: height && px(height) });
}

function beside(pop, text) {
  const room = Math.max(innerWidth - text.right, text.left) - 3 * GAP;
  if (room < 300) return false;
  const width = Math.min(pop.offsetWidth, room);
  const left = innerWidth - text.right >= text.left ? text.right + 2 * GAP : text.left - width - 2 * GAP;
  stand(pop, { left, top: roof() + GAP, width, height: innerHeight - roof() - 2 * GAP });
  return true;
}

function lower(pop, rect, above, below) {
  const under = below >= above;
  const height = Math.max(180, under ? below : above);
  const top = under ? Math.min(rect.bottom + GAP, innerHeight - height - GAP) : roof() + GAP;
  stand(pop, { left: Math.max(GAP, Math.min(rect.left, innerWidth - pop.offsetWidth - GAP)), top, height });
}

function hang(pop, rect, below) {
  if (globalThis.CSS?.supports("position-area", "bottom")) return;
  const height = pop.offsetHeight;
  stand(pop, {
    left: Math.max(GAP, Math.min(rect.left, innerWidth - pop.offsetWidth - GAP)),
    top: height + GAP <= below ? rect.bottom + GAP : rect.top - height - GAP,
  });
}

/** Forget where it was moved to. */
export function unplace(pop) {
  pop.classList.remove("moved", "sheet");
  Object.assign(pop.style, { left: "", top: "", inlineSize: "", maxBlockSize: "" });
}

/** Place the open popover for a passage; a sheet pushes the passage into view instead. */
export function placeBeside(pop, root, place, how) {
  unplace(pop);
  const rect = toRange(root, place).getBoundingClientRect();
  if (isSheet(how)) {
    pop.classList.add("sheet");
    const hidden = rect.bottom - (innerHeight - pop.offsetHeight - 2 * GAP);
    if (hidden > 0) scrollBy({ top: Math.min(hidden, rect.top - roof() - GAP), behavior: "instant" });
    return;
  }
  Object.assign(anchor().style, {
    left: px(rect.left + scrollX), top: px(rect.top + scrollY), inlineSize: px(rect.width), blockSize: px(rect.height),
  });
  const below = innerHeight - rect.bottom - 2 * GAP, above = rect.top - roof() - 2 * GAP;
  if (pop.offsetHeight <= Math.max(below, above)) hang(pop, rect, below);
  else if (!beside(pop, root.getBoundingClientRect())) lower(pop, rect, above, below);
}

/** Move it by hand. */
export function moveBy(pop, x, y) {
  const rect = pop.getBoundingClientRect();
  const left = Math.max(GAP - rect.width / 2, Math.min(rect.left + x, innerWidth - rect.width / 2));
  const top = Math.max(0, Math.min(rect.top + y, innerHeight - 40));
  pop.classList.add("moved");
  Object.assign(pop.style, { left: px(left), top: px(top) });
}

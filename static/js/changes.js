// Takes in what the server says has changed (#changes): paragraphs drawn again, cards, options, and words for a toast.
// Only touched paragraphs are replaced. One that the reader is just selecting in waits until the selection is over.
import { forget, putGently, removeGently } from "./busycards.js";
import { insertCard, removeCard } from "./cards.js";
import { number } from "./numbers.js";
import { repaint } from "./paint.js";
import { focusBlock } from "./popover.js";
import { toast } from "./toast.js";

const held = new Map();

const isTagging = () => Boolean(document.querySelector("#popover:popover-open"));

// What the reader is just selecting; asked once for many paragraphs, because asking costs a layout.
function selectedRange() {
  if (isTagging()) return null;
  const selection = getSelection();
  return selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
}

function swapAll(blocks, gentle = false) {
  const selected = blocks.length ? selectedRange() : null;
  // While somebody tags or moves ends, what others did waits: a line that breaks elsewhere would move the passage.
  const waits = gentle && (isTagging() || document.querySelector("[data-ends]") !== null);
  for (const block of blocks) swap(block, selected, waits);
}

function swap(block, selected, waits = false) {
  const old = document.getElementById(block.id);
  if (!old) return;
  if (waits || selected?.intersectsNode(old)) return void held.set(block.id, block);
  held.delete(block.id);
  const focused = old.contains(document.activeElement);
  number(block);
  old.replaceWith(block);
  if (focused) focusBlock(block);
}

function put(card) {
  number(card);
  const old = document.getElementById(card.id);
  if (old?.classList.contains("on")) card.classList.add("on");
  if (old && old.dataset.start === card.dataset.start && old.dataset.end === card.dataset.end) old.replaceWith(card);
  else {
    old?.remove();
    insertCard(card);
  }
  globalThis.htmx?.process(card);
}

// Options keep their digit: 1 to 9 stay what they are as long as the page is open; a new one takes a free digit.
function merge(option) {
  const old = document.getElementById(option.id);
  if (old) {
    option.dataset.recent = old.dataset.recent ?? "";
    return void old.replaceWith(option);
  }
  const list = document.getElementById(option.id.startsWith("claim-") ? "claim-options" : "speaker-options");
  if (!list) return;
  const taken = new Set([...list.children].map((other) => other.dataset.recent));
  if (list.id === "claim-options") option.dataset.recent = "123456789".split("").find((digit) => !taken.has(digit)) ?? "";
  list.append(option);
}

const within = (node, selector) => [...node.querySelectorAll(selector)];

/** Apply a #changes element, from an answer or from the page. `gentle`: it is what others did, and must not disturb. */
export function apply(changes, gentle = false) {
  if (!changes) return;
  const { gone = "", annotation = "" } = changes.dataset;
  for (const key of gone.split(" ").filter(Boolean)) gentle ? removeGently(key) : removeNow(key);
  swapAll(within(changes, "[data-blocks] [data-block]"), gentle);
  if (!gentle) for (const other of document.querySelectorAll(".card[data-fresh]")) delete other.dataset.fresh;
  for (const card of within(changes, "[data-cards] > .card")) {
    if (card.dataset.key === annotation) card.dataset.fresh = "";
    gentle ? putGently(card, put) : putNow(card);
  }
  for (const option of within(changes, "[data-options] > [role=option]")) merge(option);
  for (const agreed of within(changes, "[data-beside] > [id]")) document.getElementById(agreed.id)?.replaceWith(agreed);
  const words = changes.querySelector("[data-toast]");
  if (words) toast(...words.childNodes);
  changes.replaceChildren();
  finish(gentle);
}

// A save's own answer is newer than what waited for the card. Whoever stood in the note stays in it.
function putNow(card) {
  const focused = document.getElementById(card.id)?.contains(document.activeElement);
  forget(card.id);
  put(card);
  if (focused) card.querySelector(".n")?.focus({ preventScroll: true });
}

// Whoever stood in a note that is gone stands at its paragraph.
function removeNow(key) {
  const card = document.getElementById(`a-${key}`);
  const block = card?.contains(document.activeElement) && document.getElementById(`b${card.dataset.block}`);
  removeCard(key);
  if (block) focusBlock(block);
}

function finish(gentle) {
  repaint();
  document.dispatchEvent(new CustomEvent("cards:changed"));
  if (gentle) countLater();
  else globalThis.htmx?.trigger(document.body, "annotations:changed");
}

const COUNT = 2000; // ms; where much happens the legend follows every few seconds, not with each change
let counted = 0;
let counting = 0;

function countLater() {
  const busy = counted + 3 * COUNT - Date.now();
  counting ||= setTimeout(() => {
    counting = 0;
    counted = Date.now();
    globalThis.htmx?.trigger(document.body, "annotations:changed");
  }, Math.max(COUNT, busy) * (0.75 + Math.random() / 2));
}

function release() {
  if (!held.size || !getSelection().isCollapsed || isTagging()) return;
  swapAll([...held.values()]);
  repaint();
  document.dispatchEvent(new CustomEvent("cards:changed"));
}

document.addEventListener("selectionchange", release);
document.addEventListener("passage:released", release);

// Changes that htmx put into the page itself.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "changes") apply(document.getElementById("changes"));
});

// Blocks that came with a portion of notes: until now they were drawn light, without keys and numbers. The numbers that
// they bring are the server's own.
document.addEventListener("htmx:afterSettle", () => {
  const boxes = [...document.querySelectorAll("#cards > [data-blocks]")];
  for (const box of boxes) {
    number(box, true);
    swapAll(within(box, "[data-block]"));
    box.remove();
  }
  if (!boxes.length) return;
  repaint();
  document.dispatchEvent(new CustomEvent("cards:changed"));
});

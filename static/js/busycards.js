// A card in which somebody writes, has the focus in a field, or selects, is not drawn again under their hands: what came
// for it waits until they are done.
import { removeCard } from "./cards.js";

const waiting = new Map(); // id of the card -> what to do with it

const isWritten = (field) => field.matches("textarea, input:not([type=hidden])") && field.value !== field.defaultValue;

function isBusy(card) {
  if (card.querySelector("details[open] form")) return true;
  if (card.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return true;
  if ([...card.querySelectorAll("textarea, input")].some(isWritten)) return true;
  const selection = getSelection();
  return !selection.isCollapsed && selection.rangeCount > 0 && selection.getRangeAt(0).intersectsNode(card);
}

function orLater(id, work) {
  const card = document.getElementById(id);
  if (card && isBusy(card)) waiting.set(id, work);
  else {
    waiting.delete(id);
    work();
  }
}

// What was folded open stays open, and who came by keyboard stays on the card.
function putAndKeep(card, put) {
  const old = document.getElementById(card.id);
  const open = [...(old?.querySelectorAll("details") ?? [])].map((details) => details.open);
  const focused = old?.contains(document.activeElement);
  [...card.querySelectorAll("details")].forEach((details, index) => { details.open ||= open[index] ?? false; });
  put(card);
  if (focused) (card.querySelector(".n") ?? card.querySelector("a, button"))?.focus({ preventScroll: true });
}

/** Put a card into the page by `put`, as soon as nobody works in it. */
export const putGently = (card, put) => orLater(card.id, () => putAndKeep(card, put));

export const removeGently = (key) => orLater(`a-${key}`, () => removeCard(key));

/** What waits for a card is out of date. */
export const forget = (id) => waiting.delete(id);

function release() {
  for (const [id, work] of [...waiting]) orLater(id, work);
  if (waiting.size) return;
  document.dispatchEvent(new CustomEvent("cards:changed"));
}

for (const name of ["focusout", "toggle", "selectionchange", "click"]) {
  document.addEventListener(name, () => {
    if (waiting.size) setTimeout(release, 100);
  }, true);
}

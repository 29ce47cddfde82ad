// The form that tags a passage: opens for a selection, or for a form of the server's (data-open), beside the passage.
import { openList } from "./combobox.js";
import { showExample } from "./example.js";
import { freshAction } from "./outbox.js";
import { blockAt, quoteOf } from "./offsets.js";
import { paint } from "./paint.js";
import { placeBeside, raisesKeyboard } from "./placing.js";
import { propose } from "./proposals.js";
import { readBack } from "./readback.js";
import { offerSaid } from "./saidat.js";
import { choose, passage, release } from "./selection.js";

let blank = null;
let opened = null; // {place, how}: what it stands open for

const pop = () => document.getElementById("popover");
const form = () => document.getElementById("annotation-form");
const root = () => document.getElementById("article");

export const isOpen = () => pop()?.matches(":popover-open") ?? false;

/** The form for a new annotation as the server drew it, whatever has been in its place since. */
function restore() {
  const copy = blank.cloneNode(true);
  form().replaceWith(copy);
  globalThis.htmx?.process(copy);
  return copy;
}

function fillIn(target, place) {
  const values = { ...place, ...quoteOf(root(), place), action: freshAction() };
  for (const [name, value] of Object.entries(values)) {
    const field = target.elements.namedItem(name);
    if (field) field.value = value;
  }
}

// What the form does: tag, change, add, or read in another way than a colleague.
function entitle(title) {
  if (!title) return;
  pop().setAttribute("aria-label", title);
  pop().querySelector(".what").textContent = title;
}

/** Open it as it is for the passage at `place`. */
export function show(place, how) {
  opened = { place, how };
  entitle(form().dataset.title);
  if (!isOpen()) pop().showPopover();
  const input = form().elements.namedItem("claim_label");
  if (input && !input.value) openList(input);
  placeBeside(pop(), root(), place, how);
  readBack(form());
  showExample(form());
  offerSaid(form(), place);
  if (!raisesKeyboard(how)) (input ?? form().querySelector("input:not([type=hidden]), textarea"))?.focus({ preventScroll: true });
}

/** Open the form for a new annotation on `place`. What was already typed into it is kept. */
export function tag(place, how) {
  if (!pop() || !form()) return null;
  blank ??= form().cloneNode(true);
  const target = isOpen() && opened?.fresh ? form() : restore();
  fillIn(target, place);
  propose(target, root(), place);
  show(place, how);
  opened.fresh = true;
  return target;
}

/** Fetch one of the server's forms (another claim, a change) and open it for the passage at `place`. */
export async function openFrom(url, place, how = "mouse", opener = null) {
  blank ??= form().cloneNode(true);
  await globalThis.htmx.ajax("GET", url, { target: "#annotation-form", swap: "outerHTML", source: pop() });
  const action = form().elements.namedItem("action");
  if (action) action.value = freshAction();
  paint("pending", place);
  choose(place, "form");
  show(place, how);
  opened.opener = opener;
}

/** Put a form that came back, or was kept, in the popover and open it. */
export function reopen(node, place) {
  blank ??= form().cloneNode(true);
  form().replaceWith(node);
  globalThis.htmx?.process(node);
  choose(place, "form");
  show(place, "mouse");
}

export function close() {
  if (!isOpen()) return;
  pop().hidePopover();
  const { place, opener } = opened ?? {};
  opened = null;
  release();
  if (blank) restore();
  if (opener?.checkVisibility?.()) opener.focus({ preventScroll: true });
  else if (place) focusBlock(blockAt(root(), place.start));
}

export function focusBlock(block) {
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
}

// A press beside it closes it, unless words were typed that would be gone.
const typed = () => ["note", "claim_label", "via_label", "said_at"].some((name) => {
  const field = form()?.elements.namedItem(name);
  return field && field.value.trim() !== (field.defaultValue ?? "").trim();
});

document.addEventListener("passage:chosen", (event) => {
  const { place, how } = event.detail;
  if (how === "form") return;
  if (how !== "keyboard" || (isOpen() && opened?.fresh)) tag(place, how);
});

document.addEventListener("passage:released", () => {
  if (isOpen()) close();
});

document.addEventListener("pointerdown", (event) => {
  if (!isOpen() || event.target.closest?.("#popover, #toast, .card.unsaved")) return;
  if (event.pointerType !== "mouse" && event.target.closest?.("#article")) return;
  if (!typed()) close();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-open]");
  if (opener && pop()) {
    event.preventDefault();
    const card = opener.closest(".card");
    openFrom(opener.dataset.open, { start: Number(card.dataset.start), end: Number(card.dataset.end) }, "mouse", opener);
  } else if (event.target.closest?.("#popover [data-action=close]")) close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !(isOpen() || passage())) return;
  event.preventDefault(); // one press lets go of one thing: the note that is open stays
  if (isOpen()) close();
  else release();
});

// Shift+Enter tags and goes on with another claim; Control+Enter tags from the note, where Enter is a new line.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.closest?.("#popover")) return;
  const again = event.shiftKey && event.target.tagName === "INPUT" && form().querySelector("[data-again]");
  if (!again && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  form().requestSubmit(again || null);
});

addEventListener("resize", () => {
  if (isOpen() && !pop().classList.contains("moved")) placeBeside(pop(), root(), opened.place, opened.how);
});

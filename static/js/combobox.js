// A field to find or create: claims and speakers. The options come from the server once (#claim-options,
// #speaker-options); what fits is copied into the field's own list. Focus stays in the field (APG: editable combobox
// with list autocomplete). The field named x_label has a hidden field x beside it: the id of what was picked.
import { matches } from "./matching.js";
import { newRow, optionRow } from "./optionrows.js";
import { announce, say } from "./wording.js";

const COMBO = "input[role=combobox]";

const comboOf = (node) => (node.matches?.(COMBO) ? node : null);

const isClaim = (input) => input.name.startsWith("claim");

/** The hidden field that holds the id of what was picked. */
export const idField = (input) => input.form.elements.namedItem(input.name.replace(/_label$/, ""));

/** All options of a field, as the server made them. */
export function optionsFor(input) {
  const list = document.getElementById(isClaim(input) ? "claim-options" : "speaker-options");
  return list ? [...list.querySelectorAll("[role=option]")] : [];
}

export const optionOf = (input, id) => optionsFor(input).find((option) => option.dataset.value === id);

/** The claim that a digit stands for. */
export const recent = (input, digit) => optionsFor(input).find((option) => option.dataset.recent === String(digit));

const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));

function activate(input, item) {
  const list = listOf(input);
  for (const other of list.children) other.setAttribute("aria-selected", String(other === item));
  if (item) input.setAttribute("aria-activedescendant", item.id);
  else input.removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
  input.dispatchEvent(new CustomEvent("combobox:active", { bubbles: true }));
}

/** The option that the arrow keys stand on while the list is open: one of the list's own rows. */
export function activeRow(input) {
  const id = input.getAttribute("aria-expanded") === "true" && input.getAttribute("aria-activedescendant");
  return id ? document.getElementById(id) : null;
}

/** Show what fits the field's text. With text, the best match is active; without, nothing is. */
export function openList(input) {
  const typed = input.value.replace(/\s+/g, " ").trim();
  const { found, count, exact } = matches(optionsFor(input), typed);
  const rows = found.map((option) => optionRow(input.id, option, typed, isClaim(input)));
  if (typed && !exact) rows.push(newRow(input.id, typed, isClaim(input)));
  const list = listOf(input);
  list.replaceChildren(...rows);
  list.hidden = !rows.length;
  input.setAttribute("aria-expanded", String(rows.length > 0));
  activate(input, typed ? rows[0] : null);
  if (typed) announce(say("found", { count }));
}

export function closeList(input) {
  listOf(input).hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function changed(input) {
  input.dispatchEvent(new CustomEvent("combobox:picked", { bubbles: true }));
}

/** Take an option: one of the lists' rows, or one of the server's. An empty value means that it will be made. */
export function pick(input, option) {
  input.value = option.dataset.label;
  idField(input).value = option.dataset.value;
  input.classList.remove("proposed");
  closeList(input);
  changed(input);
}

export function empty(input) {
  input.value = "";
  idField(input).value = "";
  input.classList.remove("proposed");
  changed(input);
}

function move(input, by) {
  const list = listOf(input);
  if (list.hidden) openList(input);
  const items = [...list.children];
  if (!items.length) return;
  const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  activate(input, items[at < 0 ? (by > 0 ? 0 : items.length - 1) : (at + by + items.length) % items.length]);
}

function digit(event, input) {
  const match = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (!match || !isClaim(input) || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  const option = recent(input, match[1]);
  if (!option || (input.value && !event.altKey)) return false;
  pick(input, option);
  return true;
}

// True when the key was the field's own; Enter on a closed list is left to the form.
function handle(event, input) {
  const active = activeRow(input);
  const open = input.getAttribute("aria-expanded") === "true";
  switch (event.key) {
    case "ArrowDown": return move(input, 1), true;
    case "ArrowUp": return move(input, -1), true;
    case "Enter": return open && active ? (pick(input, active), !event.shiftKey) : false;
    case "Backspace": return input.classList.contains("proposed") ? (empty(input), true) : false;
    case "Escape": return escape(input, open);
    default: return digit(event, input);
  }
}

function escape(input, open) {
  if (!input.value && !(open && !isClaim(input))) return false;
  if (!open && idField(input).value && input.value === input.defaultValue) return false;
  if (input.value) empty(input);
  if (isClaim(input)) openList(input);
  else closeList(input);
  return true;
}

document.addEventListener("keydown", (event) => {
  const input = comboOf(event.target);
  if (!input || event.isComposing || !handle(event, input)) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("input", (event) => {
  const input = comboOf(event.target);
  if (!input) return;
  idField(input).value = "";
  input.classList.remove("proposed");
  openList(input);
  changed(input);
});

document.addEventListener("focusin", (event) => {
  const input = comboOf(event.target);
  if (input && !idField(input).value && !input.value) openList(input);
});

document.addEventListener("focusout", (event) => {
  const input = comboOf(event.target);
  if (!input?.isConnected) return;
  settleText(input);
  if (!isClaim(input) || input.value) closeList(input);
});

/** Text that is exactly an option's label is that option, also when it was only typed. */
export function settleText(input) {
  if (!input.value || idField(input).value) return;
  const { exact } = matches(optionsFor(input), input.value);
  if (exact) pick(input, exact);
}

// Pressing an option must not take the focus from the field.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.(".opts[role=listbox]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const item = event.target.closest?.(".opts [role=option]");
  const list = item?.closest("[role=listbox]");
  const input = list && document.querySelector(`${COMBO}[aria-controls="${list.id}"]`);
  if (input) pick(input, item);
});

// Single keys on the reading page. Off while one types, with Ctrl or Meta, and when the person switched them off
// (data-keys="off"). Elements with data-key are pressed by that key, so that the page decides what there is.
import { activeKey, cardOf, deactivate, go } from "./active.js";
import { optionsFor, pick, recent } from "./combobox.js";
import { copy } from "./copying.js";
import { extend, extendWord, move, moveWord, subject } from "./cursor.js";
import { isOpen, tag } from "./popover.js";
import { readBack } from "./readback.js";
import { passage } from "./selection.js";
import { redo, undo } from "./toast.js";

const FIELD = "input:not([type=radio], [type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]";

const form = () => document.getElementById("annotation-form");

const isTyping = (node) => Boolean(node.closest?.(FIELD));

function isOff() {
  return [document.documentElement, document.getElementById("desk")].some((node) => node?.dataset.keys === "off");
}

function openForm() {
  const place = subject();
  return place ? tag(place, "keyboard") : null;
}

/** Plain to hedged and back. */
export function toggleHedged() {
  const field = form()?.elements.namedItem("certainty");
  if (!field) return;
  field.value = field.value === "hedged" ? field.querySelector?.("option")?.value ?? "" : "hedged";
  field.closest?.("details")?.setAttribute("open", "");
  readBack(form());
}

// A digit is a recent claim: with a passage it opens the form with that claim chosen, and Enter tags.
function tagRecent(digit) {
  const target = isOpen() ? form() : passage() && openForm();
  const input = target?.elements.namedItem("claim_label");
  if (!input || input.value || !optionsFor(input).length) return false;
  const option = recent(input, digit);
  if (option) pick(input, option);
  return Boolean(option);
}

const ACTIONS = {
  j: () => move(false),
  k: () => move(true),
  J: () => extend(false),
  K: () => extend(true),
  w: () => moveWord(false),
  b: () => moveWord(true),
  W: () => extendWord(false),
  B: () => extendWord(true),
  n: () => go(false),
  p: () => go(true),
  z: undo,
  Z: redo,
  y: redo,
  c: copy,
  h: () => isOpen() && toggleHedged(),
  "?": () => {
    const help = document.getElementById("keys");
    if (help?.open) help.close();
    else help?.showModal();
  },
};

function enter(target) {
  if (target.closest?.("a, button, summary, [role=option], #popover")) return false;
  return Boolean(openForm());
}

function pressOn(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target || target.disabled) return false;
  target.click();
  target.closest("details[open]")?.querySelector("input:not([type=hidden])")?.focus();
  return true;
}

// What the active note offers under a letter of its own.
function pressOnCard(key) {
  const target = activeKey() && cardOf(activeKey())?.querySelector(`[data-card-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  target.click();
  target.closest("details[open]")?.querySelector("input:not([type=hidden])")?.focus();
  return true;
}

function act(event) {
  const { key, target } = event;
  if (key === "Enter") return enter(target);
  if (/^[1-9]$/.test(key)) return tagRecent(key);
  const action = Object.hasOwn(ACTIONS, key) && ACTIONS[key];
  if (!action) return key.length === 1 && (pressOnCard(key) || pressOn(key));
  action();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!document.getElementById("desk") || event.defaultPrevented || event.isComposing) return;
  if (event.altKey && event.code === "KeyH" && isOpen()) {
    toggleHedged();
    return event.preventDefault();
  }
  if (event.key === "Escape" && activeKey() && !isOpen() && !passage()) return deactivate();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const shut = event.target.closest?.("dialog[open], [data-ends]");
  if (shut && event.key !== "?") return;
  if (isOff() && event.key !== "Enter") return;
  if (act(event)) event.preventDefault();
});

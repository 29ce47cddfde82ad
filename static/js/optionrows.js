// How a combobox shows an option: digit, swatch, label with what was typed in bold, uses.
import { say } from "./wording.js";

function part(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

function labelled(label, typed) {
  const node = document.createElement("span");
  const at = typed ? label.toLowerCase().indexOf(typed.toLowerCase()) : -1;
  if (at < 0) node.append(label);
  else node.append(label.slice(0, at), part("b", "", label.slice(at, at + typed.length)), label.slice(at + typed.length));
  return node;
}

function item(id, className, value, label) {
  const node = document.createElement("li");
  Object.assign(node, { id, className });
  Object.assign(node.dataset, { value, label });
  node.setAttribute("role", "option");
  return node;
}

/** A row for one of the server's options. */
export function optionRow(prefix, source, typed, isClaim) {
  const { value, label, recent = "", uses = "", pinned } = source.dataset;
  const row = item(`${prefix}-${source.id}`, source.className, value, label);
  if (isClaim) {
    const swatch = part("span", "sw", "");
    swatch.setAttribute("aria-hidden", "true");
    row.append(part("span", pinned === undefined ? "k" : "k pinned", recent), swatch);
  }
  row.append(labelled(label, typed), part("span", "ct", uses));
  return row;
}

/** The row that makes what was typed: its value is empty. */
export function newRow(prefix, typed, isClaim) {
  const row = item(`${prefix}-new`, "", "", typed);
  if (isClaim) row.append(part("span", "k", ""), part("span", "plus", "+"));
  row.append(part("span", "new", say(isClaim ? "newClaim" : "newSpeaker", { label: typed })));
  return row;
}

// Proposals that save typing, from this article alone: who speaks, and how it was said. They are shown as unconfirmed
// (class "proposed"); the submit that reads them back accepts them, Backspace or Escape clears them.
import { optionsFor, idField } from "./combobox.js";
import { blockAt, slice, startOf, textOf, units } from "./offsets.js";
import { say } from "./wording.js";

const CLOSERS = { "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "”": "”" };

// Ranges between quotation marks in a paragraph, in UTF-16 units; one that is still open lasts until the end.
function quotations(text) {
  const found = [];
  let from = -1, closers = "";
  for (let i = 0; i < text.length; i++) {
    if (from >= 0 && closers.includes(text[i])) {
      found.push([from, i]);
      from = -1;
    } else if (from < 0 && CLOSERS[text[i]]) {
      from = i + 1;
      closers = CLOSERS[text[i]];
    }
  }
  if (from >= 0) found.push([from, text.length]);
  return found;
}

/** direct, partly_quoted or indirect, for the units from..to of a paragraph. */
export function guessForm(text, from, to) {
  const ranges = quotations(text);
  const letters = [];
  for (let i = from; i < to; i++) if (/[\p{L}\p{N}]/u.test(text[i])) letters.push(i);
  const quoted = letters.filter((i) => ranges.some(([start, end]) => i >= start && i < end));
  if (!quoted.length) return "indirect";
  if (quoted.length === letters.length) return "direct";
  return quoted[0] === letters[0] && quoted.length >= 0.8 * letters.length ? "direct" : "partly_quoted";
}

const isWordBetween = (text, from, to) => /[\p{L}\p{N}]/u.test(text.slice(from, to));

function mentions(text, name) {
  const found = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const whole = !isWordBetween(text, at - 1, at) && !isWordBetween(text, at + name.length, at + name.length + 1);
    if (whole) found.push(at);
  }
  return found;
}

/** The speaker named nearest before the passage in its paragraph, else first inside it, else first after. */
export function nearest(text, from, people) {
  let best = null;
  for (const person of people) {
    const names = [person.name, person.name.split(/\s+/).at(-1)].filter((name) => name.length > 1);
    for (const at of names.flatMap((name) => mentions(text, name))) {
      const distance = at < from ? from - at : 1e9 + at;
      if (!best || distance < best.distance) best = { distance, person };
    }
  }
  return best?.person.option ?? null;
}

function proposeSpeaker(form, text, from) {
  const input = form.elements.namedItem("speaker_label");
  if (!input || input.value || !input.id) return;
  const here = optionsFor(input).filter((option) => option.dataset.here);
  const option = nearest(text, from, here.map((option) => ({ name: option.dataset.label, option })));
  if (!option) return;
  input.value = option.dataset.label;
  idField(input).value = option.dataset.value;
  mark(input);
}

function mark(field) {
  field.classList.add("proposed");
  field.title = say("proposed");
}

function proposeForm(form, text, from, to) {
  const select = form.elements.namedItem("form");
  if (select instanceof HTMLSelectElement === false || select.value) return;
  select.value = guessForm(text, from, to);
  mark(select);
}

/** Fill in what the article suggests for the passage at `place`. */
export function propose(form, root, place) {
  const block = blockAt(root, place.start);
  const text = textOf(block);
  const from = units(text, place.start - startOf(block));
  const to = from + slice(root, place.start, place.end).length;
  proposeSpeaker(form, text, from);
  proposeForm(form, text, from, Math.min(to, text.length));
}

document.addEventListener("change", (event) => event.target.classList?.remove("proposed"));

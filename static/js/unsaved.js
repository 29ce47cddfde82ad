// The card of what could not be saved: what was typed, why it failed, and what one can do.
import { insertCard } from "./cards.js";
import { announce, say } from "./wording.js";

const cardOf = (action) => document.querySelector(`.card.unsaved[data-action-id="${CSS.escape(action)}"]`);

const field = (entry, name) => entry.fields.find(([key]) => key === name)?.[1] ?? "";

function write(card, name, text) {
  const node = card.querySelector(`.${name}`);
  if (!node) return;
  node.textContent = text;
  node.hidden = !text;
}

/** Show an entry of the outbox with the reason in `kind`, or the server's own words. */
export function showUnsaved(entry, both = null) {
  const template = document.getElementById("unsaved");
  if (!template) return;
  const card = cardOf(entry.action) ?? template.content.firstElementChild.cloneNode(true);
  card.dataset.actionId = entry.action;
  const why = [say("unsaved"), entry.message || say(entry.kind || "offline")].join(" ");
  write(card, "why", why);
  write(card, "quote", field(entry, "quote"));
  write(card, "typed", ["claim_label", "speaker_label", "via_label"].map((name) => field(entry, name)).filter(Boolean).join(" · "));
  write(card, "note", field(entry, "note") || field(entry, "text"));
  card.querySelector(".login").hidden = entry.kind !== "login";
  card.querySelector("[data-action=rework]").hidden = !entry.tagging;
  card.querySelector(".both")?.remove();
  if (both) {
    card.querySelector(".why").after(both);
    card.querySelector("[data-action=retry]").textContent = say("keepMine");
    card.querySelector("[data-action=discard]").textContent = say("takeTheirs");
  }
  const { start, end } = entry.place ?? { start: 0, end: 0 };
  Object.assign(card.dataset, { start, end });
  if (matchMedia("(max-width: 52rem)").matches) card.classList.add("on");
  if (!card.isConnected) insertCard(card);
  announce(why);
}

export function hideUnsaved(action) {
  const card = cardOf(action);
  if (!card) return;
  card.remove();
  document.dispatchEvent(new CustomEvent("cards:changed"));
}

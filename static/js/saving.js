// Every form that changes annotations goes through the outbox: kept first, painted, then sent. What fails stays.
import { apply } from "./changes.js";
import { drop, entryOf, freshAction, keep, pending, twin } from "./outbox.js";
import { paint, unpaint } from "./paint.js";
import { close, openFrom, reopen } from "./popover.js";
import { send } from "./sending.js";
import { hideUnsaved, showUnsaved } from "./unsaved.js";

const AGAIN = ["offline", "timeout", "server"];
const flying = new Set();
const settled = new Set();

/** Whether this window has the action's answer or waits for it, so that it need not be told of it otherwise. */
export const isAnswered = (action) => flying.has(action) || settled.has(action);

const isWrite = (form) => form.getAttribute("hx-target") === "#changes" && form.method === "post";

// Not form.action: the field called "action" stands in front of it.
const urlOf = (form) => form.getAttribute("action");

function placeOf(form, fields) {
  const source = form.closest(".card")?.dataset ?? Object.fromEntries(fields);
  return source.start && source.end ? { start: Number(source.start), end: Number(source.end) } : null;
}

// A form of the popover has its action since it was opened; any other form makes one for each press.
function actionFor(form, fields) {
  const held = Object.fromEntries(fields).action;
  if (form.id === "annotation-form" && held) return held;
  return twin(urlOf(form), fields)?.action ?? freshAction();
}

/** What is kept of a form that was submitted. */
function entryFrom(form, submitter) {
  const data = [...new FormData(form, submitter)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const action = actionFor(form, data);
  const fields = [...data.filter(([name]) => name !== "action"), ["action", action]];
  return {
    action, fields, url: urlOf(form), place: placeOf(form, fields), kind: "",
    article: document.getElementById("desk").dataset.article,
    tagging: form.id === "annotation-form",
  };
}

function settle(entry, again) {
  settled.add(entry.action);
  drop(entry.action);
  hideUnsaved(entry.action);
  unpaint("failed", entry.action);
  unpaint("saving", entry.action);
  if (!again) return;
  const card = document.querySelector("#cards .card[data-fresh]");
  if (card?.dataset.taggingsUrl && entry.place) openFrom(card.dataset.taggingsUrl, entry.place);
}

// Who sees both versions and sends theirs again has seen the newest one.
function newest(fields, outcome) {
  const version = outcome.kind === "conflict" && outcome.page.querySelector("[data-version]")?.dataset.version;
  return version ? fields.map(([name, value]) => [name, name === "version" ? version : value]) : fields;
}

function fail(entry, outcome) {
  const kept = { ...entry, kind: outcome.kind, message: outcome.message, fields: newest(entry.fields, outcome) };
  keep(kept);
  unpaint("saving", entry.action);
  if (entry.place) paint("failed", entry.place, entry.action);
  showUnsaved(kept, outcome.page?.querySelector(".both"));
  const form = outcome.kind === "invalid" && entry.tagging && outcome.page.getElementById("annotation-form");
  if (!form) return;
  const action = form.elements.namedItem("action");
  if (action) action.value = entry.action;
  if (entry.place && !document.querySelector("#popover:popover-open")) reopen(form, entry.place);
}

/** Send an entry; it is in the outbox already. */
export async function deliver(entry, again = false) {
  if (flying.has(entry.action)) return;
  flying.add(entry.action);
  const here = entry.article === document.getElementById("desk")?.dataset.article;
  if (here && entry.place && !entry.kind) paint("saving", entry.place, entry.action);
  const outcome = await send(entry);
  flying.delete(entry.action);
  if (!here) {
    if (outcome.kind === "saved") drop(entry.action);
    return;
  }
  if (outcome.kind !== "saved") return fail(entry, outcome);
  if (outcome.reload) return drop(entry.action), location.reload();
  apply(outcome.page.getElementById("changes"));
  settle(entry, again);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!isWrite(form) || !document.getElementById("desk")) return;
  event.preventDefault();
  event.stopPropagation();
  const entry = entryFrom(form, event.submitter);
  if (flying.has(entry.action)) return;
  keep(entry);
  const again = event.submitter?.dataset.again !== undefined;
  deliver(entry, again);
  if (form.id === "annotation-form") close();
}, true);

/** Try what the network or the server kept from being saved. */
function retry(kinds) {
  for (const entry of pending()) if (!entry.kind || kinds.includes(entry.kind)) deliver(entry);
}

export const deliverAgain = (action) => deliver(entryOf(action));

addEventListener("online", () => retry(AGAIN));
// The stream of changes is there again, so the server is.
document.addEventListener("line:back", () => retry(AGAIN));
document.addEventListener("outbox:settled", ({ detail: action }) => {
  if (flying.has(action)) return;
  hideUnsaved(action);
  unpaint("failed", action);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") retry([...AGAIN, "login"]);
});
setInterval(() => retry(AGAIN), 30_000);

// From an earlier visit: shown where they belong, and tried.
for (const entry of pending()) {
  if (entry.article === document.getElementById("desk")?.dataset.article) showUnsaved(entry);
}
retry([...AGAIN, "login"]);

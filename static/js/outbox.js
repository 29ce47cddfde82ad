// What was typed and is not saved yet. It stays in the browser's storage until the server has it, so that a closed
// lid, a lost session or a reload loses nothing. No token of a session is ever put in it.
const KEY = "margin-outbox";

let entries = load();

function load() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return []; // storage is blocked, or holds something else: then it lives as long as the page
  }
}

function store(change) {
  entries = change(entries);
  try {
    localStorage.setItem(KEY, JSON.stringify(change(load())));
  } catch {
    // full or blocked: kept in memory, and the page asks before it is left
  }
}

const user = () => document.getElementById("desk")?.dataset.user ?? "";

/** What this person has not saved, on any article. */
export const pending = () => entries.filter((entry) => entry.user === user());

export const entryOf = (action) => pending().find((entry) => entry.action === action);

/** Keep an entry; one with the same action is replaced. */
export function keep(entry) {
  const kept = { ...entry, user: user() };
  store((all) => [...all.filter((other) => other.action !== kept.action), kept]);
}

export const drop = (action) => store((all) => all.filter((entry) => entry.action !== action));

const plain = (fields) => JSON.stringify(fields.filter(([name]) => name !== "action"));

/** An entry that asks for exactly the same: sending it again must not make a second one. */
export const twin = (url, fields) =>
  pending().find((entry) => entry.url === url && plain(entry.fields) === plain(fields));

/** A new action's UUID. Plain http to another machine has no randomUUID. */
export function freshAction() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

addEventListener("beforeunload", (event) => {
  if (pending().length) event.preventDefault();
});

// Another window of this browser kept, saved or discarded something: it is one outbox for all of them.
addEventListener("storage", (event) => {
  if (event.key !== KEY) return;
  const before = pending();
  entries = load();
  const left = new Set(pending().map((entry) => entry.action));
  for (const { action } of before) {
    if (!left.has(action)) document.dispatchEvent(new CustomEvent("outbox:settled", { detail: action }));
  }
});

// The event streams of a browser: one a project, whatever the number of its windows. Runs in a shared worker, or in one
// of the windows. A window says what it shows and how far it was told; it hears what concerns it, and the cursor to go
// on from. Only windows in sight have a part in a stream: the others catch up when they are shown again.
import { readStream } from "./eventstream.js";

const SILENT = 30_000; // ms; the server says something every 12 s
const POLL = 10_000;
const POLLS = 6; // then a stream is tried again
const LOST = 40_000; // a window that says nothing for so long is gone
const OVER = new Set([401, 403, 404]);

const members = new Map(); // window id -> {send, page, seen}
const streams = new Map(); // group -> stream

const groupOf = (page) => `${page.user} ${page.group}`;

const membersOf = (group) => [...members.values()].filter((member) => groupOf(member.page) === group);

const jitter = (ms) => ms * (0.5 + Math.random());

const wait = (ms, signal) => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
});

function addressFor(group, once) {
  const pages = membersOf(group).map((member) => member.page);
  const all = [...new Map(pages.map((page) => [[page.article, page.since, page.view].join("~"), page])).values()];
  const [first, ...rest] = all;
  const query = new URLSearchParams({ since: first.since, view: first.view });
  for (const page of rest) query.append("also", [page.article, page.since, encodeURIComponent(page.view)].join("~"));
  if (once) query.set("once", "1");
  return `${first.url}?${query}`;
}

// What is told of an article goes to its windows; the cursor goes to all, once everything before it was told.
function pass(group, message) {
  const told = message.data ? JSON.parse(message.data) : {};
  for (const { page, send } of membersOf(group)) {
    if (message.id) page.since = message.id;
    const concerns = told.article === page.article && (told.view ?? page.view) === page.view;
    if (concerns || message.id) send({ event: concerns ? message.event : "", told, since: page.since });
  }
}

const tellAll = (group, event, told = {}) => membersOf(group).forEach(({ page, send }) => send({ event, told, since: page.since }));

/** Ask once; returns how many ms to wait before the next try, or -1 to try no more. */
async function ask(stream, once) {
  const quiet = new AbortController();
  const signal = AbortSignal.any([stream.stop.signal, quiet.signal]);
  let timer = setTimeout(() => quiet.abort(), SILENT);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => quiet.abort(), SILENT);
  };
  try {
    const answer = await fetch(addressFor(stream.group, once), { signal, cache: "no-store" });
    if (OVER.has(answer.status) || answer.redirected) return tellAll(stream.group, "over", { status: answer.status }), -1;
    if (!answer.ok) return stream.failures++, jitter(1000 * (Number(answer.headers.get("Retry-After")) || 5));
    tellAll(stream.group, "open", { polled: once });
    const began = Date.now();
    await readStream(answer.body, (message) => pass(stream.group, message), alive);
    stream.failures = once || Date.now() - began > 5000 ? 0 : stream.failures + 1;
    return once ? POLL : jitter(1500);
  } catch (error) {
    if (!signal.aborted && error instanceof TypeError === false) throw error;
    stream.failures++;
    return jitter(Math.min(30_000, 500 * 2 ** stream.failures));
  } finally {
    clearTimeout(timer);
  }
}

// A stream that fails three times in a row gives way to asking now and then.
async function run(stream) {
  const { signal } = stream.stop;
  let polls = 0;
  while (!signal.aborted && membersOf(stream.group).length) {
    if (stream.failures >= 3 && !polls) polls = POLLS;
    const pause = await ask(stream, polls > 0);
    if (pause < 0) break;
    if (polls && --polls === 0) stream.failures = 0;
    await wait(pause, signal);
  }
  if (streams.get(stream.group) === stream) streams.delete(stream.group);
}

function restart(group) {
  streams.get(group)?.stop.abort();
  streams.delete(group);
  if (!membersOf(group).length) return;
  const stream = { group, stop: new AbortController(), failures: 0 };
  streams.set(group, stream);
  run(stream);
}

const due = new Map();

// Several windows that open together ask for one stream.
function restartSoon(group) {
  clearTimeout(due.get(group));
  due.set(group, setTimeout(() => restart(group), 30));
}

/** A window shows a page from now on: {user, group, url, article, view, since}. */
export function join(id, page, send) {
  const before = members.get(id);
  members.set(id, { page: { ...page }, send, seen: Date.now() });
  if (before && groupOf(before.page) !== groupOf(page)) restartSoon(groupOf(before.page));
  restartSoon(groupOf(page));
}

/** It is out of sight, or gone. The others keep their stream. */
export function leave(id) {
  const member = members.get(id);
  if (!member) return;
  members.delete(id);
  const group = groupOf(member.page);
  const shown = membersOf(group).some(({ page }) => page.article === member.page.article);
  if (!shown) restartSoon(group);
}

/** It is still there. One that was thought gone, because the machine slept, has its part again. */
export function seen(id, page, send) {
  const member = members.get(id);
  if (member) member.seen = Date.now();
  else join(id, page, send);
}

/** The network came back: do not wait for the end of a pause. */
export function hurry() {
  for (const group of [...streams.keys()]) restartSoon(group);
}

/** What a window says, whichever way it comes. */
export function hear(id, { verb, page }, send) {
  if (verb === "join") join(id, page, send);
  else if (verb === "leave") leave(id);
  else if (verb === "seen") seen(id, page, send);
  else if (verb === "hurry") hurry();
}

setInterval(() => {
  for (const [id, member] of members) if (Date.now() - member.seen > LOST) leave(id);
}, 10_000);

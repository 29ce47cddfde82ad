// What others do appears on the open page, without a reload and without disturbing. A window in sight has a part in the
// browser's stream; one out of sight lets go of it and catches up when it is shown again.
import { applyGently } from "./gentle.js";
import { isAnswered } from "./saving.js";
import { connect } from "./sharing.js";
import { announceLater, showNotice, showReaders } from "./told.js";

const HIDDEN = 20_000;
const STILL = 10_000;

const desk = () => document.getElementById("desk");

let since = "";
let from = null; // the desk whose cursor it is
let timer = 0;
let joined = "";

const parse = (html) => new DOMParser().parseFromString(html, "text/html").getElementById("changes");

function change(told) {
  if (told.revision !== desk().dataset.revision) return void showNotice("wording", told.reworded);
  if (told.own.length && told.own.every(isAnswered)) return;
  applyGently(parse(told.html), new Set(told.fresh));
  if (told.told) announceLater(told.told);
}

const HEARD = {
  open: () => document.dispatchEvent(new CustomEvent("line:back")),
  changes: change,
  stale: (told) => showNotice(told.why, told.text),
  here: (told) => showReaders(told.html),
  over: () => { joined = ""; },
};

function hear({ event, told, since: cursor }) {
  if (!desk()) return;
  since = cursor;
  document.documentElement.dataset.live = event === "over" ? "over" : "on";
  HEARD[event]?.(told);
}

const address = () => desk()?.dataset.live;

let say = null;

function pageNow() {
  const { live, liveGroup, liveView, article, user, cursor } = desk().dataset;
  if (from !== desk()) {
    since = cursor;
    from = desk();
  }
  return { url: live, group: liveGroup, view: liveView, article, user, since };
}

function join() {
  clearTimeout(timer);
  if (!address()) return;
  say ??= connect(desk().dataset.liveWorker, hear);
  const page = pageNow();
  const what = [page.url, page.view, page.user].join(" ");
  if (joined === what && from === desk()) return say({ verb: "seen", page });
  joined = what;
  say({ verb: "join", page });
}

function leave() {
  clearTimeout(timer);
  if (!joined) return;
  joined = "";
  say({ verb: "leave" });
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") join();
  else timer = setTimeout(leave, HIDDEN);
});
addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => event.persisted && join());
addEventListener("online", () => {
  join();
  say?.({ verb: "hurry" });
});
setInterval(() => joined && say({ verb: "seen", page: pageNow() }), STILL);

// Another view of the article was drawn: it has a cursor of its own.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "desk" && from === desk()) return;
  joined = "";
  if (document.visibilityState === "visible") join();
});

if (document.visibilityState === "visible") join();

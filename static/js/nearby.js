// In an article with many notes their cards come in portions, when the reader gets near. A placeholder (.card-more)
// fetches its own portion when it hears "cards:show".
const AHEAD = "1200px 0px";

/** The portions that are not in the page yet. */
export const waiting = () => [...document.querySelectorAll("#cards > .card-more")];

const covers = (more, first, last) => Number(more.dataset.first) <= last && Number(more.dataset.last) >= first;

function show(first, last) {
  for (const more of waiting()) if (covers(more, first, last)) globalThis.htmx?.trigger(more, "cards:show");
}

/** Fetch the cards of a block; resolves when they are in the page. */
export function load(index) {
  const more = waiting().find((other) => covers(other, index, index));
  if (!more) return Promise.resolve();
  return new Promise((resolve) => {
    const give = setTimeout(resolve, 5000);
    document.addEventListener("htmx:afterSettle", function done() {
      if (more.isConnected) return;
      clearTimeout(give);
      document.removeEventListener("htmx:afterSettle", done);
      resolve();
    });
    globalThis.htmx?.trigger(more, "cards:show");
  });
}

const watcher = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting) continue;
    const { first, last, block } = target.dataset;
    show(Number(first ?? block), Number(last ?? block));
  }
}, { rootMargin: AHEAD });

/** Watch the sections, or in a text without sections its blocks. */
function watch() {
  watcher.disconnect();
  if (!waiting().length) return;
  const sections = document.querySelectorAll("#prose > .chunk");
  for (const part of sections.length ? sections : document.querySelectorAll("#article [data-block]")) watcher.observe(part);
}

// A card that came by itself (just saved) and again in a portion is one card.
function unite() {
  const seen = new Set();
  for (const card of [...document.querySelectorAll("#cards > .card[id]")].reverse()) {
    if (seen.has(card.id)) card.remove();
    seen.add(card.id);
  }
}

document.addEventListener("htmx:afterSettle", (event) => {
  const { target } = event.detail;
  if (target?.id === "desk") watch();
  else if (target?.closest?.("#cards") || target?.matches?.(".card-more")) unite();
});

watch();

// Puts what others did into the page without disturbing its reader: what one is working on waits, the text stays where it
// is on screen, focus and open parts stay. Cards that came carry a quiet mark until they were seen.
import { apply } from "./changes.js";
import { firstBlock } from "./inview.js";
import { waiting } from "./nearby.js";

const SEEN = 4000; // ms in sight, then the mark goes

const within = (node, selector) => [...node.querySelectorAll(selector)];

// Paragraphs far from the reader get their notes, as they are then, when the reader comes near.
function dropFar(changes) {
  const far = waiting().map((more) => [Number(more.dataset.first), Number(more.dataset.last)]);
  const isFar = (index) => far.some(([first, last]) => index >= first && index <= last);
  for (const block of within(changes, "[data-blocks] [data-block]")) if (isFar(Number(block.dataset.block))) block.remove();
  for (const card of within(changes, "[data-cards] > .card")) if (isFar(Number(card.dataset.block))) card.remove();
}

/** Do something to the page; what the reader sees stays where it is. */
function inPlace(work) {
  const block = firstBlock();
  const top = block?.getBoundingClientRect().top;
  work();
  const after = block && document.getElementById(block.id)?.getBoundingClientRect().top;
  if (after !== undefined && Math.abs(after - top) >= 1) scrollBy({ top: after - top, behavior: "instant" });
}

const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) setTimeout(() => target.classList.remove("came"), SEEN);
    if (isIntersecting || !target.isConnected) watcher.unobserve(target);
  }
});

/** Take in a #changes element; `fresh` are the keys of the cards that others touched. */
export function applyGently(changes, fresh) {
  dropFar(changes);
  const cards = within(changes, "[data-cards] > .card").filter((card) => fresh.has(card.dataset.key));
  for (const card of cards) card.classList.add("came");
  inPlace(() => apply(changes, true));
  for (const card of cards) watcher.observe(card);
}

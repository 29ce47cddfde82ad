// Notes stand beside their passages: each at its passage's height, later ones pushed down, earlier ones up, around one
// that is always level with its passage. Without this script they are a plain list.
import { toRange } from "./offsets.js";

const GAP = 6;
const ROOF = 110; // px that the bars take
const FAR = 2000; // px outside the window; there a place is guessed from the section, so that it need not be laid out

const box = () => document.querySelector(".cards");
const list = () => document.getElementById("cards");

function sectionTop(section, index) {
  const rect = section.getBoundingClientRect();
  if (rect.bottom > -FAR && rect.top < innerHeight + FAR) return null;
  const { first, last } = section.dataset;
  return rect.top + (rect.height * (index - first)) / (last - first + 1);
}

function passageTop(card) {
  const { key, start, end } = card.dataset;
  const index = Number(card.dataset.block || card.dataset.first || -1);
  const block = document.getElementById(`b${index}`);
  const section = block?.closest("section.chunk");
  const guess = section && sectionTop(section, index);
  if (guess !== null && guess !== undefined) return guess;
  if (!block && Number(end) > Number(start)) {
    const place = { start: Number(start), end: Number(end) };
    return toRange(document.getElementById("article"), place).getBoundingClientRect().top;
  }
  const passage = key && block?.querySelector(`[data-a~="${key}"]`);
  return (passage ?? block)?.getBoundingClientRect().top;
}

let measured = []; // {card, y, height} in the order of the text; y is where the passage is

function measure() {
  const top = box().getBoundingClientRect().top;
  // Notes without a place in this wording stand below the others, or they would push them from their passages.
  const below = document.getElementById("article")?.getBoundingClientRect().bottom ?? top;
  measured = [...list().children].map((card) => ({
    card, y: (passageTop(card) ?? below) - top - 4, height: card.offsetHeight,
  })).filter((item) => item.height);
  measured.sort((a, b) => a.y - b.y);
}

// The card that stays level: the active one, else the first whose passage is in the window. Where notes are denser than
// the text is tall, those around it give way.
function firm() {
  const active = measured.findIndex(({ card }) => card.classList.contains("on"));
  if (active >= 0) return active;
  const seen = ROOF - box().getBoundingClientRect().top;
  return Math.max(0, measured.findIndex(({ y }) => y >= seen));
}

function push() {
  const from = firm();
  const tops = measured.map(({ y }) => y);
  for (let i = from + 1; i < tops.length; i++) tops[i] = Math.max(tops[i], tops[i - 1] + measured[i - 1].height + GAP);
  for (let i = from - 1; i >= 0; i--) tops[i] = Math.min(tops[i], tops[i + 1] - measured[i].height - GAP);
  return tops;
}

function arrange() {
  const tops = measured.length ? push() : [];
  measured.forEach(({ card }, i) => {
    const value = `translateY(${Math.round(tops[i])}px)`;
    if (card.style.transform !== value) card.style.transform = value;
  });
}

const isColumn = () => {
  if (!box() || !list()) return false;
  const style = getComputedStyle(box());
  return style.display !== "none" && style.position !== "fixed";
};

/** Put every card of the page in its place; not where they are a sheet (phones) or hidden. */
export function place() {
  if (!isColumn()) return;
  box().classList.add("placed");
  measure();
  arrange();
}

let frame = 0;

/** Place them before the next frame, once. */
export function placeSoon() {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    place();
  });
}

let scrolled = 0;

addEventListener("scroll", () => {
  scrolled ||= requestAnimationFrame(() => {
    scrolled = 0;
    if (isColumn()) arrange();
  });
}, { passive: true });

const startOf = (card) => Number(card.dataset.start ?? document.getElementById(`b${card.dataset.first}`)?.dataset.start ?? 0);

/** Put a card among the others, in the order of the text. */
export function insertCard(card) {
  const start = startOf(card);
  const next = [...list().children].find((other) => startOf(other) > start);
  list().insertBefore(card, next ?? null);
  placeSoon();
}

export function removeCard(key) {
  document.getElementById(`a-${key}`)?.remove();
}

addEventListener("resize", placeSoon);
addEventListener("load", placeSoon);
document.fonts?.ready.then(placeSoon);
document.addEventListener("cards:changed", placeSoon);
document.addEventListener("contentvisibilityautostatechange", placeSoon, true);
document.addEventListener("toggle", (event) => {
  if (event.target.closest?.(".card")) placeSoon();
}, true);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.closest?.("#desk")) placeSoon();
});
placeSoon();

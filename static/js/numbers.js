// The numbers of notes. The server gives them when a page is opened; after that nothing on screen is renumbered: a note
// keeps its number, a new one gets the next. Note links leave the tab order (n and p walk them), else a long article
// would have thousands of stops.
const numbers = new Map();
let last = 0;

function remember(key, given) {
  if (!numbers.has(key)) {
    const value = Number(given) || last + 1;
    numbers.set(key, value);
    last = Math.max(last, value);
  }
  return numbers.get(key);
}

function name(link, value) {
  const label = link.getAttribute("aria-label");
  if (label) link.setAttribute("aria-label", /\d/.test(label) ? label.replace(/\d+/, value) : `${label.trim()} ${value}`);
}

function numberRef(ref, trusted) {
  const given = trusted ? ref.dataset.n : "";
  const value = String(remember(ref.id.slice(2), given));
  if (ref.dataset.n !== value) {
    ref.dataset.n = value;
    name(ref, value);
  }
  ref.tabIndex = -1;
}

function numberCard(card) {
  const link = card.querySelector(".n");
  if (!link || !card.dataset.key) return;
  const value = String(remember(card.dataset.key, link.textContent));
  if (link.textContent !== value) {
    link.textContent = value;
    name(link, value);
  }
}

/** Number the notes in a part of the page. `trusted`: what has no number yet takes the server's. */
export function number(part, trusted = false) {
  for (const ref of part.querySelectorAll(".ref[id]")) numberRef(ref, trusted);
  if (part.matches(".card")) numberCard(part);
  for (const card of part.querySelectorAll(".card")) numberCard(card);
}

const desk = () => document.getElementById("desk");

// Notes further down may have no number in the page yet; theirs are taken all the same.
if (desk()) {
  number(desk(), true);
  last = Math.max(last, Number(desk().dataset.notes ?? 0));
}

document.addEventListener("htmx:load", (event) => {
  const part = event.detail.elt;
  // What comes with a portion of notes has the server's numbers, as the page itself has.
  if (part.closest?.("#desk")) number(part, part.id === "desk" || part.matches("#cards > [data-blocks]"));
});

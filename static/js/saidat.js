// Times that the marked sentence names, offered beside the form: a press takes one over, another press lets it go. The
// server found them (the options of the page hold them); nothing is filled in without a press.

const offersFor = (form, place) => {
  const all = document.getElementById("said-options");
  const revision = form.elements.namedItem("revision")?.value;
  if (!all || (revision && revision !== all.dataset.revision)) return [];
  const touches = (offer) => Number(offer.dataset.start) < place.end && place.start < Number(offer.dataset.end);
  const found = new Map([...all.children].filter(touches).map((offer) => [offer.dataset.said, offer]));
  return [...found.values()].slice(0, 3);
};

/** Offer in `form` the times that the sentences at `place` name. */
export function offerSaid(form, place) {
  const room = form.querySelector("#said-offers");
  const field = form.elements.namedItem("said_at");
  if (!room || !field || !place) return;
  room.replaceChildren(...offersFor(form, place).map((offer) => offer.cloneNode(true)));
  room.hidden = !room.children.length;
  show(room, field);
}

function show(room, field) {
  for (const offer of room.children) {
    offer.setAttribute("aria-pressed", String(offer.dataset.said === field.value.trim()));
  }
}

document.addEventListener("click", (event) => {
  const offer = event.target.closest?.("#said-offers [data-said]");
  if (!offer) return;
  const field = offer.form.elements.namedItem("said_at");
  field.value = field.value.trim() === offer.dataset.said ? "" : offer.dataset.said;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  show(offer.parentElement, field);
});

document.addEventListener("input", (event) => {
  if (event.target.name !== "said_at") return;
  const room = event.target.form?.querySelector("#said-offers");
  if (room) show(room, event.target);
});

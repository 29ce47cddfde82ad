// The buttons of a card that was not saved: try again, change it first, discard it.
import { drop, entryOf } from "./outbox.js";
import { unpaint } from "./paint.js";
import { openFrom, tag } from "./popover.js";
import { readBack } from "./readback.js";
import { deliverAgain } from "./saving.js";
import { hideUnsaved } from "./unsaved.js";

function discard(action) {
  drop(action);
  unpaint("failed", action);
  hideUnsaved(action);
}

// Open the form as it was, with the same action: sent again it is saved once.
async function rework(entry) {
  if (!entry.place) return;
  if (entry.open) await openFrom(entry.open, entry.place);
  else tag(entry.place, "mouse");
  const form = document.getElementById("annotation-form");
  for (const [name, value] of entry.fields) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  readBack(form);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".card.unsaved [data-action]");
  const action = button?.closest(".card").dataset.actionId;
  const entry = action && entryOf(action);
  if (!entry) return;
  if (button.dataset.action === "retry") deliverAgain(action);
  else if (button.dataset.action === "rework") rework(entry);
  else if (button.dataset.action === "discard") discard(action);
});

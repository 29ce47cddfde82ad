// Alt+P pins the claim that the list stands on, or lets it go: a pinned claim keeps a number key. The keys that are on
// screen stay as they are until one leaves the article; the form #pin-form comes with the options.
import { activeRow, idField, openList, optionOf } from "./combobox.js";
import { announce, say } from "./wording.js";

function toggle(input) {
  const option = optionOf(input, activeRow(input)?.dataset.value || idField(input).value);
  const form = document.getElementById("pin-form");
  if (!option || !form) return;
  const pinned = option.toggleAttribute("data-pinned");
  form.elements.namedItem("pin").value = pinned ? option.dataset.value : "";
  form.elements.namedItem("unpin").value = pinned ? "" : option.dataset.value;
  form.requestSubmit();
  announce(say(pinned ? "pinned" : "unpinned", { label: option.dataset.label }));
  if (activeRow(input)) openList(input);
}

document.addEventListener("keydown", (event) => {
  if (event.code !== "KeyP" || !event.altKey || event.ctrlKey || event.metaKey) return;
  const input = event.target.closest?.("input[role=combobox][name^=claim]");
  if (!input) return;
  event.preventDefault();
  toggle(input);
});

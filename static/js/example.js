// One line below the list of claims: a passage that is an example of the claim that is chosen, or that the arrow keys stand on.
import { activeRow, optionOf } from "./combobox.js";

function chosen(form) {
  const input = form.elements.namedItem("claim_label");
  const id = input && (activeRow(input)?.dataset.value ?? form.elements.namedItem("claim")?.value);
  return id ? optionOf(input, id) : null;
}

/** Write the line for what the form says now; without an example there is none. */
export function showExample(form) {
  const line = form.querySelector("#claim-eg");
  if (!line) return;
  const words = chosen(form)?.dataset.example ?? "";
  line.querySelector("q").textContent = words;
  line.title = words;
  line.hidden = !words;
}

for (const name of ["input", "combobox:picked", "combobox:active"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.form;
    if (form) showExample(form);
  });
}

// One line reads the coding back while one chooses. The sentences come translated from the page: #readback has one for
// each stance, certainty and "via" (data-asserts, data-asserts-hedged-via, ...), and data-nobody.
import { activeRow, optionOf } from "./combobox.js";
import { fill } from "./wording.js";

const valueOf = (form, name) => form.elements.namedItem(name)?.value ?? "";

function statementOf(form) {
  const input = form.elements.namedItem("claim_label");
  const row = input && activeRow(input);
  if (row && !row.dataset.value) return row.dataset.label;
  const option = input && optionOf(input, row?.dataset.value || valueOf(form, "claim"));
  return option?.dataset.statement || option?.dataset.label || input?.value.trim() || "";
}

function templateOf(line, form) {
  const certainty = valueOf(form, "certainty");
  const parts = [valueOf(form, "stance")];
  if (certainty === "hedged" || certainty === "conditional") parts.push(certainty);
  if (valueOf(form, "via_label").trim()) parts.push("via");
  return line.getAttribute(`data-${parts.join("-")}`) ?? line.getAttribute(`data-${parts[0]}`) ?? "";
}

/** Write the line for what the form says now; it is empty until there is a claim and a stance. */
export function readBack(form) {
  const line = form.querySelector("#readback");
  if (!line) return;
  const statement = statementOf(form);
  const speaker = valueOf(form, "speaker_label").trim() || line.dataset.nobody || "";
  const template = statement ? templateOf(line, form) : "";
  line.textContent = fill(template, { speaker, statement, via: valueOf(form, "via_label").trim() });
  line.hidden = !line.textContent;
}

for (const name of ["input", "change", "combobox:picked", "combobox:active"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.form ?? event.target.closest?.("form");
    if (form?.querySelector("#readback")) readBack(form);
  });
}

// Tables of fields: the button in a column's head writes the first value into every empty field below, at once
// instead of by way of the server. Typing into a field of "Edit together" ticks it.

const cells = (table, name) => [...table.querySelectorAll(`[data-cell="${CSS.escape(name)}"]`)];

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-fill]");
  if (!button) return;
  event.preventDefault();
  const column = cells(button.closest("table"), button.dataset.fill);
  const first = column.find((cell) => cell.value)?.value ?? "";
  for (const cell of column) cell.value ||= first;
});

document.addEventListener("input", (event) => {
  const box = event.target.id && document.querySelector(`[data-ticks="${CSS.escape(event.target.id)}"]`);
  if (box) box.checked = true;
});

// Adding articles: files that are dropped on the field, what was chosen, paragraphs that are picked from a page,
// and an import that goes on by itself.

const field = () => document.querySelector("[data-import] input[type=file]");
const inZone = (event) => event.target.closest?.("[data-drop]");

function line(file, limit, words) {
  const item = document.createElement("li");
  const size = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(file.size / 1000);
  item.textContent = `${file.name} (${size} kB)${file.size > limit ? `: ${words}` : ""}`;
  return item;
}

function show(input) {
  const { limit, bodyLimit, tooLarge, tooMany } = input.dataset;
  const files = [...input.files];
  document.getElementById("import-chosen").replaceChildren(...files.map((file) => line(file, Number(limit), tooLarge)));
  const total = files.reduce((sum, file) => sum + file.size, 0);
  input.setCustomValidity(total > Number(bodyLimit) * 0.98 ? tooMany : "");
  input.reportValidity();
}

document.addEventListener("change", (event) => {
  if (event.target === field()) show(event.target);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = inZone(event);
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    if (kind !== "drop" || !event.dataTransfer.files.length) return;
    field().files = event.dataTransfer.files;
    show(field());
  });
}

// Picking paragraphs: a click with Shift takes all since the last one along, "cut from here" unticks the rest.
let lastPick = null;
const boxes = () => [...document.querySelectorAll("[data-pick] [name=block]")];

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[data-pick] [name=block]");
  if (box) {
    const all = boxes();
    const [from, to] = [all.indexOf(lastPick ?? box), all.indexOf(box)].sort((one, other) => one - other);
    if (event.shiftKey && from >= 0) for (const each of all.slice(from, to + 1)) each.checked = box.checked;
    lastPick = box;
  }
  const cut = event.target.closest?.("[data-pick] [data-cut]");
  if (!cut) return;
  event.preventDefault();
  for (const each of boxes()) if (Number(each.value) >= Number(cut.value)) each.checked = false;
});

document.querySelector("[data-goes-on] [data-go-on]")?.click();

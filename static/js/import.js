// Adding articles: files that are dropped on the field, what was chosen, and an import that goes on by itself.

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

document.querySelector("[data-goes-on] [data-go-on]")?.click();

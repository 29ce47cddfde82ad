// The words that scripts show come from the page (#words), translated there; scripts fill in names only.

/** The text called `name`, with {placeholders} filled from `values`. */
export function say(name, values = {}) {
  return fill(document.getElementById("words")?.dataset[name] ?? "", values);
}

export const fill = (template, values) => template.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? "");

let timer = 0;

/** Tell screen readers, politely and once things are calm. */
export function announce(text) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const live = document.getElementById("live");
    if (live) live.textContent = text;
  }, 150);
}

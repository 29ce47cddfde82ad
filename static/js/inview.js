// What the reader sees first. Sections out of view are not laid out, so sections are asked before paragraphs.
const ROOF = 110;

const firstBelow = (parts) => parts.find((part) => part.getBoundingClientRect().bottom > ROOF);

/** The first block in the window, or the last of the article. */
export function firstBlock() {
  const root = document.getElementById("article");
  const section = firstBelow([...root.querySelectorAll(".head, .prose > .chunk, .prose:not(:has(> .chunk))")]);
  const blocks = [...(section ?? root).querySelectorAll("[data-block]")];
  return firstBelow(blocks) ?? blocks.at(-1) ?? root.querySelector("[data-block]");
}

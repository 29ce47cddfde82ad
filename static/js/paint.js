// Passing marks (what is selected, being saved, not saved, under the cursor) are painted by the browser, without a
// change to the page. They are kept as offsets, so that they survive a paragraph that is drawn again.
import { toRange } from "./offsets.js";

const painted = new Map();

function show(name) {
  if (!globalThis.CSS?.highlights) return;
  const root = document.getElementById("article");
  const places = [...(painted.get(name)?.values() ?? [])];
  if (!root || !places.length) return void CSS.highlights.delete(name);
  const highlight = new Highlight(...places.map((place) => toRange(root, place)));
  highlight.priority = name === "cursor" ? 0 : 1;
  CSS.highlights.set(name, highlight);
}

/** Paint `place` as `name` (a ::highlight of the style sheet); `id` tells several of one name apart. */
export function paint(name, place, id = "") {
  if (!painted.has(name)) painted.set(name, new Map());
  painted.get(name).set(id, place);
  show(name);
}

export function unpaint(name, id = "") {
  if (painted.get(name)?.delete(id)) show(name);
}

/** Make all of it anew, after paragraphs were replaced. */
export function repaint() {
  for (const name of painted.keys()) show(name);
}

// The popover can be moved: by its handle, or with Alt and the arrow keys.
import { moveBy } from "./placing.js";

const STEP = 24;
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

let held = null;

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("#popover :is(.pop-handle, .grip)");
  if (!handle || event.target.closest("button, a")) return;
  handle.setPointerCapture(event.pointerId);
  held = { x: event.clientX, y: event.clientY };
});

document.addEventListener("pointermove", (event) => {
  if (!held) return;
  moveBy(document.getElementById("popover"), event.clientX - held.x, event.clientY - held.y);
  held = { x: event.clientX, y: event.clientY };
});

for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { held = null; });

document.addEventListener("keydown", (event) => {
  const pop = event.target.closest?.("#popover");
  if (!pop || !event.altKey || !ARROWS[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  moveBy(pop, ...ARROWS[event.key]);
}, true);

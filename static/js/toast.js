// One line that says what was done, with its undo: eight seconds, longer while the pointer or the focus is on it.
const SHOWN = 8000;
let timer = 0;

const box = () => document.getElementById("toast");

const isHeld = () => box().matches(":hover, :focus-within");

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => (isHeld() ? wait() : hide()), SHOWN);
}

export function hide() {
  if (!box()) return;
  box().hidden = true;
  box().replaceChildren();
}

/** Show nodes, or a text. */
export function toast(...parts) {
  if (!box()) return;
  box().replaceChildren(...parts);
  box().hidden = false;
  globalThis.htmx?.process(box());
  wait();
}

// What z and Shift+z press: the form in the toast if it fits, else the page's own form for the latest action.
const press = (form) => form?.requestSubmit();

export function undo() {
  press(box()?.querySelector("form:not([data-redo])") ?? document.getElementById("undo-latest"));
}

export function redo() {
  press(box()?.querySelector("form[data-redo]") ?? document.getElementById("redo-latest"));
}

// Once pressed it has said what it had to say.
document.addEventListener("submit", (event) => {
  if (event.target.closest("#toast")) queueMicrotask(hide);
}, true);

// Menus are <details>: they open without a script. This closes them on Escape and on a press elsewhere, and moves
// through the lines of one with the arrow keys.

const OPEN = "details.menu[open], .filters details.f[open]";

document.addEventListener("pointerdown", (event) => {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.(OPEN);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A sheet that would leave the window hangs from the other end of its button.
const fits = (sheet) => {
  const { left, right } = sheet.getBoundingClientRect();
  return left >= 0 && right <= document.documentElement.clientWidth;
};

document.addEventListener("toggle", (event) => {
  const sheet = event.target.open && event.target.matches("details.menu, .filters details.f")
    && event.target.querySelector(":scope > .sheet");
  if (!sheet) return;
  sheet.classList.remove("to-end", "to-start");
  for (const end of ["to-end", "to-start"]) {
    if (fits(sheet)) return;
    sheet.classList.remove("to-end");
    sheet.classList.add(end);
  }
}, true);

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu");
  const typing = event.target.matches?.("input, textarea, select");
  if (!menu || typing || !(event.key in STEPS)) return;
  if (!menu.open && event.target.localName === "summary") menu.open = true;
  const lines = [...menu.querySelectorAll(".sheet .it")];
  if (!menu.open || !lines.length) return;
  event.preventDefault();
  const at = lines.indexOf(document.activeElement);
  const next = at < 0 && STEPS[event.key] < 0 ? lines.length - 1 : at + STEPS[event.key];
  lines[(next + lines.length) % lines.length].focus();
});

// The legend's forms draw the desk again (all, mine, none; one claim alone; quiet). The reader stays where they were.
let kept = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "desk") kept = scrollY;
});

document.addEventListener("htmx:afterSettle", () => {
  if (kept === null) return;
  scrollTo({ top: kept, behavior: "instant" });
  kept = null;
});

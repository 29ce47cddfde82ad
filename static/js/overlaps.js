// Where several notes lie on one point, a press opens the list of all of them, innermost first, down to the last;
// pressing again goes to the next one.
import { activate, activeKey, cardOf, deactivate } from "./active.js";
import { load } from "./nearby.js";
import { say } from "./wording.js";

const stack = () => document.getElementById("stack");

function make() {
  const list = document.createElement("div");
  Object.assign(list, { id: "stack", className: "stack", popover: "manual" });
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", say("stack"));
  document.body.append(list);
  return list;
}

// Whose note it is, who says it how: two notes may carry the same claim.
function told(card) {
  const nodes = [card?.querySelector(".by"), card?.querySelector(".sp")].map((node) => node?.firstChild);
  return [...nodes, card?.querySelector(".sp .more")].map((node) => node?.textContent.trim()).filter(Boolean).join(" · ");
}

function entry(key) {
  const card = cardOf(key);
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: card?.className.match(/\bc\d\b/)?.[0] ?? "" });
  button.dataset.key = key;
  const number = document.getElementById(`r-${key}`)?.dataset.n ?? "";
  const claims = [...(card?.querySelectorAll(".claim, .cl") ?? [])].map((claim) => claim.textContent.trim());
  for (const [tag, text] of [["b", number], ["span", claims.join(" · ") || say("untagged")], ["small", told(card)]]) {
    const node = document.createElement(tag);
    node.textContent = text;
    button.append(node);
  }
  return button;
}

function mark() {
  for (const button of stack().children) button.setAttribute("aria-pressed", String(button.dataset.key === activeKey()));
}

async function open(keys, block, x, y) {
  await load(Number(block.dataset.block));
  const list = stack() ?? make();
  list.replaceChildren(...keys.map(entry));
  if (!list.matches(":popover-open")) list.showPopover();
  const left = Math.max(8, Math.min(x + 12, innerWidth - list.offsetWidth - 8));
  const top = y + 20 + list.offsetHeight < innerHeight ? y + 20 : Math.max(8, y - list.offsetHeight - 16);
  Object.assign(list.style, { left: `${left}px`, top: `${top}px` });
  mark();
}

export function closeStack() {
  if (!stack()?.matches(":popover-open")) return false;
  stack().hidePopover();
  return true;
}

// Far down a long article passages have no keys yet: they come with their notes.
async function known(event, hl) {
  if (hl.dataset.a) return hl;
  await load(Number(hl.closest("[data-block]").dataset.block));
  return document.elementFromPoint(event.clientX, event.clientY)?.closest("#article .hl[data-a]");
}

async function press(event, pressed) {
  const hl = await known(event, pressed);
  if (!hl) return;
  const keys = hl.dataset.a.split(" ");
  const at = keys.indexOf(activeKey());
  if (keys.length === 1 && at === 0) return deactivate();
  await activate(keys[(at + 1) % keys.length]);
  if (keys.length > 1) open(keys, hl.closest("[data-block]"), event.clientX, event.clientY);
}

document.addEventListener("click", (event) => {
  const hl = event.target.closest?.("#article .hl");
  if (hl && !event.target.closest("a") && getSelection().isCollapsed) return void press(event, hl);
  const choice = event.target.closest?.("#stack button");
  if (choice) activate(choice.dataset.key).then(mark);
});

document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest?.("#stack, #article .hl")) closeStack();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && closeStack()) event.preventDefault();
}, true);

addEventListener("scroll", closeStack, { passive: true });

// Naming somebody in a text: after an @ the server's list of members stands under the field (APG: listbox with focus
// kept in the field). What is picked is written as @ and the name that they log in with.
const FIELD = "textarea[data-people], textarea[name=note]";
const WAIT = 120; // ms
const TOKEN = /(?:^|[^\w@./+-])@([\w.+-]*)$/;

const list = document.createElement("ul");
list.className = "opts people-options";
list.id = "people-options";
list.setAttribute("role", "listbox");
list.hidden = true;

let field = null;
let timer = 0;
let asking = null;

const addressOf = (node) => node.dataset.people ?? document.getElementById("main")?.dataset.people;

const tokenOf = (node) => TOKEN.exec(node.value.slice(0, node.selectionStart))?.[1];

const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];

function moved() {
  document.dispatchEvent(new CustomEvent("cards:changed"));
}

function close() {
  clearTimeout(timer);
  asking?.abort();
  if (list.hidden) return;
  list.hidden = true;
  list.replaceChildren();
  field?.removeAttribute("aria-activedescendant");
  moved();
}

function activate(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) field.setAttribute("aria-activedescendant", option.id);
  option?.scrollIntoView({ block: "nearest" });
}

async function ask(node, find) {
  const address = new URL(addressOf(node), location.href);
  address.searchParams.set("find", find);
  asking?.abort();
  asking = new AbortController();
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: asking.signal });
  if (!answer.ok) return close();
  const page = new DOMParser().parseFromString(`<ul>${await answer.text()}</ul>`, "text/html");
  show(node, [...page.querySelectorAll("[role=option]")]);
}

function show(node, found) {
  field = node;
  list.replaceChildren(...found);
  if (list.previousElementSibling !== node) node.after(list);
  list.setAttribute("aria-label", node.getAttribute("aria-label") ?? "@");
  node.setAttribute("aria-controls", list.id);
  node.setAttribute("aria-autocomplete", "list");
  list.hidden = !found.length;
  activate(options()[0]);
  moved();
}

function look(node) {
  clearTimeout(timer);
  const find = tokenOf(node);
  if (find === undefined || !addressOf(node)) return close();
  timer = setTimeout(() => ask(node, find).catch((error) => {
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
  }), WAIT);
}

function pick(option) {
  const at = field.selectionStart;
  const begin = at - tokenOf(field).length;
  field.setRangeText(`${option.dataset.handle} `, begin, at, "end");
  close();
  field.focus();
}

function step(by) {
  const found = options();
  if (!found.length) return;
  const at = found.findIndex((option) => option.getAttribute("aria-selected") === "true");
  activate(found[(at + by + found.length) % found.length]);
}

// True when the key was the list's.
function handle(event) {
  const active = options().find((option) => option.getAttribute("aria-selected") === "true");
  switch (event.key) {
    case "ArrowDown": return step(1), true;
    case "ArrowUp": return step(-1), true;
    case "Escape": return close(), true;
    case "Enter":
    case "Tab": return active ? (pick(active), true) : false;
    default: return false;
  }
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.(FIELD)) look(event.target);
});

document.addEventListener("keydown", (event) => {
  if (list.hidden || event.target !== field || event.isComposing || !handle(event)) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("focusout", (event) => {
  if (event.target === field) close();
});

list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]:not([aria-disabled])");
  if (option) pick(option);
});

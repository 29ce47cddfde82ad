// Copies a passage with its source, as plain and as rich text: what `c` and a card's Copy do.
import { activeKey, cardOf } from "./active.js";
import { cursor } from "./cursor.js";
import { slice } from "./offsets.js";
import { passage } from "./selection.js";
import { toast } from "./toast.js";
import { say } from "./wording.js";

function element(tag, text) {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

// The source line; an address at its end becomes a link.
function sourceLine(source) {
  const line = element("p", "");
  const [, before, address] = /^(.*?)(https?:\/\/\S+)?$/s.exec(source);
  line.append(before);
  if (address) line.append(Object.assign(element("a", address), { href: address }));
  return line;
}

function rich(quote, source) {
  const block = document.createElement("blockquote");
  block.append(...quote.split(/\n\n/).map((part) => element("p", part)));
  return block.outerHTML + sourceLine(source).outerHTML;
}

// The old way also works where the new one is not allowed: plain http to another machine.
function write(plain, html) {
  const give = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData("text/plain", plain);
    event.clipboardData.setData("text/html", html);
  };
  document.addEventListener("copy", give, { capture: true, once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", give, { capture: true });
  return done;
}

function copyPlace(place, source) {
  const quote = slice(document.getElementById("article"), place.start, place.end);
  if (write(`${quote}\n\n${source}\n`, rich(quote, source))) toast(say("copied"));
}

function copyCard(card) {
  const { start, end, copySource = "" } = card.dataset;
  copyPlace({ start: Number(start), end: Number(end) }, copySource);
}

/** Copy what is selected, else the active note's passage, else the sentence under the cursor. */
export function copy() {
  const source = document.getElementById("desk")?.dataset.copySource ?? "";
  const card = activeKey() && cardOf(activeKey());
  if (passage()) copyPlace(passage(), source);
  else if (card) copyCard(card);
  else if (cursor()) copyPlace(cursor(), source);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".card [data-action=copy]");
  if (button) copyCard(button.closest(".card"));
});

// What the page says of others, quietly: that notes came, that the text is not the newest any more, who reads along.
import { announce } from "./wording.js";

const TOGETHER = 2000; // ms; lines that come close together are read out together

const lines = [];
let timer = 0;

/** Have screen readers say a line, politely, with what else comes in the next moments. */
export function announceLater(line) {
  lines.push(line);
  timer ||= setTimeout(() => {
    timer = 0;
    announce(lines.splice(0).slice(-3).join(" "));
  }, TOGETHER);
}

/** Say beside the text that it can be loaded again; nothing is forced. */
export function showNotice(why, text) {
  const box = document.getElementById("notice");
  if (!box || box.dataset.why === why) return;
  box.dataset.why = why;
  box.querySelector("span").textContent = text;
  box.hidden = false;
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#notice [data-action=later]")) document.getElementById("notice").hidden = true;
});

let readers = "";

const nodesIn = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];

/** Show who reads the article too. */
export function showReaders(html) {
  readers = html;
  document.getElementById("here")?.replaceChildren(...nodesIn(html));
}

// The bar was drawn again.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "readbar") showReaders(readers);
});

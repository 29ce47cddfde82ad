// The shared worker: one for all windows of a browser, so that they have one stream together.
import { hear } from "./hub.js";

let count = 0;

addEventListener("connect", ({ ports: [port] }) => {
  const id = `window ${++count}`;
  port.addEventListener("message", ({ data }) => hear(id, data, (message) => port.postMessage(message)));
  port.start();
});

// How a window reaches the hub: a shared worker where the browser has one; else the window that holds a lock runs the
// hub for all of them, and when it goes the next one takes over.
import { hear } from "./hub.js";

const NAME = "margin-live";

function byWorker(address, told) {
  const { port } = new SharedWorker(address, { type: "module", name: NAME });
  port.addEventListener("message", ({ data }) => told(data));
  port.start();
  return (message) => port.postMessage(message);
}

function byLock(told) {
  const id = Math.random().toString(36).slice(2);
  const channel = new BroadcastChannel(NAME);
  let leads = false;
  let last = null;
  const hearFrom = (from, message) => hear(from, message, (answer) => {
    if (from === id) told(answer);
    else channel.postMessage({ to: from, answer });
  });
  const say = (message) => {
    if (message.verb !== "seen" && message.verb !== "hurry") last = message;
    if (leads) hearFrom(id, message);
    else channel.postMessage({ from: id, message });
  };
  channel.addEventListener("message", ({ data }) => {
    if (data.to === id) told(data.answer);
    else if (data.from && leads) hearFrom(data.from, data.message);
    else if (data.calls && last) channel.postMessage({ from: id, message: last });
  });
  navigator.locks?.request(NAME, () => {
    leads = true;
    if (last) hearFrom(id, last);
    channel.postMessage({ calls: true });
    return new Promise(() => {}); // kept until the window is closed
  });
  leads ||= !navigator.locks;
  return say;
}

/** Returns a function that says something to the hub; `told` hears the answers. */
export function connect(address, told) {
  return globalThis.SharedWorker ? byWorker(address, told) : byLock(told);
}

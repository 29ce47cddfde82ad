// Reads an event stream (HTML standard, 9.2.6) from the body of an answer. EventSource would not say why it failed.

function take(text) {
  const message = { event: "", data: "", id: "" };
  const data = [];
  for (const line of text.split("\n")) {
    const [, name, value] = /^(\w+):? ?(.*)$/.exec(line) ?? [];
    if (name === "data") data.push(value);
    else if (name in message) message[name] = value;
  }
  return { ...message, data: data.join("\n") };
}

/** Calls `told` for each message, and `alive` whenever anything comes; resolves at the end of the stream. */
export async function readStream(body, told, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let left = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    alive();
    const parts = (left + value).split("\n\n");
    left = parts.pop();
    for (const part of parts) told(take(part));
  }
}

// Sends an entry of the outbox and says what came of it: {kind, message, page}. Kinds: saved; offline, timeout and
// server (tried again by itself); login; refused, conflict, gone and invalid (a person decides).
const TIMEOUT = 10_000;
const KINDS = { 401: "login", 403: "refused", 404: "gone", 409: "conflict", 422: "invalid" };

let token = "";

const tokenIn = (page) => page.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

// After a login in another tab the token of this page is void: take one from a fresh copy of it. False when the fresh
// copy is the login page.
async function renewToken() {
  const answer = await fetch(location.pathname + location.search, { signal: AbortSignal.timeout(TIMEOUT) });
  const page = parse(await answer.text());
  token = tokenIn(page);
  return answer.ok && !isLogin(page);
}

const isLogin = (page) => Boolean(page.querySelector("input[type=password]"));

const parse = (html) => new DOMParser().parseFromString(html, "text/html");

function messageIn(page) {
  const nodes = page.querySelectorAll("[role=alert], .refusal:not(:has([role=alert])), .errors, .errorlist");
  return [...nodes].map((node) => node.textContent.trim()).filter(Boolean).join(" ").slice(0, 500);
}

async function read(response) {
  const page = parse(await response.text());
  if (response.redirected && isLogin(page)) return { kind: "login", message: "", page };
  const reload = response.headers.get("HX-Refresh") === "true";
  if (response.ok) return { kind: "saved", message: "", page, reload };
  const kind = KINDS[response.status] ?? "server";
  return { kind, message: kind === "server" ? "" : messageIn(page), page };
}

async function post(entry) {
  const body = new URLSearchParams([...entry.fields, ["csrfmiddlewaretoken", token || tokenIn(document)]]);
  const headers = { "HX-Request": "true", "HX-Target": "changes", "HX-Current-URL": location.href };
  return read(await fetch(entry.url, { method: "POST", body, headers, signal: AbortSignal.timeout(TIMEOUT) }));
}

// A refusal may be about the token alone, or about a session that is over: find out before a person is told so.
async function sendTwice(entry) {
  const outcome = await post(entry);
  if (outcome.kind !== "refused" && outcome.kind !== "login") return outcome;
  if (!(await renewToken())) return { kind: "login", message: "" };
  return post(entry);
}

/** Send it. Never throws for what the network or the server does. */
export async function send(entry) {
  try {
    return await sendTwice(entry);
  } catch (error) {
    if (error.name === "TimeoutError") return { kind: "timeout", message: "" };
    if (error instanceof TypeError || error.name === "AbortError") return { kind: "offline", message: "" };
    throw error;
  }
}

// The colour scheme changes at once; the form it came from tells the server, which remembers it in a cookie.

const form = (node) => node.closest?.("form[data-theme-form]");

function show(button) {
  if (button.value) document.documentElement.dataset.theme = button.value;
  else delete document.documentElement.dataset.theme;
  for (const other of button.form.querySelectorAll("button[name=theme]")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
}

document.addEventListener("submit", (event) => {
  const sent = form(event.target);
  if (!sent || !event.submitter) return;
  event.preventDefault();
  show(event.submitter);
  fetch(sent.action, { method: "POST", body: new FormData(sent, event.submitter), redirect: "manual" }).catch(() => {
    // Offline: the colours stay for this page, the next one shows what the server knows.
  });
});

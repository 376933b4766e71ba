// Live updates and drafts of the talks; every page works without them.
"use strict";
(() => {
  const live = document.querySelector("[data-live]");
  const say = (text) => { if (live && live.textContent !== text) live.textContent = text; };
  if (live && window.EventSource) {
    let lost = false;
    const news = new EventSource("/events");
    const told = () => { if (window.htmx) window.htmx.trigger(document.body, "news"); };
    news.addEventListener("entry", (event) => {
      const said = JSON.parse(event.data);
      say(`New: ${said.kind.replace("-", " ")} ${said.number} from ${said.seat}.`);
      told();
    });
    news.addEventListener("post", () => { say("New in a private box."); told(); });
    news.addEventListener("ready", () => { if (lost) { lost = false; say("The connection is back."); told(); } });
    news.addEventListener("signed-out", () => { news.close(); say("You are signed out; drafts are kept. Reload the page to sign in again."); });
    news.addEventListener("error", () => { lost = true; say("The connection is lost. It is being tried again; drafts are kept."); });
  }
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  document.addEventListener("submit", () => { changed = false; });
  window.addEventListener("pagehide", () => {
    if (!changed) return;
    const fields = new FormData(form);
    fields.delete("passphrase");
    navigator.sendBeacon(form.dataset.draft, fields);
  });
})();

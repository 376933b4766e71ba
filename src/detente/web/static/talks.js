// Live updates, drafts, and sending once over a line that breaks; every page works without them.
"use strict";
(() => {
  const live = document.querySelector("[data-live]");
  const say = (text) => { if (live && live.textContent !== text) live.textContent = text; };
  const form = document.querySelector("form[data-draft]");
  let changed = false;  // since the draft was kept
  let lost = false;
  const told = () => { if (window.htmx) window.htmx.trigger(document.body, "news"); };
  const renew = async () => {  // the token of this session, if one has signed in anew
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const token = page.querySelector("form[data-draft] [name=token]");
    if (!token) return false;
    form.elements.token.value = token.value;
    return true;
  };
  const keep = () => { if (changed && window.htmx) window.htmx.trigger(form, "input"); };
  const back = async () => {
    lost = false;
    say("The connection is back.");
    told();
    if (form && (await renew())) keep();
  };
  const signedOut = () => say("You are signed out; nothing was sent. What you typed is still here: sign in again in another tab, then go on.");
  const listen = (since) => {
    const news = new EventSource("/events" + (since ? `?since=${since}` : ""));
    let last = since;
    const note = (event) => { last = event.lastEventId || last; };
    news.addEventListener("entry", (event) => {
      note(event);
      const said = JSON.parse(event.data);
      say(`New: ${said.kind.replace("-", " ")} ${said.number} from ${said.seat}.`);
      told();
    });
    news.addEventListener("post", (event) => { note(event); say("New in a private box."); told(); });
    news.addEventListener("ready", (event) => { note(event); if (lost) back(); });
    news.addEventListener("signed-out", () => { news.close(); lost = true; signedOut(); again(last); });
    news.addEventListener("error", () => {
      if (!lost) { lost = true; say("The connection is lost. It is being tried again; what you typed stays here."); }
      if (news.readyState === EventSource.CLOSED) again(last);  // by an answer that was no stream; the browser gives up
    });
  };
  const again = (since) => setTimeout(async () => {
    try {
      const answer = await fetch("/inbox", { headers: { "hx-request": "true" } });
      if (answer.ok && !answer.headers.get("hx-redirect")) { listen(since); return; }
      if (answer.headers.get("hx-redirect")) signedOut();
    } catch { /* still lost */ }
    again(since);
  }, 2000);
  if (live && window.EventSource) listen(live.dataset.live);  // from what the page showed

  if (!form) return;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) changed = false; });
  window.addEventListener("online", keep);
  window.addEventListener("pagehide", () => {
    if (!changed) return;
    const fields = new FormData(form);
    fields.delete("passphrase");
    navigator.sendBeacon(form.dataset.draft, fields);
  });

  // A form says how many entries the seat had made before, so that what is sent again and had arrived is not made twice.
  let sending = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    try {
      if (lost && !(await renew())) { signedOut(); return; }
      const post = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      let answer = await post();
      const token = form.elements.token.value;
      if (answer.status === 403 && (await renew()) && form.elements.token.value !== token) answer = await post();
      const at = new URL(answer.url);
      if (answer.status >= 500) throw new Error("no answer of the talks");
      if (answer.redirected && at.pathname === "/") { lost = true; signedOut(); return; }
      changed = false;
      if (answer.redirected) location.assign(answer.url);
      else form.submit();  // it was refused: the page says why
    } catch {
      lost = true;
      say("The line broke. Whether it was sent is not known; what you typed is still here. Send it again once the connection is back: it is made once.");
    } finally { sending = false; }
  });
})();

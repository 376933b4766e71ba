// Small comforts of the workbench; every page works without them.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && (event.ctrlKey || event.metaKey)) {
    const find = document.querySelector("[type=search]");
    if (find) { event.preventDefault(); find.focus(); }
  }
});
const away = (form) => {
  const said = form.querySelector(".away") || form.appendChild(document.createElement("p"));
  said.className = "warning away";
  said.setAttribute("role", "alert");
  said.textContent = "The workbench does not answer. Nothing was sent, and what you typed is still here: try again when it is back.";
};
document.addEventListener("htmx:sendError", (event) => {
  const state = document.querySelector("[role=status]");
  const form = event.target.closest("form");
  if (form) away(form);
  else if (state) state.textContent = "The workbench does not answer; what is shown may be out of date. It is asked again.";
});
document.addEventListener("htmx:responseError", (event) => {
  const state = document.querySelector("[role=status]");
  if (state && event.detail.xhr.status >= 500) state.textContent = "An error in détente keeps this from being shown. It is asked again; load the page anew if that does not help.";
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  for (const said of document.querySelectorAll(".away")) said.remove();
});
// A form is only sent if somebody answers: the browser would show an error in place of the page, and what was typed would be gone.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.answered) return;
  event.preventDefault();
  if (form.dataset.asking) return;
  form.dataset.asking = "yes";
  try {
    await fetch("/static/mark.svg", { method: "HEAD", cache: "no-store" });
  } catch {
    away(form);
    return;
  } finally {
    delete form.dataset.asking;
  }
  form.dataset.answered = "yes";
  form.requestSubmit(event.submitter);
  delete form.dataset.answered;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.querySelector && event.target.querySelector("[data-again]")) {
    const form = document.querySelector("form.editor");
    if (form) htmx.trigger(form, "again");
  }
});
// What comes of a package is there: the options that are chosen are those it was asked of, and none marks it as overtaken.
document.addEventListener("htmx:afterSwap", (event) => {
  const form = event.target.id === "judged" && document.querySelector("form.package");
  for (const option of form ? form.querySelectorAll("option") : []) option.defaultSelected = option.selected;
});
document.addEventListener("selectionchange", () => {
  const text = document.getElementById("text");
  if (document.activeElement !== text || !text) return;
  const before = text.value.slice(0, text.selectionStart);
  const line = before.slice(before.lastIndexOf("\n") + 1) + text.value.slice(text.selectionStart).split("\n")[0];
  const key = /^\s*(?:- )?([a-z_]+):/.exec(line);
  for (const one of document.querySelectorAll("[data-key].here")) one.classList.remove("here");
  const help = key && document.querySelector(`[data-key="${key[1]}"]`);
  if (!help) return;
  help.classList.add("here");
  for (let outer = help; outer; outer = outer.parentElement) if (outer.tagName === "DETAILS") outer.open = true;
});
document.addEventListener("click", (event) => {
  const line = Number(event.target.dataset ? event.target.dataset.line : 0);
  const text = document.getElementById("text");
  if (!line || !text) return;
  event.preventDefault();
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] || "").length);
  text.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(text).lineHeight));
});
// On a narrow screen chapters stand in a row: the one that is shown is brought into view.
const shownChapter = document.querySelector(".chapters [aria-current]");
if (shownChapter) {
  const row = shownChapter.closest("ul");
  row.scrollLeft += shownChapter.getBoundingClientRect().left - row.getBoundingClientRect().left - 24;
}

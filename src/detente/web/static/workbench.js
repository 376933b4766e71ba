// Small comforts of the workbench; every page works without them.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && (event.ctrlKey || event.metaKey)) {
    const find = document.querySelector("[type=search]");
    if (find) { event.preventDefault(); find.focus(); }
  }
});
document.addEventListener("htmx:sendError", () => {
  const state = document.querySelector("[role=status]");
  if (state) state.textContent = "The workbench does not answer; what is shown may be out of date. It is asked again.";
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.querySelector && event.target.querySelector("[data-again]")) {
    const form = document.querySelector("form.editor");
    if (form) htmx.trigger(form, "again");
  }
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

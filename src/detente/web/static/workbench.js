// Small comforts of the workbench; every page works without them.
"use strict";
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (event.key === "/" && !typing) {
    const find = document.querySelector("[type=search]");
    if (find) { event.preventDefault(); find.focus(); }
  }
});
document.addEventListener("htmx:sendError", () => {
  const state = document.querySelector("[role=status]");
  if (state) state.textContent = "The workbench does not answer; what is shown may be out of date. It is asked again.";
});

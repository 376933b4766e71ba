// Charts that answer: a picture becomes a drawing whose marks say their numbers, once it comes into view.
// The picture itself stays: for screen readers with its words, for paper, and wherever this does not run.
const MIN_WIDE = 600; // pixels from which on the wide drawing has room
const dark = matchMedia("(prefers-color-scheme: dark)");
const drawn = new Map(); // picture -> { view, box, names, … }
const roomy = (picture) => picture.parentElement.clientWidth >= MIN_WIDE;
let engine = null;

function script(name) {
  return new Promise((loaded, failed) => {
    const one = document.createElement("script");
    one.src = `/static/vega/${name}`;
    one.onload = loaded;
    one.onerror = failed;
    document.head.append(one);
  });
}

function started() {
  engine ??= script("vega.min.js")
    .then(() => script("vega-lite.min.js"))
    .then(() => import("/static/vega/vega-interpreter.js"));
  return engine;
}

// Colours stand in a specification by the name of their custom property, so that a drawing has those of its page.
function coloured(value, style) {
  if (typeof value === "string") return /^--[a-z-]+[1-9]?$/.test(value) ? style.getPropertyValue(value).trim() || value : value;
  if (Array.isArray(value)) return value.map((one) => coloured(one, style));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, coloured(one, style)]));
}

const values = (spec) => spec.layer.flatMap((layer) => layer.data.values);
const nowhere = { load: () => Promise.reject(new Error("nothing is loaded")), sanitize: () => Promise.reject(new Error("no links")) };

async function draw(picture) {
  const box = document.createElement("div");
  const wide = roomy(picture);
  const from = picture.closest("[data-charts]").dataset.charts;
  const answer = await fetch(`${from}&of=${picture.dataset.chart}&wide=${wide}`);
  if (!answer.ok) return;
  const [spec, { expressionInterpreter }] = await Promise.all([answer.json(), started()]);
  if (!picture.isConnected || drawn.has(picture)) return;
  box.className = "drawing";
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-roledescription", "chart");
  box.setAttribute("aria-label", `${picture.dataset.title}: arrow keys go from number to number, Enter picks out, Escape ends`);
  const plan = vegaLite.compile(coloured(spec, getComputedStyle(document.documentElement))).spec;
  const runtime = vega.parse(plan, null, { ast: true });
  const view = new vega.View(runtime, { expr: expressionInterpreter, renderer: "svg", hover: false, loader: nowhere });
  const held = document.createElement("div");
  held.setAttribute("aria-hidden", "true"); // its marks are told by the words below, one at a time
  box.append(held);
  const told = document.createElement("p");
  told.className = "told";
  told.setAttribute("role", "status");
  const one = { view, box, told, spec, wide, names: new Set(values(spec).flatMap((value) => value.names || [])), at: -1 };
  view.tooltip((handler, event, item, words) => point(one, item, words));
  await view.initialize(held).runAsync();
  box.append(told);
  picture.after(box);
  picture.classList.add("drawn");
  drawn.set(picture, one);
  box.addEventListener("keydown", (event) => steer(one, event));
  box.addEventListener("blur", () => leave(one));
  box.addEventListener("pointerleave", () => leave(one));
  if (spec.layer.some((layer) => (layer.params || []).some((param) => param.name === "framed"))) frame(one, picture);
}

// What a mark says, beside it; and the same name in the other charts.
function point(one, item, words) {
  if (!item || words === null || words === undefined || words === "") return leave(one);
  say(one, item, String(words));
}

function say(one, item, words) {
  const mark = item._svg ? item._svg.getBoundingClientRect() : one.box.getBoundingClientRect();
  const box = one.box.getBoundingClientRect();
  one.told.textContent = words;
  one.told.classList.add("here");
  const middle = mark.left + mark.width / 2 - box.left;
  const most = Math.max(0, box.width - one.told.offsetWidth);
  one.told.style.left = `${Math.min(Math.max(0, middle - one.told.offsetWidth / 2), most)}px`;
  const above = mark.top - box.top - one.told.offsetHeight - 8;
  one.told.style.top = `${above >= 0 ? above : mark.bottom - box.top + 8}px`;
  link(one, item.datum ? item.datum.names || [] : []);
}

function leave(one) {
  one.at = -1;
  one.told.classList.remove("here");
  one.told.textContent = "";
  for (const marked of one.box.querySelectorAll(".pointed")) marked.classList.remove("pointed");
  link(one, []);
}

function link(from, names) {
  for (const other of drawn.values()) {
    if (other === from) continue;
    const name = names.find((known) => other.names.has(known)) || "";
    if (other.view.signal("linked") !== name) other.view.signal("linked", name).runAsync();
  }
}

// All marks that say something, from left to right and from top to bottom as they were drawn.
function marks(one) {
  const found = [];
  const walk = (item) => {
    for (const inner of item.items || []) {
      if (inner.tooltip && inner.datum && inner.datum.told) found.push(inner);
      walk(inner);
    }
  };
  walk(one.view.scenegraph().root);
  return found;
}

function steer(one, event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const all = marks(one);
  if (!all.length || event.ctrlKey || event.metaKey || event.altKey) return;
  if (step || event.key === "Home" || event.key === "End") {
    const next = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : one.at < 0 && step < 0 ? all.length - 1 : one.at + step;
    leave(one);
    one.at = (next + all.length) % all.length;
    const item = all[one.at];
    if (item._svg) item._svg.classList.add("pointed");
    say(one, item, item.datum.told);
  } else if (event.key === "Enter" && one.at >= 0 && all[one.at].datum.series) {
    pick(one, all[one.at].datum.series);
  } else if (event.key === "Escape") {
    leave(one);
    pick(one, null);
  } else return;
  event.preventDefault();
}

// What a click on an entry of the legend does.
function pick(one, series) {
  try {
    one.view.signal("kept_series_legend", series).runAsync();
  } catch {
    // a chart of one series has no legend
  }
}

// Points within a frame are the only rows that the table of numbers keeps.
function frame(one, picture) {
  const rows = picture.closest("figure").querySelectorAll("details tbody tr");
  const count = document.createElement("p");
  count.className = "meta";
  count.textContent = "Drag a frame over points: the table of numbers keeps only these.";
  one.box.after(count);
  one.unframe = () => {
    rows.forEach((row) => { row.hidden = false; });
    count.remove();
  };
  one.view.addSignalListener("framed", (_, ends) => {
    const spans = Object.entries(ends).map(([field, [a, b]]) => [field, Math.min(a, b), Math.max(a, b)]);
    const within = spans.length ? values(one.spec).filter((value) => "row" in value && spans.every(([field, a, b]) => value[field] >= a && value[field] <= b)) : null;
    const kept = within && new Set(within.map((value) => value.row));
    rows.forEach((row, n) => { row.hidden = kept !== null && !kept.has(n); });
    count.textContent = kept ? `${kept.size} of ${rows.length} rows of the numbers are within the frame.` : "Drag a frame over points: the table of numbers keeps only these.";
  });
}

function forget(picture) {
  const one = drawn.get(picture);
  if (!one) return;
  drawn.delete(picture);
  one.view.finalize();
  one.unframe?.();
  one.box.remove();
  picture.classList.remove("drawn");
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    seen.unobserve(entry.target);
    draw(entry.target).catch(() => {}); // the picture is still there
  }
}, { rootMargin: "200px" });

function look() {
  for (const picture of drawn.keys()) if (!picture.isConnected) forget(picture);
  for (const picture of document.querySelectorAll("[data-charts] [data-chart]:not(.drawn)")) seen.observe(picture);
}

dark.addEventListener("change", () => {
  for (const picture of [...drawn.keys()]) forget(picture);
  look();
});
// A window that is made narrow, or a phone that is turned, gets the drawing for its width.
addEventListener("resize", () => {
  for (const [picture, one] of [...drawn]) if (roomy(picture) !== one.wide) forget(picture);
  look();
});
document.addEventListener("htmx:afterSwap", look);
look();

// The desk: which article and fact are looked at. The address says so, "#article/fact"; all else follows from it.

const index = read("index");
const panels = new Panels(find("tabs"), find("panels"));
const desk = { at: null, view: null, facts: null };

const address = (article, fact) => `#${[article, fact].filter(Boolean).map(encodeURIComponent).join("/")}`;
const here = (fact) => address(index[desk.at].id, fact);

function route() {
  const [article, fact] = location.hash.slice(1).split("/").map(decoded);
  const at = index[desk.at]?.id === article ? desk.at : index.findIndex((each) => each.id === article);
  open(at < 0 ? desk.at ?? 0 : at);
  select(fact ?? null);
}
function decoded(text) { try { return decodeURIComponent(text); } catch { return text; } }

// Goes there without a step in the browser's history, as keys do.
function replaceAddress(hash) {
  history.replaceState(null, "", hash);
  route();
}

function open(at) {
  if (desk.at === at || !index.length) return;
  desk.at = at;
  desk.view = read(`view-${at}`);
  const { view } = desk, failed = Boolean(view.error);
  const rows = new Map(failed ? [] : ["facts", "dates", "entities", "numbers"].flatMap((part) => view[part].map((row) => [row.id, row])));
  find("article").replaceChildren(articleText(view, rows, here));
  find("article").scrollTop = 0;
  find("side").scrollTop = 0;
  find("side").hidden = failed;
  desk.facts = failed ? null : new FactTable({ facts: view.facts, link: here, details: (fact) => detailsOf(fact, rows), changed: dim });
  panels.fill(failed ? [] : [
    ["Facts", view.facts.length || "0", desk.facts.element],
    ["Charts", view.charts.length, chartsPanel(view, rows, here)],
    ["Findings", view.findings.length, findingsPanel(view, rows, here)],
    ["Other numbers", view.numbers.length, numbersPanel(view, showMark)],
    ["Names and dates", view.entities.length + view.dates.length, namesPanel(view, showMark)],
  ]);
  document.title = `${index[at].title ?? index[at].id} – facts`;
  markCurrent();
  showList(false);
}

function detailsOf(fact, rows) {
  const findings = desk.view.findings.filter((finding) => finding.facts.includes(fact.id));
  const charts = desk.view.charts.filter((chart) => chart.points.some((point) => point.fact === fact.id));
  return factDetails(fact, { findings, charts, rows, link: here });
}

// Shows the fact in the table and in the text, or none where `id` is null.
function select(fact) {
  if (!desk.facts) return;
  const row = desk.facts.select(fact);
  clearMarks();
  if (!fact) return;
  if (row) {
    panels.show("Facts");
    reveal(row.nextElementSibling);
    reveal(row);
  }
  const data = desk.view.facts.find((each) => each.id === fact);
  const mark = showMark(fact);
  if (data) relate(data, mark?.closest(".text"));
  for (const point of document.querySelectorAll(`.point[data-id="${CSS.escape(fact)}"]`)) point.classList.add("selected");
  for (const note of document.querySelectorAll(".text .note")) note.classList.toggle("selected", note.dataset.facts.split(" ").includes(fact));
  find("announcement").textContent = data ? `${folded(data.exact)}: ${[data.concept, data.entity, data.period].filter(Boolean).map(folded).join(", ")}` : "";
}

function clearMarks() {
  for (const name of ["selected", "related"]) {
    for (const element of document.querySelectorAll(`.text .${name}, .point.${name}`)) element.classList.remove(name);
  }
  document.querySelector(".text [aria-current]")?.removeAttribute("aria-current");
}

// Lights up the row's words and their sentence in the text.
function showMark(row) {
  const marks = find("article").querySelectorAll(`.mark[data-id="${CSS.escape(row)}"]`);
  if (!marks.length) return null;
  if (!desk.facts.rowOf(row)) clearMarks();
  for (const mark of marks) mark.classList.add("selected");
  if (marks[0].matches("a")) marks[0].setAttribute("aria-current", "true");
  marks[0].closest(".sentence").classList.add("selected");
  reveal(marks[0]);
  return marks[0];
}

// Underlines where the text has the names and dates that fill the fact's slots.
function relate(fact, text) {
  if (!text) return;
  const names = new Set([fact.entity, fact.counterparty, fact.attribution]);
  const ids = new Set([
    ...desk.view.entities.filter((entity) => names.has(entity.name)), ...desk.view.dates.filter((date) => date.value && date.value === fact.period),
  ].map((row) => row.id));
  for (const mark of text.querySelectorAll(".mark")) mark.classList.toggle("related", ids.has(mark.dataset.id));
}

// Facts that a filter has taken out of the table fade in the text.
function dim(shown) {
  for (const mark of find("article").querySelectorAll(".mark.fact")) mark.classList.toggle("faded", !shown.has(mark.dataset.id));
}

// The list of articles.
const searchTexts = [];
function searchText(at) {
  return searchTexts[at] ??= words(read(`view-${at}`)).join("\n").toLowerCase();
}
// All strings of a value; those of a text that marks have cut stand together again.
function words(value) {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(words);
  if (value.sentences) return [value.sentences.flatMap(words).join("")];
  if (value.pieces) return words(value.pieces);
  return Object.values(value).flatMap(words);
}
function listArticles() {
  const sought = find("article-search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = index.map((entry, at) => ({ entry, at })).filter(({ at }) => sought.every((word) => searchText(at).includes(word)));
  fillInParts(find("article-list"), found, ({ entry, at }) => listItem(entry, at));
  find("article-count").textContent = sought.length ? `${found.length} of ${count(index.length, "article")}` : count(index.length, "article");
  markCurrent();
}

function listItem(entry, at) {
  const about = entry.error ? [make("span", { class: "alarm" }, "no table")] : [
    count(entry.facts, "fact"),
    entry.doubts ? make("span", { class: "alarm" }, count(entry.doubts, "doubt")) : null,
    entry.unexplained ? make("span", { class: "alarm" }, `${entry.unexplained} unexplained`) : null,
  ].filter(Boolean).flatMap((each, place) => (place ? [" · ", each] : [each]));
  return make("li", { "data-at": at }, make("a", { href: address(entry.id) }, make("span", { class: "headline" }, entry.title ?? entry.id), make("span", { class: "about" }, about)));
}

function markCurrent() {
  for (const link of find("article-list").querySelectorAll("li[data-at] a")) {
    const current = Number(link.parentElement.dataset.at) === desk.at;
    if (current) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    if (current) reveal(link);
  }
}

function showList(shown) {
  document.body.classList.toggle("list-open", shown);
  find("list-button").setAttribute("aria-expanded", shown);
}

// Keys.
const step = (by) => () => {
  const next = desk.facts?.beside(by);
  if (next) replaceAddress(here(next));
  desk.facts?.rowOf(next ?? "")?.querySelector("a").focus({ preventScroll: true });
};
const turn = (by) => () => index[desk.at + by] && replaceAddress(address(index[desk.at + by].id));
const KEYS = {
  j: ["next fact", step(1)], k: ["fact before", step(-1)],
  n: ["next article", turn(1)], p: ["article before", turn(-1)],
  "/": ["search the facts", () => { panels.show("Facts"); find("fact-search")?.focus(); }],
  s: ["search all articles", () => { showList(true); find("article-search").focus(); }],
  t: ["light or dark", () => changeTheme()],
  "?": ["this help", () => find("help").showModal()],
  Escape: ["let go of the fact", () => { document.activeElement.blur(); showList(false); replaceAddress(here()); }],
};
const SAME_KEYS = { ArrowDown: "j", ArrowUp: "k" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || find("help").open) return;
  const typing = event.target.matches("input, select, textarea");
  if (typing && event.key !== "Escape") return;
  if (event.key in SAME_KEYS && !event.target.closest("#side")) return;
  const action = KEYS[SAME_KEYS[event.key] ?? event.key];
  if (!action) return;
  event.preventDefault();
  action[1]();
});

function showHelp() {
  const key = (name) => make("kbd", {}, name);
  const keys = Object.entries(KEYS).map(([name, [what]]) => make("div", {}, make("dt", {}, key(name === "Escape" ? "Esc" : name), name === "j" ? [" ", key("↓")] : name === "k" ? [" ", key("↑")] : []), make("dd", {}, what)));
  const samples = [
    ...KINDS.map((kind) => make("span", { class: `mark fact ${kind}` }, kind)), make("span", { class: "mark date" }, "a date"),
    make("span", { class: "mark entity" }, "a name"), make("span", { class: "mark number unexplained" }, "a numeral that nothing explains"),
  ].flatMap((sample) => [sample, " "]);
  find("help-body").replaceChildren(make("dl", { class: "keys" }, keys), make("p", { class: "legend" }, samples), make("p", {}, "Printing prints the article that is open, with all that was found in it."));
}

// Light or dark: as the system says, until the button says otherwise.
const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
function applyTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  find("theme-button").textContent = isDark() ? "Light" : "Dark";
}
function changeTheme() {
  applyTheme(isDark() ? "light" : "dark");
  memory.set("theme", document.documentElement.dataset.theme);
}

applyTheme(memory.get("theme"));
showHelp();
find("totals").textContent = [count(index.length, "article"), count(index.reduce((sum, entry) => sum + (entry.facts ?? 0), 0), "fact")].join(" · ");
find("theme-button").addEventListener("click", changeTheme);
find("help-button").addEventListener("click", () => find("help").showModal());
find("list-button").addEventListener("click", () => showList(!document.body.classList.contains("list-open")));
find("article-search").addEventListener("input", listArticles);
addEventListener("hashchange", route);
listArticles();
route();

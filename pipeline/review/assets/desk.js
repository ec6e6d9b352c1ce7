// The desk: which article and fact are looked at. The address says so, "#article/fact"; all else follows from it.

const index = read("index");
const panels = new Panels(find("tabs"), find("panels"));
const desk = { at: null, view: null, facts: null };
const review = read("review") && new Review(read("review"), takeViews);
const views = new Map(); // those that the server has sent
const viewAt = (at) => (review ? views.get(at) : read(`view-${at}`));

const address = (article, fact) => `#${[article, fact].filter(Boolean).map(encodeURIComponent).join("/")}`;
const here = (fact) => address(index[desk.at].id, fact);

// Shows what the address says, in a review once its server has sent it, unless the address is another one by then.
async function route() {
  const { hash } = location, [article, fact] = hash.slice(1).split("/").map(decoded);
  const found = index[desk.at]?.id === article ? desk.at : index.findIndex((each) => each.id === article);
  const at = found < 0 ? desk.at ?? 0 : found;
  if (review && index[at] && !views.has(at) && !(await review.look(index[at].id) && location.hash === hash)) return;
  open(at);
  select(fact ?? null);
}
function decoded(text) { try { return decodeURIComponent(text); } catch { return text; } }

// Goes there without a step in the browser's history, as keys do.
function replaceAddress(hash) {
  history.replaceState(null, "", hash);
  return route();
}

function open(at) {
  if (desk.at === at || !index.length) return;
  desk.at = at;
  build();
  find("article").scrollTop = 0;
  find("side").scrollTop = 0;
  if (review) desk.facts?.showChanges(desk.openChanges > 0);
  markCurrent();
  showList(false);
}

// Shows the article's view as it is now; the table keeps the sort and the filters of `before`.
function build(before) {
  const { at } = desk;
  desk.view = viewAt(at);
  const { view } = desk, failed = Boolean(view.error);
  const rows = new Map(failed ? [] : ["facts", "dates", "entities", "numbers"].flatMap((part) => view[part].map((row) => [row.id, row])));
  find("article").replaceChildren(articleText(view, rows, here));
  find("side").hidden = failed;
  desk.changes = factChanges(view);
  desk.facts = failed ? null : new FactTable({ facts: factsAndRemoved(view), link: here, details: (fact) => detailsOf(fact, rows), changes: desk.changes, review, filtered: dim });
  if (before) desk.facts?.keep(before);
  desk.openChanges = [...desk.changes.values()].filter((change) => change.open).length;
  panels.fill(failed ? [] : [
    ["Facts", view.facts.length || "0", desk.facts.element],
    ["Changes", view.changes?.length ?? 0, view.changes ? changesPanel(view, here, restButton(view)) : null],
    ["Charts", view.charts.length, chartsPanel(view, rows, here)],
    ["Findings", view.findings.length, findingsPanel(view, rows, here)],
    ["Numbers", view.numbers.length, numbersPanel(view, showMark)],
    ["Names, dates", view.entities.length + view.dates.length, namesPanel(view, showMark)],
  ]);
  document.title = `${index[at].title ?? index[at].id} – facts`;
}

function detailsOf(fact, rows) {
  const findings = desk.view.findings.filter((finding) => finding.facts.includes(fact.id));
  const charts = desk.view.charts.filter((chart) => chart.points.some((point) => point.fact === fact.id));
  const change = desk.changes.get(fact.id), decided = desk.view.review?.decided[fact.id];
  const decision = review && decisionForm({
    fact, change, decided, decide: (act, why) => decide(fact.id, { act, why }), correct: (slot, value, why) => decide(fact.id, { act: "correct", slot, value, why }),
  });
  return factDetails(fact, { change, decision, cause: desk.view.cause, findings, charts, rows, link: here });
}

// Deciding, where the page is served for it.
async function decide(fact, { act, slot, value, why }) {
  const { versions, rest } = desk.view.review, next = fact && desk.facts.beside(1, (id) => desk.changes.get(id)?.open && id !== fact);
  const done = await review.act({ act, article: desk.view.document.id, fact, version: fact ? versions[fact] : rest, slot: slot ?? "", value: value ?? null, why: why || null });
  showReview();
  if (!done || act === "correct") return select(fact);
  const left = desk.changes.get(next)?.open ? next : [...desk.changes.values()].find((change) => change.open)?.id;
  if (left) replaceAddress(here(left));
  else if (desk.view.review.rest) panels.show("Changes");
  else toOpenArticle(fact);
}

// To the next article in which something is open; where there is none it stays with the fact.
async function toOpenArticle(fact, from = desk.at + 1) {
  const order = index.map((_, place) => (from + place) % index.length);
  const at = order.find((each) => index[each].open);
  if (at === undefined) return select(fact);
  await replaceAddress(address(index[at].id));
  if (desk.at !== at) return;
  if (desk.openChanges) replaceAddress(here(desk.facts.beside(1)));
  else panels.show("Changes");
}

async function undo() {
  await review.act({ act: "undo", version: review.state.version });
  showReview();
}

function takeViews(changed, entries) {
  for (const [place, view] of changed.entries()) {
    const at = index.findIndex((entry) => entry.id === view.document.id);
    views.set(at, view);
    index[at] = entries[place];
    delete searchTexts[at];
  }
  listArticles();
  if (views.has(desk.at) && changed.includes(views.get(desk.at))) {
    const [main, side] = [find("article").scrollTop, find("side").scrollTop];
    build(desk.facts);
    find("article").scrollTop = main;
    find("side").scrollTop = side;
  }
}

function restButton(view) {
  if (!view.review?.rest) return null;
  const button = make("button", { type: "button", class: "accept", "data-act": "accept" }, "Accept all that is no fact");
  button.addEventListener("click", () => decide(null, { act: "accept" }));
  return make("div", { class: "decision" }, button);
}

function showReview() {
  if (!review) return;
  find("totals").textContent = review.state.open ? `${review.state.open} to decide` : "Nothing left to decide";
  find("undo-button").disabled = review.state.version === "0";
}

// A key presses the button that the open fact has for it.
const press = (act) => () => document.querySelector(`[role="tabpanel"]:not(.closed) [data-act="${act}"]`)?.click();

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
  const data = desk.facts.facts.find((each) => each.id === fact);
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
  for (const mark of find("article").querySelectorAll(".mark.fact")) {
    mark.classList.toggle("faded", !shown.has(mark.dataset.id));
    mark.classList.toggle("altered", desk.changes.has(mark.dataset.id));
  }
}

// The list of articles.
const searchTexts = [];
function searchText(at) {
  return searchTexts[at] ??= words(viewAt(at) ?? "").join("\n").toLowerCase();
}
// In a review all that is searched must have come first.
async function search() {
  if (review && views.size < index.length) await review.look();
  listArticles();
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
  const only = find("changed-only").checked;
  const found = index.map((entry, at) => ({ entry, at })).filter(({ entry, at }) => (!only || differs(entry)) && sought.every((word) => searchText(at).includes(word)));
  fillInParts(find("article-list"), found, ({ entry, at }) => listItem(entry, at));
  find("article-count").textContent = sought.length || only ? `${found.length} of ${count(index.length, "article")}` : count(index.length, "article");
  markCurrent();
}

const differs = (entry) => Object.keys(entry.changes ?? {}).length > 0;

function listItem(entry, at) {
  const changes = Object.entries(HOWS).filter(([how]) => entry.changes?.[how]).map(([how, [sign]]) => make("span", { class: `how ${how}`, title: `${count(entry.changes[how], "fact")} ${HOWS[how][1]}` }, `${sign}${entry.changes[how]} `));
  const about = entry.error ? [make("span", { class: "alarm" }, "no table")] : [
    count(entry.facts, "fact"),
    entry.doubts ? make("span", { class: "alarm" }, count(entry.doubts, "doubt")) : null,
    entry.unexplained ? make("span", { class: "alarm" }, `${entry.unexplained} unexplained`) : null,
  ].filter(Boolean).flatMap((each, place) => (place ? [" · ", each] : [each]));
  return make("li", { "data-at": at }, make("a", { href: address(entry.id) }, make("span", { class: "headline" }, entry.title ?? entry.id), make("span", { class: "about" }, about), entry.open ? make("span", { class: "about open" }, `${entry.open} to decide`) : null, changes.length ? make("span", { class: "about" }, changes) : null));
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
if (index.some(differs)) KEYS.d = ["only what differs, or all", () => desk.facts?.showChanges(!desk.facts.changesOnly)];
if (review) {
  Object.assign(KEYS, {
    a: ["accept", press("accept")], r: ["reject", press("reject")], x: ["throw out a fact", press("no fact")], c: ["correct a slot", press("correct")],
    K: ["accept all of this kind", press("accept kind")], L: ["accept all by this rule", press("accept rule")], u: ["undo", undo],
  });
}
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
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme());
showHelp();
if (!review) find("totals").textContent = [count(index.length, "article"), count(index.reduce((sum, entry) => sum + (entry.facts ?? 0), 0), "fact")].join(" · ");
showReview();
find("undo-button").hidden = !review;
if (review) find("title").textContent = "Review of facts";
find("undo-button").addEventListener("click", undo);
find("theme-button").addEventListener("click", changeTheme);
find("help-button").addEventListener("click", () => find("help").showModal());
find("list-button").addEventListener("click", () => showList(!document.body.classList.contains("list-open")));
find("article-search").addEventListener("input", search);
addEventListener("hashchange", route);
find("changed-only").addEventListener("change", listArticles);
find("changed-only").parentElement.hidden = !index.some(differs);
listArticles();
if (review && !location.hash && index.some((each) => each.open)) toOpenArticle(null, 0); // to the first thing to decide
else route();

// The article: blocks of sentences with marks in them, and the audit's findings in the margin.

const TAGS = { title: "h2", head: "h3", prose: "p", lines: "p", grid: "pre" };
const SEVERITIES = {
  contradiction: "Contradiction", doubt: "Doubt", consistent: "Consistent", corroborated: "Corroborated", info: "Note",
};

function articleText(view, rows, link) {
  const { document: about } = view;
  const parts = [about.publisher, about.published, about.words && count(about.words, "word"), about.encoding];
  const body = make("div", { class: "text" });
  body.append(make("p", { class: "dateline" }, make("span", { class: "id" }, about.id), ...parts.filter(Boolean).map((part) => ` · ${part}`)));
  if (!view.blocks?.some((block) => block.form === "title")) body.append(make("h2", {}, about.title ?? about.id));
  if (view.error) body.append(make("p", { class: "notice" }, `This article has no table: ${view.error.message}`));
  if (view.missing) body.append(make("p", { class: "notice" }, `Shown without its text: ${view.missing}.`));
  const notes = notesByFact(view, rows, link);
  for (const block of view.blocks ?? []) body.append(blockElement(block, rows, link, notes));
  body.append(...[...notes.values()].flat());
  return body;
}

function blockElement(block, rows, link, notes) {
  const sentences = block.sentences.map((pieces) => make("span", { class: "sentence" }, pieces.map((each) => pieceNode(each, rows, link))));
  const element = make(TAGS[block.form], { class: block.form }, sentences);
  const found = [];
  for (const marked of element.querySelectorAll(".fact")) {
    found.push(...(notes.get(marked.dataset.id) ?? []));
    notes.delete(marked.dataset.id);
  }
  return found.length ? make("div", { class: "noted" }, make("div", { class: "notes" }, found), element) : element;
}

function pieceNode(piece, rows, link) {
  if (typeof piece === "string") return document.createTextNode(piece);
  const row = rows.get(piece.id);
  const inner = piece.pieces.map((each) => pieceNode(each, rows, link));
  const about = { "data-id": piece.id, title: markTitle(piece.sort, row) };
  if (piece.sort === "fact") return make("a", { ...about, class: `mark fact ${row.kind}`, href: link(piece.id) }, inner);
  const miss = piece.sort === "number" && row.reason === "unexplained";
  return make("span", { ...about, class: `mark ${piece.sort}${miss ? " unexplained" : ""}` }, inner);
}

function markTitle(sort, row) {
  if (sort === "fact") return `${row.kind}: ${numberText(row)} ${unitText(row)}`;
  if (sort === "date") return `date: ${row.value ?? "not resolved"} (${row.anchor})`;
  if (sort === "entity") return `${row.label}: ${row.name}${row.code ? ` (${row.code})` : ""}`;
  return row.reason === "unexplained" ? "numeral that nothing explains" : `no fact: ${row.reason}`;
}

// Findings stand beside the first of their facts that the text shows.
function notesByFact(view, rows, link) {
  const notes = new Map();
  for (const finding of view.findings ?? []) {
    const place = (view.facts.find((fact) => finding.facts.includes(fact.id)) ?? {}).id ?? "";
    notes.set(place, [...(notes.get(place) ?? []), noteElement(finding, rows, link)]);
  }
  return notes;
}

function noteElement(finding, rows, link) {
  const facts = finding.facts.filter((id) => rows.has(id));
  return make(
    "aside", { class: `note ${finding.severity}`, "data-facts": facts.join(" "), "aria-label": `Audit: ${finding.check}` },
    make("p", { class: "note-head" }, make("b", {}, SEVERITIES[finding.severity] ?? finding.severity), ` ${spaced(finding.check)}`),
    make("p", { class: "note-text" }, finding.message),
    make("p", { class: "note-facts" }, facts.flatMap((id) => [make("a", { href: link(id), class: `chip ${rows.get(id).kind}` }, folded(rows.get(id).exact)), " "])),
    (finding.elsewhere ?? []).map(({ article, fact, exact }) => make("p", { class: "note-facts" }, make("a", { href: address(article, fact), class: "chip elsewhere" }, folded(exact)), ` in ${article}`)),
  );
}

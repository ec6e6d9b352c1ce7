// What differs from older tables: in the table, in the open row, and in a list of its own.

const HOWS = { added: ["+", "added"], removed: ["−", "removed"], changed: ["~", "changed"], reworded: ["≈", "re-worded"] };
const CAUSES = {
  new: "The article is new.", gone: "The article is gone.", text: "The article’s text has changed.",
  elsewhere: "Its own words have not: the text elsewhere has changed, or a rule, a word list or the model.",
  date: "The article’s date has changed.", pipeline: "A rule, a word list or the model has changed.", review: "A reviewer decided so.",
};
const PARTS = { document: "the article", facts: "fact", dates: "date", entities: "name", numbers: "other number", findings: "finding" };

// The facts of the table with those that are gone from it, each at its place.
function factsAndRemoved(view) {
  const after = new Map();
  for (const change of view.changes ?? []) {
    if (change.part === "facts" && change.how === "removed") after.set(change.after, [...(after.get(change.after) ?? []), change.old]);
  }
  return [...(after.get(null) ?? []), ...view.facts.flatMap((fact) => [fact, ...(after.get(fact.id) ?? [])])];
}

const factChanges = (view) => new Map((view.changes ?? []).filter((change) => change.part === "facts").map((change) => [change.id, change]));

// Old and new content of a cell, or just the content where the change leaves it as it is.
function oldAndNew(change, slots, content) {
  if (change?.how === "removed") return make("del", {}, content(change.old));
  if (change?.how === "added") return make("ins", {}, content(change.new));
  if (!change?.slots.some(({ slot }) => slots.includes(slot))) return null;
  return [make("del", {}, content(change.old)), " ", make("ins", {}, content(change.new))];
}

const plainValue = (slot, value) => (value === null || value === undefined ? "nothing"
  : slot === "change" ? changeText(value) : Array.isArray(value) ? value.map((each) => plainValue("", each)).join(", ") || "nothing"
  : typeof value === "object" ? Object.entries(value).map(([name, each]) => `${spaced(name)} ${plainValue(name, each)}`).join(", ") : folded(String(value)));

function changeSlots(change) {
  return make("dl", { class: "slots" }, change.slots.map(({ slot, old, new: now }) => make(
    "div", {}, make("dt", {}, slot === "reviewed" ? "the extractor" : spaced(slot)),
    make("dd", {}, make("del", {}, plainValue(slot, old)), make("span", { class: "unseen" }, " now "), " → ", make("ins", {}, plainValue(slot, now))),
  )));
}

function changeHead(change, cause) {
  const [sign, how] = HOWS[change.how];
  const why = change.cause === cause ? "" : ` ${CAUSES[change.cause] ?? ""}`;
  return make("p", { class: `change-head ${change.how}` }, make("b", { "aria-hidden": "true" }, sign), ` ${PARTS[change.part]} ${how}.${why}`);
}

function changeWords(change) {
  const row = change.new ?? change.old;
  if (change.part === "document") return "";
  if (change.part !== "facts") return folded(row.exact ?? row.name ?? row.message ?? "");
  return [`${numberText(row)} ${unitText(row)}`, row.concept, row.entity, row.counterparty, row.period].filter(Boolean).map(folded).join(" · ");
}

function changesPanel(view, link, button) {
  const list = make("ol", { class: "changes" });
  fillInParts(list, view.changes, (change) => {
    const words = changeWords(change);
    const place = change.part === "facts" ? make("a", { href: link(change.id) }, words) : make("span", {}, words);
    return make("li", { "data-id": change.id }, changeHead(change, view.cause), words ? make("p", { class: "change-words" }, place) : null, change.slots.length ? changeSlots(change) : null);
  });
  const moved = view.moved ? make("p", { class: "tally" }, `${count(view.moved, "fact")} only moved.`) : null;
  return make("div", {}, make("p", { class: "tally" }, CAUSES[view.cause] ?? ""), button, list, moved);
}

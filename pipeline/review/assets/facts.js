// The fact table: sorting, filters, and the row that opens under the fact that is looked at.

const COLUMNS = [
  ["quantity", "Quantity"], ["concept", "Concept"], ["entity", "Entity"], ["counterparty", "Counterparty"],
  ["period", "Period"], ["change", "Change"], ["scenario", "Scenario"], ["attribution", "Said by"],
];
const KINDS = ["money", "percent", "multiple", "count", "measure"];
const FILTERED = ["concept", "entity", "counterparty", "period", "change", "scenario", "attribution", "unit", "per", "comparator"];
const EMPTY = "(empty)";

class FactTable {
  // `link` gives a fact's address, `details` the elements of its open row, `changes` what differs by fact, if anything;
  // `filtered` is called after each filtering. In a `review` what differs is what is still to be decided.
  constructor({ facts, link, details, changes, review, filtered }) {
    Object.assign(this, { facts, link, details, changes, review, filtered, sort: { column: null, down: false }, kinds: new Set(), open: null });
    this.words = make("input", { type: "search", id: "fact-search", placeholder: "Search facts", "aria-label": "Search facts", autocomplete: "off" });
    this.slot = choice("Slot", [["", "any slot"], ...FILTERED.map((slot) => [slot, slot])]);
    this.value = choice("Value of the slot", []);
    this.tally = make("p", { class: "tally", role: "status" });
    this.head = make("thead");
    this.body = make("tbody");
    this.words.addEventListener("input", () => this.show());
    this.slot.addEventListener("change", () => { this.fillValues(); this.show(); });
    this.value.addEventListener("change", () => this.show());
    this.body.addEventListener("click", (event) => this.clicked(event));
    this.fillValues();
    this.element = make(
      "div", { class: "facts" },
      make("div", { class: "filters" }, make("div", { class: "kinds", role: "group", "aria-label": "Kinds" }, this.kindButtons()), this.words, this.slot, this.value),
      this.tally,
      make("div", { class: "wide" }, make("table", {}, make("caption", { class: "unseen" }, "Facts of the article"), this.head, this.body)),
    );
    this.show();
  }

  kindButtons() {
    return [this.changesButton(), ...this.buttonsOfKinds()];
  }

  changesButton() {
    const number = this.facts.filter((fact) => this.asked(fact)).length;
    if (!number) return null;
    const button = make("button", { type: "button", class: "chip altered", "aria-pressed": "false" }, this.review ? "to decide" : "differs", make("span", { class: "many" }, String(number)));
    button.addEventListener("click", () => this.showChanges(!this.changesOnly));
    return (this.changesChip = button);
  }

  showChanges(only) {
    this.changesOnly = only && Boolean(this.changesChip);
    this.changesChip?.setAttribute("aria-pressed", this.changesOnly);
    this.show();
  }

  // Whether the fact differs, or in a review is still open.
  asked(fact) {
    const change = this.changes.get(fact.id);
    return Boolean(change && (!this.review || change.open));
  }

  // Takes over the sort and the filters of the table that was here before.
  keep(before) {
    Object.assign(this, { sort: before.sort, open: before.open });
    this.words.value = before.words.value;
    this.slot.value = before.slot.value;
    this.fillValues();
    this.value.value = before.value.value;
    for (const button of this.element.querySelectorAll(".kinds .chip[data-kind]")) if (before.kinds.has(button.dataset.kind)) button.click();
    this.showChanges(before.changesOnly);
  }

  buttonsOfKinds() {
    return KINDS.filter((kind) => this.facts.some((fact) => fact.kind === kind)).map((kind) => {
      const number = this.facts.filter((fact) => fact.kind === kind).length;
      const button = make("button", { type: "button", class: `chip ${kind}`, "data-kind": kind, "aria-pressed": "false" }, kind, make("span", { class: "many" }, String(number)));
      button.addEventListener("click", () => {
        if (!this.kinds.delete(kind)) this.kinds.add(kind);
        button.setAttribute("aria-pressed", this.kinds.has(kind));
        this.show();
      });
      return button;
    });
  }

  fillValues() {
    const slot = this.slot.value;
    const values = [...new Set(this.facts.map((fact) => (slot ? slotText(slot, fact[slot]) : "")))].sort();
    this.value.hidden = !slot;
    this.value.replaceChildren(option("", "any value"), ...(slot ? values.map((value) => option(value || EMPTY, value || EMPTY)) : []));
  }

  matches(fact) {
    const slot = this.slot.value, value = this.value.value;
    if (this.changesOnly && !this.asked(fact)) return false;
    if (this.kinds.size && !this.kinds.has(fact.kind)) return false;
    if (slot && value && (slotText(slot, fact[slot]) || EMPTY) !== value) return false;
    const words = this.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return true;
    const text = [...Object.entries(fact).map(([name, each]) => slotText(name, each)), numberText(fact)].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  }

  rows() {
    const rows = this.facts.filter((fact) => this.matches(fact));
    const { column, down } = this.sort;
    if (!column) return rows;
    const by = column === "quantity" ? (a, b) => Number(a.value) - Number(b.value)
      : (a, b) => compareTexts(slotText(column, a[column]), slotText(column, b[column]));
    return rows.sort((a, b) => (down ? -by(a, b) : by(a, b)));
  }

  show() {
    this.shown = this.rows();
    const filled = (slot) => this.facts.some((fact) => shownIn(slot, fact)) || [...this.changes.values()].some((change) => change.old && shownIn(slot, change.old));
    this.columns = COLUMNS.filter(([slot]) => slot === "quantity" || filled(slot));
    this.head.replaceChildren(make("tr", {}, this.columns.map(([slot, label]) => this.headCell(slot, label))));
    const openAt = this.shown.findIndex((fact) => fact.id === this.open);
    fillInParts(this.body, this.shown, (fact) => this.row(fact), Math.max(PART, openAt + 1));
    this.tally.textContent = this.shown.length === this.facts.length ? count(this.facts.length, "fact") : `${this.shown.length} of ${count(this.facts.length, "fact")}`;
    if (openAt >= 0) this.select(this.open);
    this.filtered(new Set(this.shown.map((fact) => fact.id)));
  }

  headCell(slot, label) {
    const { column, down } = this.sort;
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      this.sort = column !== slot ? { column: slot, down: false } : down ? { column: null, down: false } : { column: slot, down: true };
      this.show();
      this.head.querySelector(`th[data-slot="${slot}"] button`).focus();
    });
    const order = column !== slot ? null : down ? "descending" : "ascending";
    return make("th", { scope: "col", "aria-sort": order, "data-slot": slot }, button);
  }

  row(fact) {
    const change = this.changes.get(fact.id);
    const cells = this.columns.map(([slot]) => make("td", { class: slot }, slot === "quantity" ? this.quantity(fact, change)
      : oldAndNew(change, [slot], (row) => cellContent(slot, row)) ?? cellContent(slot, fact)));
    return make("tr", { "data-id": fact.id, class: `${fact.kind} ${change?.how ?? ""}` }, cells);
  }

  quantity(fact, change) {
    const text = (row) => [numberText(row), make("span", { class: "unit" }, ` ${unitText(row)}`)];
    const marks = [change ? make("span", { class: "how", title: HOWS[change.how][1] }, HOWS[change.how][0]) : null, fact.reviewed ? make("span", { class: "how", title: "corrected in review" }, "✓") : null];
    return [
      make("a", { href: this.link(fact.id), class: "value" }, marks, oldAndNew(change, ["value", "value_high", "unit", "per", "comparator"], text) ?? text(fact)),
      make("span", { class: "exact" }, oldAndNew(change, ["exact"], (row) => folded(row.exact)) ?? folded(fact.exact)),
    ];
  }

  clicked(event) {
    const row = event.target.closest("tr[data-id]");
    if (row && !event.target.closest("a, button") && !String(getSelection())) row.querySelector("a").click();
  }

  // Opens the fact's row, or closes the open one where `id` is null; gives the row.
  select(id) {
    this.body.querySelector("tr.detail")?.remove();
    this.body.querySelector("tr.selected")?.classList.remove("selected");
    this.body.querySelector("a[aria-current]")?.removeAttribute("aria-current");
    this.open = id;
    const fact = this.shown.find((each) => each.id === id);
    if (!fact) return null;
    if (!this.rowOf(id)) fillInParts(this.body, this.shown, (each) => this.row(each), this.shown.indexOf(fact) + PART);
    const row = this.rowOf(id);
    row.classList.add("selected");
    row.querySelector("a").setAttribute("aria-current", "true");
    row.after(make("tr", { class: `detail ${fact.kind}` }, make("td", { colspan: this.columns.length }, this.details(fact))));
    return row;
  }

  rowOf(id) { return this.body.querySelector(`tr[data-id="${CSS.escape(id)}"]`); }

  // The fact `step` rows after the open one, as they are sorted and filtered now; or the next that is `wanted`.
  beside(step, wanted) {
    const at = this.shown.findIndex((fact) => fact.id === this.open);
    if (wanted) return this.shown.slice(at + 1).find((fact) => wanted(fact.id))?.id ?? null;
    const next = at < 0 ? (step > 0 ? 0 : this.shown.length - 1) : at + step;
    return this.shown[Math.max(0, Math.min(this.shown.length - 1, next))]?.id ?? null;
  }
}

const shownIn = (slot, fact) => (slot === "scenario" ? fact.scenario !== "actual" : fact[slot] !== null);

function cellContent(slot, fact) {
  if (slot === "change" && fact.change) return [make("span", { class: "arrow", "aria-hidden": "true" }, ARROWS[fact.change.direction]), make("span", { class: "unseen" }, `${fact.change.direction} `), fact.change.role];
  if (!shownIn(slot, fact)) return "";
  const text = slotText(slot, fact[slot]);
  return slot === "period" ? text.split("/").flatMap((end, place) => (place ? ["/", make("wbr"), end] : [end])) : text;
}

// Empty cells come last when sorted upwards: they are what there is least to see of.
const compareTexts = (a, b) => (a === "") - (b === "") || a.localeCompare(b, "en", { numeric: true });

const option = (value, label) => make("option", { value }, label);
const choice = (label, options) => make("select", { "aria-label": label }, options.map(([value, text]) => option(value, text)));

// Every slot of a fact, as the table has it, with what hangs on the fact.
function factDetails(fact, { change, decision, cause, findings, charts, rows, link }) {
  const slots = Object.entries(fact).filter(([name]) => name !== "id");
  return make(
    "div", { class: "details" },
    change ? make("div", { class: "change" }, changeHead(change, cause), change.slots.length ? changeSlots(change) : null) : null,
    decision,
    make("dl", {}, slots.map(([name, value]) => make("div", { class: value === null ? "none" : "" }, make("dt", {}, spaced(name)), make("dd", {}, name === "reviewed" ? `corrected; the extractor says ${plainValue(name, value)}` : slotText(name, value) || "—")))),
    charts.map((chart) => chartFigure(chart, rows, link)),
    findings.map((finding) => noteElement(finding, rows, link)),
    make("p", { class: "why" }, "Why? ", make("code", {}, `pipeline explain ${fact.id}`)),
  );
}

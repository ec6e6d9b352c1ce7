// What stands beside the article: facts, and in tabs of their own charts, findings, numerals, names and dates.

class Panels {
  constructor(tabs, panels) {
    Object.assign(this, { tabs, panels });
    tabs.addEventListener("click", (event) => event.target.closest("[role=tab]") && this.show(event.target.closest("[role=tab]").dataset.name));
    tabs.addEventListener("keydown", (event) => this.arrow(event));
  }

  // `sections` are [name, how many, element]; those without content have no tab.
  fill(sections) {
    this.sections = sections.filter(([, number]) => number !== 0);
    this.tabs.replaceChildren(...this.sections.map(([name, number]) => make(
      "button", { type: "button", role: "tab", id: `tab-${id(name)}`, "aria-controls": `panel-${id(name)}`, "data-name": name },
      name, make("span", { class: "many" }, String(number)),
    )));
    this.panels.replaceChildren(...this.sections.map(([name, , element]) => make(
      "div", { role: "tabpanel", id: `panel-${id(name)}`, "aria-labelledby": `tab-${id(name)}`, tabindex: 0 },
      make("h3", { class: "print-only" }, name), element,
    )));
    this.show(this.sections.some(([name]) => name === this.open) ? this.open : this.sections[0]?.[0]);
  }

  show(name) {
    this.open = name;
    for (const [each] of this.sections) {
      const chosen = each === name, tab = find(`tab-${id(each)}`);
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
      find(`panel-${id(each)}`).classList.toggle("closed", !chosen);
    }
  }

  arrow(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const names = this.sections.map(([name]) => name);
    this.show(names[(names.indexOf(this.open) + step + names.length) % names.length]);
    find(`tab-${id(this.open)}`).focus();
    event.preventDefault();
  }
}

const id = (name) => name.toLowerCase().replace(/\W+/g, "-");

function chartsPanel(view, rows, link) {
  return make("div", { class: "charts" }, view.charts.map((chart) => chartFigure(chart, rows, link)));
}

function findingsPanel(view, rows, link) {
  return make("div", { class: "findings" }, view.findings.map((finding) => noteElement(finding, rows, link)));
}

function numbersPanel(view, show) {
  const ordered = [...view.numbers].sort((a, b) => (b.reason === "unexplained") - (a.reason === "unexplained"));
  return plainTable(["Numeral", "Why it is no fact"], ordered, show, (number) => [folded(number.exact), number.reason]);
}

function namesPanel(view, show) {
  const others = (entity) => entity.mentions.map(folded).filter((form) => form !== entity.name).join(", ");
  return make(
    "div", {},
    plainTable(["Name", "Label", "Code", "Also called"], view.entities, show, (entity) => [entity.name, entity.label, entity.code ?? "", others(entity)]),
    plainTable(["Date", "Value", "From", "To"], view.dates, show, (date) => [folded(date.exact), date.value ?? "—", date.from ?? "", date.to ?? ""]),
  );
}

// Rows whose first cell shows its place in the text.
function plainTable(heads, rows, show, cells) {
  if (!rows.length) return "";
  const body = make("tbody");
  fillInParts(body, rows, (row) => {
    const [first, ...rest] = cells(row);
    const button = make("button", { type: "button", class: "place" }, first);
    button.addEventListener("click", () => show(row.id));
    return make("tr", {}, make("td", {}, button), rest.map((cell) => make("td", {}, cell)));
  });
  return make("div", { class: "wide" }, make("table", { class: "plain" }, make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))), body));
}

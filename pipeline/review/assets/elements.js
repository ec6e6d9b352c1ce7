// How elements are made. Text from articles only ever becomes a text node or an attribute: nothing here parses markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const make = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const draw = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const find = (id) => document.getElementById(id);
const read = (id) => JSON.parse(find(id).textContent);
const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

// What is remembered between visits; a browser that forbids it just forgets.
const memory = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* not remembered */ } },
};

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const reveal = (element) =>
  element?.scrollIntoView({ block: "nearest", inline: "start", behavior: calm.matches ? "auto" : "smooth" });

// A long list is shown in parts: `render` makes one element, the last element asks for more.
const PART = 300;
function fillInParts(parent, rows, render, shown = PART) {
  parent.replaceChildren(...rows.slice(0, shown).map(render));
  if (rows.length <= shown) return;
  const label = `Show ${Math.min(PART, rows.length - shown)} more of ${rows.length - shown}`;
  const button = make("button", { type: "button", class: "more" }, label);
  button.addEventListener("click", () => fillInParts(parent, rows, render, shown + PART));
  parent.append(parent.tagName === "TBODY" ? make("tr", {}, make("td", { colspan: 99 }, button)) : make("li", {}, button));
}

// How values read. A value is a decimal string and stays one: no float ever stands for it.
const SIGNS = { "=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "~ " };
const ARROWS = { increase: "↑", decrease: "↓" };
const grouped = (value) => value.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
const spaced = (name) => (name ?? "").replaceAll("_", " ");
const folded = (text) => text.replace(/\s+/g, " ").trim();

function numberText(fact) {
  const high = fact.value_high === null ? "" : `–${grouped(fact.value_high)}`;
  return `${SIGNS[fact.comparator] ?? ""}${grouped(fact.value)}${high}`;
}
const unitText = (fact) => spaced(fact.unit) + (fact.per ? ` per ${fact.per}` : "");
const changeText = (change) => (change ? `${change.direction} ${change.role}` : "");
const slotText = (slot, value) => (slot === "change" ? changeText(value) : value === null ? "" : folded(String(value)));

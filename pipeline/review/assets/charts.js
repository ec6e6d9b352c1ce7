// Small charts in plain SVG; colours come from the style sheet, sizes are in the units of the view box.

const CHART = { width: 310, row: 23, label: 108, value: 88, height: 132, side: 42, top: 34, bottom: 30 };
const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function chartFigure(chart, rows, link) {
  const kind = rows.get(chart.points[0].fact).kind;
  const summary = chart.points.map((point) => `${point.label}: ${folded(point.exact)}`).join("; ");
  const picture = chart.form === "time" ? timeChart(chart, link) : barChart(chart, link);
  const figure = make("figure", { class: `chart ${kind}` });
  fill(picture, { role: "img", "aria-label": `${chart.title}: ${summary}` }, []);
  figure.append(make("figcaption", {}, make("b", {}, chart.title), chart.unit ? ` ${spaced(chart.unit)}` : ""), picture);
  return figure;
}

function barChart(chart, link) {
  const { width, row, label, value } = CHART;
  const values = chart.points.map((point) => point.value);
  const low = Math.min(0, ...values), high = Math.max(0, ...values), span = high - low || 1;
  const at = (number) => label + ((number - low) / span) * (width - label - value);
  const bars = chart.points.map((point, index) => {
    const y = index * row, from = Math.min(at(0), at(point.value)), wide = Math.max(1, Math.abs(at(point.value) - at(0)));
    return draw(
      "a", { href: link(point.fact), "data-id": point.fact, class: "point", tabindex: -1 },
      draw("title", {}, `${point.label}: ${folded(point.exact)}`),
      draw("rect", { class: "hit", x: 0, y, width, height: row }),
      draw("text", { x: label - 8, y: y + 16, "text-anchor": "end", class: "name" }, short(folded(point.label), 16)),
      draw("rect", { class: "bar", x: from, y: y + 4, width: wide, height: row - 8, rx: 1 }),
      draw("text", { x: Math.max(at(point.value), at(0)) + 6, y: y + 16, class: "value" }, short(folded(point.exact), 14)),
    );
  });
  const height = chart.points.length * row;
  const zero = draw("line", { class: "axis", x1: at(0), x2: at(0), y1: 0, y2: height });
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "bars" }, bars, zero);
}

function timeChart(chart, link) {
  const { width, height, side, top, bottom } = CHART;
  const days = chart.points.map((point) => Date.parse(point.day)), values = chart.points.map((point) => point.value);
  const first = Math.min(...days), length = Math.max(...days) - first || 1;
  const low = Math.min(0, ...values), span = Math.max(0, ...values) - low || 1;
  const x = (index) => side + ((days[index] - first) / length) * (width - 2 * side);
  const y = (index) => height - bottom - ((values[index] - low) / span) * (height - top - bottom);
  const line = chart.points.map((_, index) => `${index ? "L" : "M"}${x(index)} ${y(index)}`).join("");
  const base = height - bottom;
  const area = `${line}L${x(days.length - 1)} ${base}L${x(0)} ${base}Z`;
  const crowded = (index) => index > 0 && index < days.length - 1 && Math.min(x(index) - x(index - 1), x(index + 1) - x(index)) < 62;
  const points = chart.points.map((point, index) => draw(
    "a", { href: link(point.fact), "data-id": point.fact, class: "point", tabindex: -1 },
    draw("title", {}, `${point.label}: ${folded(point.exact)}`),
    draw("circle", { class: "hit", cx: x(index), cy: y(index), r: 14 }),
    draw("circle", { class: "dot", cx: x(index), cy: y(index), r: 4 }),
    crowded(index) ? null : draw("text", { x: x(index), y: y(index) - 11, "text-anchor": "middle", class: "value" }, short(folded(point.exact), 18)),
    crowded(index) ? null : draw("text", { x: x(index), y: height - 10, "text-anchor": "middle", class: "name" }, point.label),
  ));
  return draw(
    "svg", { viewBox: `0 0 ${width} ${height}`, class: "time" },
    draw("path", { class: "area", d: area }), draw("path", { class: "line", d: line }),
    draw("line", { class: "axis", x1: side / 2, x2: width - side / 2, y1: base, y2: base }), points,
  );
}

// Deciding. The page asks its server, names the version of what it shows, and shows what the server answers.

const SLOT_FORMS = {
  kind: KINDS, comparator: ["=", ">", ">=", "<", "<=", "~"], scenario: ["actual", "forecast", "hypothetical", "denied"],
  change: ["", ...["increase", "decrease"].flatMap((direction) => ["from", "to", "by"].map((role) => `${direction} ${role}`))],
};
const WORDS = { accept: "accepted", reject: "rejected", correct: "corrected" };

class Review {
  // `state` is what the server said of the session; `show` takes the views of its answers.
  constructor(state, show) {
    Object.assign(this, { state, show, busy: false });
  }

  async act(act) {
    if (this.busy) return false;
    this.busy = true;
    try {
      return await this.ask(this.state.decide, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(act) });
    } finally {
      this.busy = false;
    }
  }

  // Shows what the server has of an article now, or of all.
  look(article) {
    return this.ask(this.state.now + (article === undefined ? "" : `?article=${encodeURIComponent(article)}`));
  }

  async ask(place, request) {
    try {
      const response = await fetch(place, request);
      const answer = await response.json();
      if (answer.review) Object.assign(this.state, answer.review);
      if (answer.views) this.show(answer.views, answer.entries);
      this.say(answer.message ?? "");
      return response.ok;
    } catch {
      this.say("The server does not answer. Nothing was decided; is pipeline review --web still running?");
      return false;
    }
  }

  say(message) {
    const place = find("message");
    place.replaceChildren(message);
    place.hidden = !message;
  }
}

// What can be decided about a fact: buttons, the reason, and a form that corrects one slot.
function decisionForm({ fact, change, decided, decide, correct }) {
  const open = change?.open, why = make("input", { type: "text", class: "reason", placeholder: "Why? (optional)", "aria-label": "Why" });
  const button = (act, label, key, press = act) => {
    const element = make("button", { type: "button", class: act.split(" ")[0], "data-act": press }, label, make("kbd", {}, key));
    element.addEventListener("click", () => decide(act, why.value));
    return element;
  };
  const row = make("div", { class: "verdicts" });
  if (open) row.append(button("accept", "Accept", "a"), button("reject", "Reject", "r"));
  else if (change?.how !== "removed") row.append(button("reject", "No fact", "x", "no fact")); // another key, so that an r too many does no harm
  if (change?.how !== "removed") {
    const opener = make("button", { type: "button", "data-act": "correct" }, "Correct…", make("kbd", {}, "c"));
    opener.addEventListener("click", () => openCorrection(form));
    row.append(opener);
  }
  if (open) row.append(fill(button("accept kind", "All of this kind", "K"), { title: `Accept in all articles: ${change.kind}` }, []));
  if (open && change.rule) row.append(fill(button("accept rule", "All by this rule", "L"), { title: `Accept in all articles: ${change.kind}, by the rule “${change.rule}”` }, []));
  row.append(why);
  const form = correctionForm(fact, change?.slots[0]?.slot, (slot, value) => correct(slot, value, why.value));
  const past = (decided ?? []).map((each) => make("p", { class: "decided" }, decisionText(each)));
  return make("div", { class: "decision" }, past, row, form);
}

function decisionText(decision) {
  const what = decision.slot ? `${spaced(decision.slot)} ${WORDS[decision.verdict]}` : `fact ${WORDS[decision.verdict]}`;
  const now = decision.verdict === "correct" && decision.slot ? ` from ${plainValue(decision.slot, decision.old)} to ${plainValue(decision.slot, decision.new)}` : "";
  return `✓ ${what}${now}${decision.who ? ` by ${decision.who}` : ""}${decision.why ? `: ${decision.why}` : ""}`;
}

function correctionForm(fact, first, save) {
  const slots = Object.keys(fact).filter((slot) => !["id", "exact", "reviewed"].includes(slot));
  const slot = choice("Slot to correct", slots.map((name) => [name, spaced(name)]));
  slot.value = slots.includes(first) ? first : "concept";
  const place = make("span", { class: "correction-value" });
  const refresh = () => place.replaceChildren(slotInput(slot.value, fact[slot.value]));
  slot.addEventListener("change", refresh);
  const form = make("form", { class: "correction", hidden: true }, slot, place, make("button", {}, "Save"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(slot.value, slotValue(slot.value, place.firstChild.value));
  });
  refresh();
  return form;
}

function openCorrection(form) {
  form.hidden = !form.hidden;
  if (!form.hidden) form.querySelector(".correction-value").firstChild.focus();
}

function slotInput(slot, value) {
  const text = slotText(slot, value), label = `New value of ${spaced(slot)}`;
  if (!SLOT_FORMS[slot]) return fillValue(make("input", { type: "text", "aria-label": label, placeholder: "nothing", autocomplete: "off" }), text);
  return fillValue(choice(label, SLOT_FORMS[slot].map((each) => [each, each || "nothing"])), text);
}
function fillValue(input, text) { input.value = text; return input; }

// What a table writes for the text of a field: null for an empty one.
function slotValue(slot, text) {
  if (text.trim() === "") return null;
  if (slot === "decimals") return Number(text);
  if (slot !== "change") return text.trim();
  const [direction, role] = text.split(" ");
  return { direction, role };
}

"""Every linking rule by its own examples: it decides the slot there, and does not where it only nearly fits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, steps

from pipeline import extract, load
from pipeline.model import Change, Fact
from pipeline.rules import RULES, RULES_OF, Rule
from pipeline.rules.entity.inherited import LISTED
from pipeline.rules.trade.partners import EXCHANGES
from pipeline.run import table_of
from pipeline.stages import link
from pipeline.stages.annotate import annotate
from pipeline.stages.ingest import article_of

EXAMPLES = [(rule, *example.split(" => ")) for rule in RULES for example in rule.examples if " => " in example]
NEAR_MISSES = [(rule, example) for rule in RULES for example in rule.examples if " => " not in example]


def _fact(example: str) -> Fact:
    """The fact of the number in square brackets."""
    before, quote, after = re.split(r"[][]", example)
    facts = extract(before + quote + after).facts
    return next(fact for fact in facts if (fact.span.start, fact.exact) == (len(before), quote))


def _name(rule: Rule) -> str:
    return f"{rule.slot}: {rule.name}"


@pytest.mark.parametrize(
    ("rule", "example", "value"), EXAMPLES, ids=lambda x: _name(x) if isinstance(x, Rule) else str(x)
)
def test_rule_reads_its_example(rule: Rule, example: str, value: str) -> None:
    fact = _fact(example)
    got = getattr(fact, rule.slot)
    said = f"{got.direction} {got.role}" if isinstance(got, Change) else str(got)
    assert (said, fact.evidence[rule.slot].rule) == (value, rule.name)


@pytest.mark.parametrize(("rule", "example"), NEAR_MISSES, ids=lambda x: _name(x) if isinstance(x, Rule) else str(x))
def test_rule_leaves_its_near_miss(rule: Rule, example: str) -> None:
    evidence = _fact(example).evidence.get(rule.slot)
    assert evidence is None or evidence.rule != rule.name


@pytest.mark.parametrize("slot", RULES_OF)
def test_a_text_may_end_at_the_number_of_an_example_or_soon_after(slot: str) -> None:
    for rule, example, _ in EXAMPLES:
        before, quote, after = re.split(r"[][]", example)
        ends = [0, *(word.end() for word in re.finditer(r"\S+", after))][:3]
        for end in ends if rule.slot == slot else ():
            text = before + quote + after[:end]
            assert all(fact.span.end <= len(text) for fact in extract(text).facts)


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.txt")), ids=lambda path: path.stem)
def test_a_rule_reads_nothing_where_it_is_not_asked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = article_of(path.read_text(encoding="utf-8"), path.stem)
    doc = annotate(article, load())
    asked_few = table_of(article, doc)
    monkeypatch.setattr(link, "asked", lambda _, slot: RULES_OF[slot])
    asked_all = table_of(article, doc)
    assert asked_all == asked_few
    assert [fact.evidence for fact in asked_all.facts] == [fact.evidence for fact in asked_few.facts]


def test_every_rule_has_an_example() -> None:
    assert [_name(rule) for rule in RULES if not any(" => " in example for example in rule.examples)] == []


ENDLESS = {
    "numbers": lambda count: "Sales were " + ", ".join(f"${n}.5 million" for n in range(1, count)) + " in 2024.",
    "clauses": lambda count: "Exports rose " + " and ".join(f"{n % 90}.5% in Norway" for n in range(count)) + ".",
    "sentences": lambda count: " ".join(
        f"Sales of Aurel Ltd rose {n}% in {1900 + n % 99}, it said." for n in range(count)
    ),
    "lines": lambda count: "\n".join(f"- Port {n}: {n % 90}.5% (${n} million)" for n in range(count)),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_work_is_linear_on_endless_sentences_and_paragraphs(name: str) -> None:
    nlp = load("blank")
    short, long = (ENDLESS[name](count) for count in (200, 400))
    extract(short, nlp=nlp)
    assert steps(lambda: extract(long, nlp=nlp)) < 1.25 * 2 * steps(lambda: extract(short, nlp=nlp))


@pytest.mark.parametrize("text", ["Some 500 jobs could go", "Sales hit $5m, its best", "Output fell 5%, Norway wrote"])
def test_a_text_may_end_where_a_rule_looks_on(text: str) -> None:
    assert len(extract(text).facts) == 1


def test_the_rules_that_others_ask_for_by_name_are_there() -> None:
    names = {(rule.slot, rule.name) for rule in RULES}
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "pipeline/rules").rglob("*.py")]
    asked = re.compile(r'rule_of\("(\w+)"\) (?:[!=]=|(?:not )?in) \(?((?:"[^"]*"(?:, )?)+)')  # one name, or several
    for slot, listed in (found for text in texts for found in asked.findall(text)):
        assert {(slot, name) for name in re.findall('"([^"]*)"', listed) if name} <= names
    assert {("counterparty", name) for name in EXCHANGES} | {("entity", name) for name in LISTED} <= names

"""Reviewing changes: what is open, what a decision does, and that nothing is lost; in the terminal and without one."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import command
from rich.console import Console
from typer.testing import Result

from pipeline.errors import UsageError
from pipeline.identity import fact_ids
from pipeline.review.decisions import ConflictError
from pipeline.review.session import Item, Session
from pipeline.review.terminal import KEYS, Terminal, read_slot
from pipeline.review.versions import HEAD, Texts

Run = Callable[..., Result]

VANS = "Sales of vans rose 5% to $45 million in 2024.\n\nThe firm sold 300 vans and 40 lorries.\n"
ORE = "Ore exports fell 3% in 2023.\n\nSome 120 ships carried it. It was the second fall.\n"
GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
SIGNED = ("--by", "Ann Lee", "--date", "2025-10-09")


def git(*arguments: str) -> None:
    names = ("-c", "user.name=Bo Hale", "-c", "user.email=bo@example.org")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True, env={**os.environ, **GIT})


def edit(name: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change an accepted table as if an older pipeline had made it."""
    path = Path("extracted", f"{name}.json")
    table = json.loads(path.read_text(encoding="utf-8"))
    change(table)
    body = ",\n".join(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in table.items())
    path.write_text(f"{{\n{body}\n}}\n", encoding="utf-8")


def fact(table: dict[str, Any], exact: str) -> dict[str, Any]:
    return next(row for row in table["facts"] if row["exact"] == exact)


def accepted(name: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(Path("extracted", f"{name}.json").read_text(encoding="utf-8"))
    return table


def lines() -> list[dict[str, Any]]:
    files = sorted(Path("reviews").glob("*.jsonl")) if Path("reviews").exists() else []
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def files() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for place in ("reviews", "extracted") for path in Path(place).rglob("[!.]*.*")}


@pytest.fixture
def fresh(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """A repository whose accepted tables are of an older pipeline; the tables as they should be now."""
    monkeypatch.delenv("CI", raising=False)
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    Path("corpus").mkdir()
    Path("corpus/vans.txt").write_text(VANS)
    Path("corpus/ore.txt").write_text(ORE)
    run("extract")
    new = {path: data for path, data in files().items() if path.startswith("extracted")}
    edit("vans", lambda table: fact(table, "$45 million").update(concept="turnover", unit="EUR"))
    edit("vans", lambda table: table["facts"].remove(fact(table, "40 lorries")))
    edit("ore", lambda table: fact(table, "3%").update(concept="turnover"))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Accept")
    return new


@pytest.fixture
def session(fresh: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, run: Run) -> Callable[[], Session]:
    """Makes the session that `pipeline review` would hold."""

    def make() -> Session:
        made: list[Session] = []
        with monkeypatch.context() as patch:
            patch.setattr("pipeline.cli.review._refuse_where_nobody_is", lambda **_: None)
            patch.setattr("pipeline.cli.review._ask", lambda session, _: made.append(session))
            result = run("review", *SIGNED)
        assert made, result.output
        return made[0]

    return make


def item(session: Session, exact: str) -> Item:
    [found] = [
        each for each in session.items() if each.change and (each.change.new or each.change.old)["exact"] == exact
    ]  # type: ignore[index]
    return found


def test_what_changed_is_open_in_the_order_of_articles_and_text(session: Callable[[], Session]) -> None:
    assert [(each.article, each.kind) for each in session().items()] == [
        ("ore", "changed concept"),
        ("vans", "changed unit, concept"),
        ("vans", "added"),
    ]


def test_a_table_is_written_when_nothing_in_it_is_open(session: Callable[[], Session], fresh: dict[str, bytes]) -> None:
    review = session()
    before = files()
    review.accept([item(review, "$45 million")])
    assert {path: data for path, data in files().items() if path in before} == before
    review.accept([item(review, "40 lorries")], "counted again")
    assert files()["extracted/vans.json"] == fresh["extracted/vans.json"]
    assert files()["extracted/ore.json"] == before["extracted/ore.json"]
    assert [(line["slot"], line["verdict"], line["old"], line["new"]) for line in lines() if line["slot"]] == [
        ("concept", "accept", "turnover", fact(accepted("vans"), "$45 million")["concept"]),
        ("unit", "accept", "EUR", "USD"),
    ]
    [whole] = [line for line in lines() if line["slot"] is None]
    assert (whole["who"], whole["why"], whole["date"], whole["old"]) == ("Ann Lee", "counted again", "2025-10-09", None)
    assert whole["new"] == fact(accepted("vans"), "40 lorries")


def test_a_review_goes_on_where_it_was_left(session: Callable[[], Session]) -> None:
    first = session()
    first.accept([item(first, "$45 million")])
    assert [each.kind for each in session().items()] == ["changed concept", "added"]


def test_a_rejected_slot_keeps_its_old_value_on_every_extraction(session: Callable[[], Session], run: Run) -> None:
    review = session()
    review.reject(item(review, "3%"), "it says so")
    row = fact(accepted("ore"), "3%")
    assert row["concept"] == "turnover"
    assert list(row["reviewed"]) == ["concept"]
    assert [each.article for each in review.items()] == ["vans", "vans"]
    after = files()["extracted/ore.json"]
    run("extract")
    assert files()["extracted/ore.json"] == after


def test_a_rejected_fact_is_left_out_and_listed(session: Callable[[], Session]) -> None:
    review = session()
    review.reject(item(review, "40 lorries"))
    review.accept(review.items())
    table = accepted("vans")
    assert [row["reason"] for row in table["numbers"] if row["exact"] == "40 lorries"] == ["rejected in review"]
    assert "40 lorries" not in [row["exact"] for row in table["facts"]]
    assert review.items() == []


def test_a_corrected_slot_is_decided_the_others_stay_open(session: Callable[[], Session]) -> None:
    review = session()
    review.correct(item(review, "$45 million"), "concept", "van sales", "the sentence")
    found = item(review, "$45 million")
    assert found.change is not None
    assert found.change.new is not None
    assert found.change.new["concept"] == "van sales"
    review.accept([found])
    assert [(line["slot"], line["verdict"], line["new"]) for line in lines()] == [
        ("concept", "correct", "van sales"),
        ("unit", "accept", "USD"),
    ]


def test_a_new_fact_is_corrected_and_then_accepted(session: Callable[[], Session]) -> None:
    review = session()
    review.correct(item(review, "40 lorries"), "period", "2023")
    review.accept([item(review, "40 lorries")])
    review.accept(review.items())
    row = fact(accepted("vans"), "40 lorries")
    assert (row["period"], row["reviewed"]) == ("2023", {"period": "2024"})
    assert session().items() == []


def test_a_reworded_fact_takes_its_decisions_along(session: Callable[[], Session], run: Run) -> None:
    review = session()
    review.accept(review.items())
    git("add", ".")
    git("commit", "-qm", "Accept")
    correction = {"article": "ore", "fact": fact(accepted("ore"), "3%")["id"], "slot": "concept", "verdict": "correct"}
    correction |= {"exact": "3%", "old": "ore exports", "new": "exports of ore"}
    Path("reviews/ore.jsonl").write_text(json.dumps(correction) + "\n")
    run("extract")
    git("commit", "-qam", "Accept")
    Path("corpus/ore.txt").write_text(ORE.replace("fell 3%", "fell by 3%"))
    review = session()
    assert [each.status for each in review.standings() if each.decision.article == "ore"] == ["orphaned"]
    reworded = item(review, "3%")
    assert reworded.kind == "reworded concept, reviewed"
    review.reject(reworded)
    assert [(line["fact"], line["new"]) for line in lines() if line["article"] == "ore"] == [
        (reworded.id, "exports of ore")
    ]
    assert [each.kind for each in review.items()] == ["other rows"]
    review.accept(review.items())
    assert fact(accepted("ore"), "3%")["concept"] == "exports of ore"
    assert review.undo()
    assert review.undo()
    assert [line["fact"] for line in lines() if line["article"] == "ore"] == [correction["fact"]]


def test_a_lost_fact_comes_back_where_its_loss_is_rejected(
    fresh: dict[str, bytes], session: Callable[[], Session], run: Run
) -> None:
    lost = fact(accepted("ore"), "3%") | {"exact": "second", "concept": "calls"}
    lost["id"] = fact_ids(ORE, [ORE.index("second")])[0]
    edit("ore", lambda table: table["facts"].append(lost))
    edit("ore", lambda table: table["positions"].update({lost["id"]: [[ORE.index("second"), ORE.index(" fall.")]]}))
    git("commit", "-qam", "Accept")
    review = session()
    assert item(review, "second").kind == "removed"
    review.reject(item(review, "second"))
    review.accept(review.items())
    assert fact(accepted("ore"), "second") == lost | {"reviewed": {"exact": None}}
    assert accepted("ore")["numbers"] == []
    [standing] = [each for each in review.standings() if each.decision.fact == lost["id"]]
    assert standing.status == "applied"


def test_what_cannot_be_is_refused(session: Callable[[], Session]) -> None:
    review = session()
    with pytest.raises(UsageError, match="period: "):
        review.correct(item(review, "3%"), "period", "last year")
    with pytest.raises(UsageError, match="unit: "):
        review.correct(item(review, "3%"), "unit", "ship")
    assert lines() == []


def test_undo_takes_back_decisions_and_tables(session: Callable[[], Session]) -> None:
    review = session()
    before, items = files(), [each.id for each in review.items()]
    review.accept(review.items())
    assert review.items() == []
    assert files() != before
    assert review.undo()
    assert files() == before
    assert [each.id for each in review.items()] == items
    assert not review.undo()


def test_alike_changes_are_accepted_at_once(session: Callable[[], Session]) -> None:
    review = session()
    added = item(review, "40 lorries")
    assert review.alike(added, "kind") == [added]
    review.accept(review.alike(item(review, "3%"), "rule"))
    assert [each.article for each in review.items()] == ["vans", "vans"]


def test_a_decision_of_someone_else_meanwhile_is_a_conflict(session: Callable[[], Session]) -> None:
    mine, theirs = session(), session()
    theirs.reject(item(theirs, "3%"))
    with pytest.raises(ConflictError, match="rejected by Ann Lee meanwhile"):
        mine.accept([item(mine, "3%")])
    mine.reload("ore")
    assert [each.article for each in mine.items()] == ["vans", "vans"]


def test_other_rows_are_accepted_together(fresh: dict[str, bytes], session: Callable[[], Session]) -> None:
    Path("extracted/ore.json").write_bytes(fresh["extracted/ore.json"])
    edit("ore", lambda table: table["dates"].clear())
    git("commit", "-qam", "Accept")
    review = session()
    first = review.items()[0]
    assert (first.article, first.kind) == ("ore", "other rows")
    with pytest.raises(UsageError, match="only facts can be rejected"):
        review.reject(first)
    review.accept([first])
    assert files()["extracted/ore.json"] == fresh["extracted/ore.json"]
    assert review.undo()
    assert review.items()[0].kind == "other rows"


def test_a_table_whose_article_is_gone_is_removed(fresh: dict[str, bytes], session: Callable[[], Session]) -> None:
    Path("corpus/ore.txt").unlink()
    review = session()
    assert review.items()[0].kind == "article gone"
    review.accept([review.items()[0]])
    assert not Path("extracted/ore.json").exists()
    assert review.undo()
    assert Path("extracted/ore.json").exists()


def test_a_scripted_review_gives_the_same_bytes_twice(fresh: dict[str, bytes], run: Run) -> None:
    ids = {row["exact"]: row["id"] for path in fresh for row in json.loads(fresh[path]).get("facts", ())}
    results = []
    for _ in range(2):
        git("checkout", "-q", ".")
        git("clean", "-fdq", "reviews")
        chosen = ("--accept", f"{ids['$45 million']},{ids['3%']}", "--reject", ids["40 lorries"])
        result = run("review", *chosen, *SIGNED, "--why", "read")
        assert (result.exit_code, result.stderr) == (0, "2 accepted, 1 rejected\nnothing left to decide\n")
        results.append(files())
    assert results[0] == results[1]
    git("checkout", "-q", ".")
    Path("decisions.jsonl").write_bytes(b"".join(results[0][f"reviews/{name}.jsonl"] for name in ("vans", "ore")))
    for name in ("vans", "ore"):
        Path(f"reviews/{name}.jsonl").unlink()
    assert run("review", "--apply", "decisions.jsonl").exit_code == 0
    assert files() == results[0]


def test_accepting_all_leaves_no_difference(fresh: dict[str, bytes], run: Run) -> None:
    assert run("diff").exit_code == 1
    assert run("review", "--accept", "all").exit_code == 0
    assert {path: data for path, data in files().items() if path.startswith("extracted")} == fresh
    assert [line["who"] for line in lines()].count(None) == len(lines())
    git("add", ".")
    git("commit", "-qm", "Accept")
    assert run("diff").exit_code == 0


def test_ids_that_are_not_open_are_refused(fresh: dict[str, bytes], run: Run) -> None:
    result = run("review", "--accept", "0123456789")
    assert result.exit_code == 2
    assert "0123456789: no open change has this id" in result.stderr
    Path("d.jsonl").write_text('{"article": "x", "fact": "0123456789", "verdict": "accept", "exact": "5%"}\n')
    assert "there is no such article" in run("review", "--apply", "d.jsonl").stderr


def test_a_list_of_decisions_is_taken_as_a_whole_or_not_at_all(fresh: dict[str, bytes], run: Run) -> None:
    ids = {row["exact"]: row["id"] for path in fresh for row in json.loads(fresh[path]).get("facts", ())}
    vans, lorries, before = ids["$45 million"], ids["40 lorries"], files()
    decision = {"article": "vans", "fact": lorries, "verdict": "reject", "exact": "40 lorries"}
    for name, changed in (("good", {}), ("quote", {"exact": "40 cars"}), ("gone", {"fact": "0123456789"})):
        Path(f"../{name}.jsonl").write_text(json.dumps(decision | changed))
    for words, said in (
        (["--accept", vans, "--reject", "ffffffffff"], "ffffffffff: no open change has this id"),
        (["--accept", vans, "--reject", vans], f"{vans}: this change is decided on twice; name it once"),
        (["--accept", lorries, "--apply", "../good.jsonl"], f"{lorries}: this change is decided on twice"),
        (
            ["--accept", vans, "--apply", "../quote.jsonl"],
            f"the fact {lorries} is “40 lorries”, and the decision quotes",
        ),
        (["--accept", vans, "--apply", "../gone.jsonl"], "the fact 0123456789 is not there, and the decision quotes"),
    ):
        result = run("review", *words)
        assert (result.exit_code, files()) == (2, before)
        assert said in result.stderr


def test_the_first_characters_of_an_id_name_it(fresh: dict[str, bytes], run: Run) -> None:
    ids = {row["exact"]: row["id"] for path in fresh for row in json.loads(fresh[path]).get("facts", ())}
    assert "no open change has this id" in run("review", "--accept", ids["40 lorries"][:3]).stderr
    run("review", "--accept", "all", "--reject", ids["40 lorries"][:5])
    assert {(line["fact"], line["verdict"]) for line in lines()} >= {
        (ids["40 lorries"], "reject"),
        (ids["3%"], "accept"),
    }


def test_ci_never_writes(fresh: dict[str, bytes], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files()
    monkeypatch.setenv("CI", "true")
    result = run("review", "--accept", "all")
    assert result.exit_code == 2
    assert "CI never does" in result.stderr
    assert run("review", "--status").exit_code == 0
    assert files() == before


def test_without_a_terminal_the_flags_are_named(fresh: dict[str, bytes], run: Run) -> None:
    result = run("review")
    assert result.exit_code == 2
    assert "decide with --accept, --reject or --apply" in result.stderr


def test_the_status_of_earlier_decisions_is_listed(session: Callable[[], Session], run: Run) -> None:
    review = session()
    review.correct(item(review, "3%"), "concept", "ore exports of the year")
    Path("corpus/ore.txt").write_text(ORE.replace("3%", "4%"))
    status = run("review", "--status").stdout
    assert "orphaned: ore: correction of concept in “3%” from" in status


# In the terminal


def play(session: Session, keys: str, answers: tuple[str, ...] = ()) -> str:
    """What the terminal shows while these keys are pressed and these lines are typed."""
    pressed: Iterator[str] = iter(keys)
    typed: Iterator[str] = iter(answers)
    console = Console(width=100, record=True, file=open(os.devnull, "w"), highlight=False, markup=False)  # noqa: PTH123, SIM115
    texts = Texts(Path("corpus"), (HEAD,))
    Terminal(session, console, lambda: next(pressed), lambda _: next(typed), texts).run()
    assert list(pressed) == []
    return console.export_text()


def test_one_change_at_a_time_with_its_sentence_and_keys(session: Callable[[], Session]) -> None:
    screen = play(session(), "q")
    assert "ore · 3 to go" in screen
    assert "A rule, a word list or the model changed" in screen
    assert "Ore exports fell ⟦3%⟧ in 2023." in screen
    assert "concept    turnover" in screen
    assert all(f"{key} {what}" in screen for key, what in KEYS.items() if key not in "kl")
    assert "vans ·" not in screen


def test_a_fact_that_is_new_is_shown_in_all_its_slots(session: Callable[[], Session]) -> None:
    Path("corpus/aluminium.txt").write_text("Ore exports may fall 3% to Chile in 2023, Ann Lee said.\n")
    screen = play(session(), "q")
    for slot in ("concept", "entity", "counterparty", "period", "change", "scenario", "attribution"):
        assert re.search(rf"^  {slot} +\S", screen, re.MULTILINE)
    assert "scenario      hypothetical" in screen


def test_a_fact_that_is_gone_is_shown_in_its_old_sentence(session: Callable[[], Session]) -> None:
    Path("corpus/ore.txt").write_text("Some 120 ships carried it.\n")
    assert "Ore exports fell ⟦3%⟧ in 2023." in play(session(), "q")


def test_keys_decide(session: Callable[[], Session], fresh: dict[str, bytes]) -> None:
    screen = play(session(), "?sabrq")
    assert "? a accept" in screen
    verdicts = [(line["article"], line["slot"], line["verdict"]) for line in lines()]
    assert verdicts == [("ore", "concept", "reject"), ("vans", "concept", "accept"), ("vans", "unit", "accept")]


def test_a_slot_is_corrected_by_typing(session: Callable[[], Session]) -> None:
    play(session(), "cq", ("concept", "ore exports", "the sentence says it"))
    [line] = lines()
    assert (line["verdict"], line["new"], line["why"]) == ("correct", "ore exports", "the sentence says it")


def test_a_mistake_is_one_line_and_asks_again(session: Callable[[], Session]) -> None:
    screen = play(session(), "cubcq", ("period", "last year", "", "colour"))
    assert "period: 'last year' cannot stand there: when: TIMEX3" in screen
    assert "nothing to take back" in screen
    assert "nothing has been skipped" in screen
    assert "colour: no slot" in screen
    assert lines() == []


def test_the_reason_and_undo(session: Callable[[], Session]) -> None:
    review = session()
    play(review, "wauwaq", ("seen", ""))
    assert [line["why"] for line in lines()] == [None]
    assert review.undo()
    assert not review.undo()


def test_hostile_words_cannot_steer_the_terminal(fresh: dict[str, bytes], session: Callable[[], Session]) -> None:
    Path("corpus/ore.txt").write_text(ORE.replace("Ore", "Ore\x1b[2J [bold red]"))
    screen = play(session(), "q")
    assert "\x1b" not in screen
    assert "[bold red]" in screen


def test_typed_values_are_read() -> None:
    assert read_slot("value_high", "2 000.50") == "2000.50"
    assert read_slot("decimals", "-9") == -9
    assert read_slot("change", "up") == {"direction": "up", "role": ""}
    with pytest.raises(UsageError, match="no whole number"):
        read_slot("decimals", "two")


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_person_at_a_real_terminal(fresh: dict[str, bytes]) -> None:
    import pty
    import select

    child, screen = pty.fork()
    if child == 0:
        words = command("review", "--model", "blank", "--by", "Ann Lee")
        os.execve(words[0], words, {**os.environ, "TERM": "xterm", "COLUMNS": "100"})
    seen = b""
    for key in (b"a", b"k", b"q"):
        while b"quit" not in seen:
            ready, _, _ = select.select([screen], [], [], 60)
            assert ready, seen.decode()
            seen += os.read(screen, 4096)
        os.write(screen, key)
        seen = b"" if key != b"q" else seen
    _, status = os.waitpid(child, 0)
    os.close(screen)
    assert os.waitstatus_to_exitcode(status) == 1
    assert {(line["article"], line["who"]) for line in lines()} == {("ore", "Ann Lee"), ("vans", "Ann Lee")}

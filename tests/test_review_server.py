"""The served review page: who may ask it, what it does, and what two windows do to each other."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import REVIEWED, old_tables, review_articles
from flask.testing import FlaskClient
from typer.testing import Result
from werkzeug.test import TestResponse

from pipeline.engine import extract_one
from pipeline.review.decisions import read_decisions
from pipeline.review.server import LARGEST_REQUEST, make_app
from pipeline.review.session import Desk, Session
from pipeline.review.web import Act, StaleError, WebReview

SECRET = "kept-to-oneself"
HOME = {"base_url": "http://127.0.0.1:8000"}
"""Where the page is served, for Flask's test client."""

Post = Callable[..., TestResponse]


@pytest.fixture
def review(folder: Path) -> WebReview:
    """Ann's review of two articles, in which three facts read differently."""
    extract = partial(extract_one, model="blank")
    articles = review_articles()
    desk = Desk(folder / "reviews", folder / "extracted", "Ann")
    return WebReview(Session(old_tables(), articles, map(extract, articles), extract, desk))


@pytest.fixture
def client(review: WebReview) -> FlaskClient:
    return make_app(review, SECRET).test_client()


@pytest.fixture
def post(client: FlaskClient) -> Post:
    def send(act: Any, origin: str | None = HOME["base_url"], **options: Any) -> TestResponse:
        headers = {"Origin": origin} if origin else {}
        return client.post(f"/{SECRET}/decide", json=act, headers=headers, **(HOME | options))

    return send


def open_acts(review: WebReview, act: str = "accept") -> list[dict[str, Any]]:
    """An act on each fact that is open, as the page asks for it."""
    return [
        {"act": act, "article": view["document"]["id"], "fact": change["id"], "version": version}
        for view in review.now()["views"]
        for change in view["changes"]
        if change["open"]
        for version in [view["review"]["versions"][change["id"]]]
    ]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_page_comes_with_headers_that_lock_it_up(client: FlaskClient) -> None:
    response = client.get(f"/{SECRET}/", **HOME)
    assert response.status_code == 200
    policy = dict(part.partition(" ")[::2] for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"].startswith("'sha256-")
    assert policy["connect-src"] == "'self'"
    assert "unsafe" not in " ".join(policy.values())
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert "http-equiv" not in response.text


@pytest.mark.parametrize(
    ("path", "base", "status"),
    [
        ("/", "http://127.0.0.1:8000", 404),
        ("/guess/", "http://127.0.0.1:8000", 404),
        (f"/{SECRET}x/", "http://127.0.0.1:8000", 404),
        (f"/{SECRET}/", "http://evil.example:8000", 421),
        (f"/{SECRET}/", "http://127.0.0.1.evil.example:8000", 421),
        (f"/{SECRET}/", "http://localhost:8000", 200),
    ],
)
def test_only_this_machine_and_who_has_the_secret_is_let_in(
    client: FlaskClient, path: str, base: str, status: int
) -> None:
    response = client.get(path, base_url=base)
    assert response.status_code == status
    assert response.headers["Content-Security-Policy"]
    assert SECRET not in response.text or status == 200


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1:9000", "https://127.0.0.1:8000"]
)
def test_another_site_decides_nothing(review: WebReview, post: Post, folder: Path, origin: str | None) -> None:
    before = files(folder)
    assert post(open_acts(review)[0], origin=origin).status_code == 403
    assert files(folder) == before


def test_a_get_decides_nothing(review: WebReview, client: FlaskClient, folder: Path) -> None:
    before = files(folder)
    assert client.get(f"/{SECRET}/decide", query_string=open_acts(review)[0], **HOME).status_code in (404, 405)
    client.get(f"/{SECRET}/", query_string=open_acts(review)[0], **HOME)
    assert files(folder) == before


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ([], 400),
        ({"act": "accept"}, 400),
        ({"act": "accept", "version": "", "more": 1}, 400),
        ({"act": "accept", "version": "", "article": "ore", "why": {"a": 1}}, 400),
        ({"act": "accept", "version": "", "article": "ore", "fact": ["a"]}, 400),
        ({"act": "accept", "version": "", "article": "ore", "why": "\ud800"}, 400),
        ({"act": "accept", "version": "", "article": "../../etc"}, 422),
        ({"act": "burn", "version": "", "article": "ore"}, 409),
        ({"act": "accept", "version": "", "article": "x" * LARGEST_REQUEST}, 413),
    ],
)
def test_what_makes_no_sense_is_refused(post: Post, folder: Path, asked: Any, status: int) -> None:
    assert post(asked).status_code == status
    assert files(folder) == {}


def test_a_form_of_another_site_cannot_pass_for_json(client: FlaskClient) -> None:
    sent = client.post(f"/{SECRET}/decide", data="{}", content_type="text/plain", headers={"Origin": HOME["base_url"]}, **HOME)  # fmt: skip  # noqa: E501
    assert sent.status_code == 415


def test_decisions_are_written_and_the_table_once_all_are_made(review: WebReview, post: Post, folder: Path) -> None:
    acts = open_acts(review)
    assert len(acts) == 3
    for left, act in zip((2, 1, 0), acts, strict=True):
        answer = post(act | {"why": "as printed"})
        assert answer.status_code == 200
        assert answer.json is not None
        assert len(open_acts(review)) == left
    decisions = [each for name in ("ore", "tin") for each in read_decisions(folder / "reviews", name)]
    assert {(each.verdict, each.who, each.why) for each in decisions} == {("accept", "Ann", "as printed")}
    assert {"extracted/ore.json", "extracted/tin.json"} <= files(folder).keys()


def test_a_correction_shows_in_the_table_and_can_be_undone(review: WebReview, post: Post, folder: Path) -> None:
    act = open_acts(review, "correct")[0]
    answer = post(act | {"slot": "concept", "value": "ore sales"})
    (view,) = answer.json["views"]
    fact = next(each for each in view["facts"] if each["id"] == act["fact"])
    assert (fact["concept"], "concept" in fact["reviewed"]) == ("ore sales", True)
    assert post({"act": "undo", "version": "0"}).status_code == 409
    assert post({"act": "undo", "version": answer.json["review"]["version"]}).status_code == 200
    assert read_decisions(folder / "reviews", "ore") == ()


def test_a_value_that_a_slot_cannot_hold_is_refused_with_the_reason(
    review: WebReview, post: Post, folder: Path
) -> None:
    answer = post(open_acts(review, "correct")[0] | {"slot": "value", "value": "many"})
    assert answer.status_code == 422
    assert answer.json["message"].startswith("value: ")
    assert files(folder) == {}


def test_any_fact_can_be_corrected_or_thrown_out(review: WebReview, post: Post, folder: Path) -> None:
    view = review.now("ore")["views"][0]
    differs = {change["id"] for change in view["changes"]}
    fact = next(row["id"] for row in view["facts"] if row["id"] not in differs)
    act = {"act": "reject", "article": "ore", "fact": fact, "version": view["review"]["versions"][fact]}
    answer = post(act | {"why": "a joke"})
    assert answer.status_code == 200
    assert fact not in {row["id"] for row in answer.json["views"][0]["facts"]}
    (decision,) = read_decisions(folder / "reviews", "ore")
    assert (decision.verdict, decision.fact, decision.why) == ("reject", fact, "a joke")


def test_of_two_windows_the_second_is_told(review: WebReview, post: Post, folder: Path) -> None:
    first, second = open_acts(review)[0], open_acts(review, "reject")[0]
    assert post(first).status_code == 200
    before = files(folder)
    answer = post(second)
    assert answer.status_code == 409
    assert answer.json["message"] == "this was accepted by Ann meanwhile; look again"
    assert answer.json["views"][0]["review"]["decided"][first["fact"]][0]["verdict"] == "accept"
    assert files(folder) == before


def test_two_windows_on_different_facts_do_not_meet(review: WebReview, post: Post) -> None:
    one, other = open_acts(review)[:2]
    assert (post(one).status_code, post(other).status_code) == (200, 200)


def test_a_decision_in_the_terminal_meanwhile_is_seen(review: WebReview, post: Post, folder: Path) -> None:
    act = open_acts(review, "reject")[0]
    post(open_acts(review)[0])
    path = folder / "reviews" / f"{act['article']}.jsonl"
    path.write_text(path.read_text().replace('"Ann"', '"Bo"'))
    answer = post(act)
    assert (answer.status_code, answer.json["message"]) == (409, "this was accepted by Bo meanwhile; look again")


def test_all_that_are_alike_are_accepted_at_once(review: WebReview, post: Post) -> None:
    answer = post(open_acts(review, "accept kind")[0])
    assert answer.status_code == 200
    assert [view["document"]["id"] for view in answer.json["views"]] == ["ore", "tin"]
    assert open_acts(review) == []


def test_an_article_that_is_gone_and_rows_that_are_no_facts_are_accepted_too(folder: Path) -> None:
    old = {name: json.loads(data) for name, data in old_tables().items()}
    old["zinc"] = old["tin"] | {"document": old["tin"]["document"] | {"id": "zinc"}}
    old["ore"]["entities"][0]["label"] = "FAC"
    extract, articles = partial(extract_one, model="blank"), review_articles()
    (folder / "t").mkdir()
    (folder / "t" / "zinc.json").write_text("accepted once")
    before = {name: json.dumps(table).encode() for name, table in old.items()}
    review = WebReview(Session(before, articles, map(extract, articles), extract, Desk(folder / "r", folder / "t")))
    views = {view["document"]["id"]: view for view in review.now()["views"]}
    assert views["zinc"]["facts"] == []
    assert views["tin"]["review"]["rest"] is None
    for name in ("ore", "zinc"):
        act = Act("accept", views[name]["review"]["rest"], name)
        assert review.do(act)["views"][0]["review"]["rest"] is None
        with pytest.raises(StaleError):
            review.do(act)
    assert not (folder / "t" / "zinc.json").exists()


def test_the_page_holds_what_is_open(client: FlaskClient) -> None:
    page = client.get(f"/{SECRET}/", **HOME).text
    state = json.loads(page.partition('id="review">')[2].partition("</script>")[0])
    at = f"/{SECRET}"
    assert state == {"open": 3, "version": "0", "who": "Ann", "now": f"{at}/now", "decide": f"{at}/decide"}
    index = json.loads(page.partition('id="index">')[2].partition("</script>")[0])
    assert [(entry["id"], entry["open"]) for entry in index] == [("ore", 2), ("tin", 1)]


def test_only_the_article_that_is_asked_for_is_laid_out(
    client: FlaskClient, review: WebReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out = []
    monkeypatch.setattr("pipeline.review.page._sentence_starts", lambda article, _: laid_out.append(article.id) or [0])
    assert 'id="view-' not in client.get(f"/{SECRET}/", **HOME).text
    assert laid_out == []
    answer = client.get(f"/{SECRET}/now", query_string={"article": "tin"}, **HOME).json
    assert answer == review.now("tin")
    assert [view["document"]["id"] for view in answer["views"]] == ["tin"]
    assert answer["entries"] == review.entries()[1:]
    assert set(laid_out) == {"tin"}
    assert client.get(f"/{SECRET}/now", query_string={"article": "../etc"}, **HOME).json["views"] == []
    assert client.get(f"/{SECRET}x/now", **HOME).status_code == 404


class Quits:
    """A server whose user has ended it at once."""

    def run(self) -> None:
        pass


def test_the_command_says_where_to_go_and_how_much_is_left(
    folder: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("pipeline.review.server.open_server", lambda review: (Quits(), "http://127.0.0.1:1/x/"))
    for place, contents in (
        ("corpus", REVIEWED),
        ("old", {name: data.decode() for name, data in old_tables().items()}),
    ):
        Path(place).mkdir()
        for name, text in contents.items():
            Path(place, f"{name}.txt" if place == "corpus" else f"{name}.jsonl").write_text(text)
    Path("old.jsonl").write_text("\n".join(path.read_text() for path in Path("old").iterdir()))
    result = run("review", "old.jsonl", "--web", "--by", "Ann")
    assert result.exit_code == 1
    assert result.stdout == "http://127.0.0.1:1/x/\n"
    assert "3 changes to decide" in result.stderr
    assert "3 changes left to decide" in result.stderr
    monkeypatch.setenv("CI", "true")
    assert run("review", "old.jsonl", "--web").exit_code == 2

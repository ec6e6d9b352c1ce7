"""Each mistake in the input ends in one clear line and a known exit code; what can go on goes on."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import command, run_process, shown
from typer.testing import Result

Run = Callable[..., Result]

GOOD = "Sales rose 5% to $45 million in 2024.\n"


def lines(result: Result) -> list[str]:
    """What was said on standard error, without the summary."""
    return [line for line in result.stderr.splitlines() if " fact" not in line]


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def good(folder: Path) -> Path:
    """A readable article beside the bad one: it must come through."""
    path = folder / "news" / "good.txt"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    return path


def assert_one_fails(result: Result, message: str) -> None:
    assert result.exit_code == 1
    assert lines(result) == [f"failed: {message}"]
    assert "1 table in out" in result.stderr
    assert "1 article failed" in result.stderr
    assert [path.name for path in shown(Path("out"))] == ["failures.jsonl", "findings.json", "good.json"]
    (row,) = rows(Path("out/failures.jsonl").read_text(encoding="utf-8"))
    assert row["error"]["message"] == message


def test_a_missing_path(good: Path, run: Run) -> None:
    result = run("extract", "news", "nowhere.txt", "--out", "out")
    assert result.exit_code == 2
    assert lines(result) == ["error: nowhere.txt: no such file or folder"]
    assert not Path("out").exists()


def test_no_corpus(folder: Path, run: Run) -> None:
    result = run("extract")
    assert result.exit_code == 2
    assert lines(result) == ["error: corpus: no such file or folder"]


def test_an_empty_folder(folder: Path, run: Run) -> None:
    Path("news").mkdir()
    (folder / "news" / "picture.png").write_bytes(b"\x89PNG")
    result = run("extract", "news", "--out", "out")
    assert result.exit_code == 2
    assert lines(result) == [
        "error: news: no article in this folder; articles are named .txt, .md, .html, .htm, .jsonl, .jsonl.gz"
    ]


def test_what_a_folder_holds_besides_articles_is_said(good: Path, run: Run) -> None:
    (good.parent / "2025.txt").mkdir()
    for name in ("a.docx", "b.pdf", "c.csv", ".DS_Store", "table.json"):
        (good.parent / name).touch()
    result = run("extract", "news", "--out", "out")
    said = "passed over: news/2025.txt, news/a.docx, news/b.pdf and 1 more; articles are named .txt, .md, .html, .htm,"
    assert (result.exit_code, lines(result)[0]) == (0, f"{said} .jsonl, .jsonl.gz")


def test_standard_input_named_twice_goes_to_standard_output(folder: Path, run: Run) -> None:
    assert run("extract", "-", "-", "--model", "blank", stdin=b"Sales rose 5%.").stdout.startswith('{"schema"')
    assert not (folder / "extracted").exists()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the article is empty"),
        (b" \r\n\t", "the article holds nothing but white space"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "the file is binary, not text"),
        (bytes(range(128, 256)) * 9, "the text is in no encoding that could be told; save it as UTF-8"),
        ("Zoë said “yes”".encode() + b"\xe2\x80.", "the text is UTF-8 with damage at byte 19; save it again"),
    ],
)
def test_an_article_that_cannot_be_read(good: Path, run: Run, data: bytes, what: str) -> None:
    good.with_name("bad.txt").write_bytes(data)
    assert_one_fails(run("extract", "news", "--out", "out"), f"news/bad.txt: {what}")


def test_another_encoding_is_recorded(good: Path, run: Run) -> None:
    text = "Crédit Étoile sold shares for £5 each, “a record”.\n"
    good.with_name("old.txt").write_bytes(text.encode("cp1252"))
    assert run("extract", "news", "--out", "out").exit_code == 0
    assert json.loads(Path("out/old.json").read_text(encoding="utf-8"))["document"]["encoding"] == "cp1252"
    assert "encoding" not in json.loads(Path("out/good.json").read_text(encoding="utf-8"))["document"]


def test_a_byte_order_mark_and_carriage_returns_change_no_fact(good: Path, run: Run) -> None:
    text = "Sales rise\n\nSales rose 5% to $45 million in 2024.\nCosts fell by 3% to\n$12 million.\n"
    for name, data in {
        "plain": text.encode(),
        "mark": b"\xef\xbb\xbf" + text.encode(),
        "returns": text.replace("\n", "\r\n").encode(),
    }.items():
        good.with_name(f"{name}.txt").write_bytes(data)
    run("extract", "news", "--out", "out")
    plain, mark, returns = (json.loads(Path(f"out/{name}.json").read_bytes()) for name in ("plain", "mark", "returns"))
    assert plain["facts"]
    assert plain["facts"] == mark["facts"] == returns["facts"]
    assert plain["positions"] == mark["positions"]
    for row in returns["facts"]:
        start, end = returns["positions"][row["id"]][0]
        assert text.replace("\n", "\r\n")[start:end] == row["exact"]


def test_a_large_file_is_refused_in_bounded_memory(good: Path) -> None:
    with good.with_name("huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    limits = "import resource, sys; from pipeline.__main__ import main; sys.argv = ['pipeline', *sys.argv[1:]]\n"
    limits += "import atexit; peak = lambda: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    run_it = f"{limits}atexit.register(peak); main()"

    def peak(*paths: str) -> tuple[subprocess.CompletedProcess[str], int]:
        words = [command()[0], "-c", run_it, "extract", *paths, "--model", "blank", "--out", "out"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return done, int(done.stdout.splitlines()[-1]) * (1 if os.uname().sysname == "Darwin" else 1024)

    _, alone = peak("news/good.txt")
    refused, with_huge = peak("news")
    assert refused.returncode == 1
    assert "failed: news/huge.txt: the article is larger than 1,000,000 bytes" in refused.stderr
    assert "raise the limit with --max-bytes" in refused.stderr
    assert with_huge - alone < 20_000_000


def test_the_limit_is_an_option(good: Path, run: Run) -> None:
    assert run("extract", "news", "--out", "out", "--max-bytes", len(GOOD) - 1).exit_code == 1
    assert run("extract", "news", "--out", "out", "--max-bytes", len(GOOD)).exit_code == 0


def test_a_malformed_row_is_named_and_the_rest_goes_on(folder: Path, run: Run) -> None:
    good_rows = [json.dumps({"id": name, "text": GOOD}) for name in ("a", "b")]
    Path("wire.jsonl").write_text("\n".join([good_rows[0], "{oops", "", '{"id": "x"}', good_rows[1]]))
    result = run("extract", "wire.jsonl", "--out", "-")
    assert result.exit_code == 1
    assert lines(result) == [
        "failed: wire.jsonl line 2: not JSON: Expecting property name enclosed in double quotes at column 2",
        "failed: wire.jsonl line 4: the field text is missing",
    ]
    assert [row["document"]["id"] for row in rows(result.stdout)] == ["a", "wire.jsonl:2", "wire.jsonl:4", "b"]
    assert rows(result.stdout)[1]["error"]["kind"] == "row"


def test_rows_on_standard_input_are_rows_though_the_first_is_malformed(folder: Path, run: Run) -> None:
    result = run("extract", "-", stdin=b'{"id": oops\n' + json.dumps({"id": "b", "text": GOOD}).encode())
    assert result.exit_code == 1
    assert [row["document"]["id"] for row in rows(result.stdout)] == ["stdin:1", "b"]
    assert lines(result) == ["failed: stdin line 1: not JSON: Expecting value at column 8"]


def test_a_link_to_nothing_is_said(good: Path, run: Run) -> None:
    good.with_name("gone.txt").symlink_to("nowhere.txt")
    assert_one_fails(run("extract", "news", "--out", "out"), "news/gone.txt: no such file or directory")


def test_a_link_to_itself_is_said(good: Path, run: Run) -> None:
    good.with_name("loop.txt").symlink_to("loop.txt")
    assert_one_fails(run("extract", "news", "--out", "out"), "news/loop.txt: too many levels of symbolic links")


def test_of_a_file_and_its_links_the_file_is_read(good: Path, run: Run) -> None:
    good.with_name("a.txt").symlink_to("good.txt")
    good.with_name("z.txt").symlink_to("good.txt")
    assert run("extract", "news", "--out", "out").exit_code == 0
    assert [path.name for path in shown(Path("out"))] == ["findings.json", "good.json"]


def test_a_pipe_in_a_folder_is_no_article(good: Path, run: Run) -> None:
    os.mkfifo(good.with_name("pipe.txt"))
    assert run("extract", "news", "--out", "out").exit_code == 0
    assert [path.name for path in shown(Path("out"))] == ["findings.json", "good.json"]


@pytest.mark.skipif(os.uname().sysname == "Darwin", reason="its file systems hold UTF-8 names only")
def test_a_file_name_that_is_not_utf_8(good: Path, run: Run) -> None:
    for name, text in ((b"bad\xff.txt", GOOD), (b"empty\xff.txt", "")):
        Path(os.fsdecode(os.fsencode(good.parent) + b"/" + name)).write_text(text)
    result = run("extract", "news", "--out", "out")
    assert lines(result) == ["failed: news/empty%FF.txt: the article is empty"]
    assert [path.name for path in shown(Path("out"))] == ["bad%FF.json", "failures.jsonl", "findings.json", "good.json"]
    assert run("extract", "news", "--out", "out.jsonl").exit_code == 1
    assert [row["document"]["id"] for row in rows(Path("out.jsonl").read_text())] == ["bad%FF", "empty%FF", "good"]


def test_a_row_that_is_too_long_is_passed_over(folder: Path, run: Run) -> None:
    long, short = (json.dumps({"id": name, "text": GOOD * times}) for name, times in (("a", 100), ("b", 1)))
    Path("wire.jsonl").write_text(f"{long}\n{short}\n{long}")
    result = run("extract", "wire.jsonl", "--out", "-", "--max-bytes", 200)
    assert result.exit_code == 1
    assert [row["document"]["id"] for row in rows(result.stdout)] == ["wire.jsonl:1", "b", "wire.jsonl:3"]
    assert rows(result.stdout)[0]["error"]["kind"] == "too large"


def test_an_id_that_comes_twice(good: Path, run: Run) -> None:
    good.with_name("good.md").write_text("# Sales\n\nThey fell 9%.\n")
    result = run("extract", "news", "--out", "out")
    taken = "the id 'good' was taken by news/good.md; each article needs its own"
    assert_one_fails(result, f"news/good.txt: {taken}")


def test_an_id_that_names_no_file(folder: Path, run: Run) -> None:
    Path("wire.jsonl").write_text(json.dumps({"id": "../evil", "text": GOOD}))
    result = run("extract", "wire.jsonl", "--out", "out")
    assert result.exit_code == 1
    assert (
        "failed: wire.jsonl line 1: the id '../evil' cannot name a file; write to a .jsonl file instead"
        in result.stderr
    )
    assert not Path("evil.json").exists()
    assert run("extract", "wire.jsonl", "--out", "out.jsonl").exit_code == 0


def test_an_unreadable_file(good: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, opened = good.with_name("secret.txt"), Path.open
    secret.write_text(GOOD)

    def guarded(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", guarded)
    assert_one_fails(run("extract", "news", "--out", "out"), "news/secret.txt: permission denied")


def test_an_output_that_cannot_be_written(good: Path, run: Run) -> None:
    Path("taken").write_text("mine")
    result = run("extract", "news", "--out", "taken")
    assert result.exit_code == 2
    assert lines(result) == ["error: cannot write to taken: it is a file; name a folder, a .jsonl file or -"]
    assert Path("taken").read_text() == "mine"


def test_an_output_over_an_article(good: Path, run: Run) -> None:
    Path("wire.jsonl").write_text(json.dumps({"id": "a", "text": GOOD}))
    before = Path("wire.jsonl").read_bytes()
    result = run("extract", "wire.jsonl", "--out", "wire.jsonl")
    assert result.exit_code == 2
    assert lines(result) == ["error: wire.jsonl: the output would take the place of an article; name another --out"]
    assert Path("wire.jsonl").read_bytes() == before


@pytest.mark.parametrize("size", [200, 40_000], ids=["ledger", "table"])
@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_a_full_disk(good: Path, out: str, size: int) -> None:
    good.write_text(GOOD * 500)

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    words = command("extract", "news", "--model", "blank", "--out", out)
    done = subprocess.run(words, capture_output=True, text=True, check=False, preexec_fn=small_files)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: cannot write ")
    assert f"{out}" in line
    assert "file too large" in line or "disk I/O error" in line
    assert shown(Path()) == [good.relative_to(Path.cwd())]


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def hear_ctrl_c() -> None:
    """A process that a shell starts in the background ignores SIGINT, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(
    ("workers", "sign", "said_first", "code"),
    [
        (1, signal.SIGINT, "interrupted", 130),
        (2, signal.SIGINT, "interrupted", 130),
        (1, signal.SIGTERM, "terminated", 143),
    ],
)
def test_ctrl_c_and_sigterm_keep_finished_tables(
    folder: Path, workers: int, sign: signal.Signals, said_first: str, code: int
) -> None:
    Path("wire.jsonl").write_text(
        "\n".join(json.dumps({"id": f"a{number}", "text": GOOD * 40}) for number in range(5000))
    )
    words = command("extract", "wire.jsonl", "--model", "blank", "--out", "out", "--workers", workers)
    process = subprocess.Popen(words, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=hear_ctrl_c)  # noqa: PLW1509
    wait_for(lambda: len(list(Path("out").glob("*.json"))) > 2)
    os.killpg(process.pid, sign)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert said.decode().startswith(f"{said_first}; ")
    assert "Traceback" not in said.decode()
    written = shown(Path("out"))
    assert 0 < len(written) < 5000
    assert all(json.loads(path.read_bytes())["schema"] == "facts/1" for path in written)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["extract", "news", "--published", "yesterday"], "'yesterday' is no date; write it as YYYY-MM-DD"),
        (["extract", "news", "--model", "no_such_model"], "cannot load the language model 'no_such_model'"),
        (["extract", "news", "--workers", "0"], "should be greater than or equal to 1"),
        (["extract", "news", "--no-such-option"], "error: no such option: --no-such-option"),
        (["diff", "a", "b", "c"], "-h says what there is"),
        (["frobnicate"], "error: no such command 'frobnicate'; "),
        (["show"], "error: missing argument"),
        (["explain", "zzz"], "zzz: neither a file nor the id of a fact"),
        (["explain", "0123456789", "--corpus", "news"], "0123456789: no fact in news has this id; "),
        (["show", "nowhere.json"], "nowhere.json: no such file or directory"),
    ],
)
def test_a_call_that_makes_no_sense(good: Path, run: Run, words: list[str], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert not Path("extracted").exists() or not shown(Path("extracted"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["extract", "news", "--workers", "0"],
            "invalid value for '--workers': it should be greater than or equal to 1;",
        ),
        (["extract", "news", "--engine", "foo"], "invalid value for '--engine': 'foo' is not one of 'serial',"),
        (["extract", "news", "--max-bytes", "x"], "invalid value for '--max-bytes': it should be a whole number;"),
        (
            ["extract", "news", "--model", "news"],
            "cannot load the language model 'news': a folder without a spaCy pipeline",
        ),
        (["extract", ""], "a path is empty; name a file, a folder or -"),
        (["explain", ""], "a path is empty; name a file, a folder or -"),
        (["show", ""], "a path is empty; name a file, a folder or -"),
    ],
)
def test_a_mistake_is_said_in_our_words(good: Path, run: Run, words: list[str], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {said}")
    assert result.stderr.count("\n") == 1


def test_an_id_that_names_no_file_is_placed_and_cut(folder: Path, run: Run) -> None:
    Path("wire.jsonl").write_text('{"id": "%s", "text": "Up 5%%."}' % ("/" * 300))
    (said,) = lines(run("extract", "wire.jsonl", "--out", "out"))
    assert said.startswith("failed: wire.jsonl line 1: the id '////")
    assert len(said) < 160


def test_a_file_that_is_no_article_by_its_name(folder: Path, run: Run) -> None:
    Path("a.json").write_text("{}")
    result = run("extract", "a.json", "--out", "-")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: a.json: a .json file is no article; put rows into a .jsonl file, one on a line\n"
    Path("a.jsonl.gz").write_text("{}")
    result = run("extract", "a.jsonl.gz", "--out", "-")
    assert result.exit_code == 1
    assert "failed: a.jsonl.gz: it is no gzip file, or damaged or cut off\n" in result.stderr


def test_a_reader_that_stops_early_is_no_error(folder: Path) -> None:
    Path("wire.jsonl").write_text(
        "\n".join(json.dumps({"id": f"a{number}", "text": GOOD * 20}) for number in range(300))
    )
    words = command("extract", "wire.jsonl", "--model", "blank", "--out", "-")
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read().decode()
    assert process.wait(timeout=60) == 141  # as a shell says of a program that SIGPIPE ended
    assert said == ""


def test_standard_input_can_fail_too(folder: Path) -> None:
    done = run_process(["extract", "-", "--model", "blank"], env={})
    assert done.returncode == 1
    assert b"failed: stdin: the article is empty" in done.stderr

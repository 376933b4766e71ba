"""`detente letter draft` and `detente letter check`."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import threading
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from detente.case.bundled import CASES
from detente.cli import UsageProblemError
from detente.cli.documents import VERSIONS
from detente.cli.settings import helpers, settings
from tests.cli.conftest import FEW, called

DRAFT = ("letter", "draft", "korea-2021", *FEW)
CHECK = ("letter", "check", "korea-2021")
pytestmark = pytest.mark.usefixtures("remembered")


def test_a_draft_is_printed_or_written(tmp_path: Path) -> None:
    printed = called(*DRAFT)
    assert printed.code == 0
    assert "Dear Chairman Kim," in printed.out
    for name in ("a.md", "a.html", "a.docx", "a.txt"):
        written = called(*DRAFT, "--out", name)
        assert (written.code, written.out.strip()) == (0, str(tmp_path / name))
        assert (tmp_path / name).stat().st_size > 500
    assert (tmp_path / "a.md").read_text(encoding="utf-8").strip() == printed.out.strip()
    forced = called(*DRAFT, "--out", "letter", "--format", "word")
    assert forced.code == 0
    assert (tmp_path / "letter").read_bytes().startswith(b"PK")


def test_a_drafted_letter_passes_in_every_format() -> None:
    for name in ("a.md", "a.docx"):
        called(*DRAFT, "--out", name)
        ran = called(*CHECK, name, *FEW)
        assert ran.code in {0, 3}, "what it offers may be dear"
        assert ran.out.startswith("Passes")


def test_a_letter_with_a_fatal_demand_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "tough.txt").write_text("Give up your nuclear weapons by 1 October, or else.\n", encoding="utf-8")
    ran = called(*CHECK, "tough.txt", *FEW)
    assert ran.code == 1
    assert ran.out.startswith("Fails: 1 demand of 1 sentence")
    assert "“Give up your nuclear weapons by 1 October, or else.” (paragraph 1)" in " ".join(ran.out.split())
    assert "Threatens:" in ran.out
    assert "Sets a deadline:" in ran.out
    found = called(*CHECK, "tough.txt", *FEW, "--json")
    assert found.code == 1
    assert found.json["passes"] is False
    assert found.json["raised"][0]["option"] == "denuclearise"


@pytest.mark.parametrize(
    ("text", "code", "outcome"),
    [
        ("Let us meet and talk.", 0, "clean"),
        ("Please recognise the Republic of Korea.", 3, "raised"),
        ("We reserve the right to use force.", 3, "raised"),
        ("Please answer by 1 October.", 3, "raised"),
        ("Nous exigeons la dénucléarisation complète de la péninsule.", 4, "not-judged"),
        ("نطالب بنزع السلاح النووي.", 4, "not-judged"),
        ("Let us meet.\n\nNous exigeons la dénucléarisation complète.", 4, "not-judged"),
        ("You must denuclearise.\n\nNous exigeons la paix avant tout.", 1, "fatal"),
        ("It would be a mistake to demand denuclearisation.", 0, "clean"),
        ("The armistice was meant to hold until 1974.", 0, "clean"),
    ],
)
def test_exit_codes_tell_the_outcome(text: str, code: int, outcome: str, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    ran = called(*CHECK, "text.txt", *FEW, "--json")
    assert (ran.code, ran.json["outcome"]) == (code, outcome)
    assert ran.json["passes"] is (code in {0, 3})


def test_what_could_not_be_judged_is_shown_with_its_language(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Let us meet.\n\nNous exigeons la dénucléarisation.", encoding="utf-8")
    ran = called(*CHECK, "text.txt", *FEW)
    told = " ".join(ran.out.split())
    assert told.startswith("Not judged: ")
    assert "Could judge 1 of 2 sentences (50 %), by language: English 1 and French 1." in told
    assert "French: “Nous exigeons la dénucléarisation.” (paragraph 2)" in told


def test_what_is_said_in_unknown_words_is_shown(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("You must treat your own people decently.", encoding="utf-8")
    ran = called(*CHECK, "text.txt", *FEW)
    assert "in words that the case does not know" in " ".join(ran.out.split())
    assert "“You must treat your own people decently.” (paragraph 1)" in " ".join(ran.out.split())


def test_helpers_have_ended_when_a_run_fails() -> None:
    """A thread that closes its pipes while Python exits was woken through a closed one: “Bad file descriptor”."""
    before = set(threading.enumerate())
    with pytest.raises(UsageProblemError), helpers(settings("korea-2021", 2_000, 1, 2, None, None, quiet=True)):
        raise UsageProblemError
    assert multiprocessing.active_children() == []
    assert set(threading.enumerate()) <= before


@pytest.mark.parametrize("name", ["reading", "contact"])
def test_a_chapter_that_is_quick_starts_no_helpers(name: str) -> None:
    """It would take longer to start another process than that saves."""
    with helpers(settings("korea-2021", 2_000, 1, 2, None, None, quiet=True), only=name) as pool:
        assert pool is None


def test_an_ally_writes_in_plain_words() -> None:
    ran = called(*DRAFT, "--from", "france", "--to", "dprk")
    assert ran.code == 0
    assert "Dear Chairman Kim," in ran.out
    assert " put to every side." in " ".join(ran.out.split())
    assert "[Name and office]" in ran.out
    assert "what you have said concerns you: the hostile policy; the exercises; " in ran.out, "not our exercises"
    found = called(*DRAFT, "--from", "france", "--to", "dprk", "--json").json
    assert (found["sender"], found["plain"]) == ("france", True)
    assert called(*DRAFT, "--json").json["plain"] is False


def test_a_check_reads_who_writes(tmp_path: Path) -> None:
    (tmp_path / "stop.txt").write_text("We would suspend our nuclear tests.\n", encoding="utf-8")
    asked, offered = (
        called(*CHECK, "stop.txt", *FEW, "--json", *more).json["raised"][0]["role"]
        for more in ((), ("--from", "dprk", "--to", "us"))
    )
    assert (asked, offered) == ("asked", "offered")


def test_a_check_runs_no_more_than_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "short.txt").write_text("Let us talk.\n", encoding="utf-8")
    for chapter in ("stability", "roadmap", "approach"):
        monkeypatch.setattr(f"detente.chapters.{chapter}.analyse.analyse", lambda *_: pytest.fail("not needed"))
    assert called(*CHECK, "short.txt", *FEW).code == 0


def test_what_stands_already_has_no_price(tmp_path: Path) -> None:
    shutil.copytree(CASES / "camp-david-1978", tmp_path / "camp")
    path = tmp_path / "camp" / "approach.yaml"
    text = path.read_text(encoding="utf-8")
    wording = (
        '    lines-1975:\n      ask: "stay on the lines of 1975"\n      phrases: ["lines of the agreement of 1975"]\n'
    )
    path.write_text(text.replace("wording:\n  sinai:\n", f"wording:\n  sinai:\n{wording}", 1), encoding="utf-8")
    (tmp_path / "as-it-is.txt").write_text("Keep to the lines of the agreement of 1975.\n", encoding="utf-8")
    ran = called("letter", "check", "./camp", "as-it-is.txt", "--to", "israel", *FEW)
    assert ran.code == 0
    assert "that is how things stand, so that there is no change to price." in " ".join(ran.out.split())
    assert "too many" not in ran.out


@pytest.mark.parametrize(
    ("what", "args"),
    [
        ("letter-draft", DRAFT),
        ("letter-check", (*CHECK, "a.md", *FEW)),
        ("approach", ("approach", "korea-2021", *FEW)),
    ],
)
def test_json_follows_its_schema(what: str, args: tuple[str, ...]) -> None:
    called(*DRAFT, "--out", "a.md")
    schema = json.loads(called("schema", what).out)
    document = called(*args, "--json").json
    Draft202012Validator(schema).validate(document)
    assert document["meta"]["schema"] == f"{what}/{VERSIONS[what]}"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((*DRAFT, "--to", "rok"), "--to: found 'rok'; expected one of dprk"),
        ((*DRAFT, "--to", "dpkr"), "did you mean 'dprk'?"),
        (("letter", "draft", "camp-david-1978", *FEW), "--to: found 'nobody'; expected one of egypt, israel"),
        ((*DRAFT, "--from", "rok", "--to", "rok"), "--to: found 'rok'; expected one of us, dprk"),
        ((*DRAFT, "--from", "nroth"), "--from: found 'nroth'; expected one of us, dprk"),
        ((*DRAFT, "--from", "rok"), "--to: found 'nobody'; expected one of us, dprk"),
        (
            ("letter", "draft", "cuba-1962", *FEW),
            "nothing is to be sent: no proposal is expected to leave the side advised better off than making none",
        ),
        (
            ("letter", "draft", "cuba-1962", *FEW),
            "draft a letter all the same, change what speaks against it with --set",
        ),
        ((*DRAFT, "--out", "a.pdf"), "--out: found 'a.pdf'"),
        ((*DRAFT, "--format", "word"), "expected --out"),
        (("letter", "draft", "orange", *FEW), "approach lacks a file approach.yaml"),
        (("letter", "check", "orange", "huge.txt", *FEW), "more than 5,000,000 bytes"),
        (("letter", "check", "orange", "short.txt", *FEW), "approach lacks a file approach.yaml"),
        ((*CHECK, "none.txt", *FEW), "none.txt: found a file that cannot be read"),
        ((*CHECK, "a.pdf", *FEW), "a.pdf: found a file of another kind"),
        ((*CHECK, ".", *FEW), "something other than a file"),
        ((*CHECK, "huge.txt", *FEW), "more than 5,000,000 bytes"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(args: tuple[str, ...], says: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "huge.txt").write_bytes(b"a" * 5_000_001)
    (tmp_path / "short.txt").write_text("Let us talk.\n", encoding="utf-8")
    ran = called(*args)
    assert ran.code == 2
    assert says in " ".join(ran.err.split())
    assert "Traceback" not in ran.err

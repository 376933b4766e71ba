"""What is asked stands in every result, and asking the same again gives the same bytes."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import called

FEW = ("-n", "60")


def inquiry(*args: str) -> dict[str, object]:
    ran = called(*args, "--json")
    assert ran.code == 0, ran.err
    found: dict[str, object] = json.loads(ran.out)["meta"]["inquiry"]
    return found


def test_two_inquiries_differ_where_they_ask_for_something_else() -> None:
    """`roadmap sinai-1974-75` with and without `--max-rounds 1` had the same `meta`, and other answers."""
    one, other = (
        inquiry("roadmap", "sinai-1974-75", *FEW),
        inquiry("roadmap", "sinai-1974-75", *FEW, "--max-rounds", "1"),
    )
    assert one != other
    assert other["options"] == {"max_rounds": 1}


@pytest.mark.parametrize("given", [("--max-rounds", "2"), ("--nonsense",)])
def test_an_option_that_a_chapter_does_not_use_is_refused(given: tuple[str, ...]) -> None:
    ran = called("agreement", "orange", *given)
    assert ran.code == 2
    assert given[0] in ran.err
    assert ran.out == ""


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("command", ["reading", "agreement", "stability", "roadmap", "approach", "brief"])
def test_a_judgement_can_be_replaced_in_every_command(command: str, tmp_path: Path) -> None:
    more = ("--no-open", "--out", str(tmp_path)) if command == "brief" else ()
    found = inquiry(command, "cuba-1962", *FEW, "--set", "reservation/us=[-3, 1]", *more)
    assert found["changed"] == {"reservation/us": [-3, 1]}


def test_a_replaced_judgement_changes_the_answer() -> None:
    def share(*args: str) -> float:
        ran = called("agreement", "orange", *FEW, "--json", *args)
        return float(json.loads(ran.out)["any"])

    assert share() == 1.0
    never = ("--set", "reservation/ann=100")
    assert share(*never) == 0.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("reservation/us", "expected PATH=VALUE"),
        ("reservation/us=", "expected PATH=VALUE"),
        ("reservation/us=[1", "a bracket that is never closed"),
        ("reservation/uz=1", "did you mean 'reservation/us'"),
    ],
)
def test_what_cannot_be_set_is_said(text: str, said: str) -> None:
    ran = called("agreement", "cuba-1962", *FEW, "--set", text)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.startswith("--set")


def test_the_line_that_reproduces_a_brief_gives_the_same_brief(tmp_path: Path) -> None:
    asked = ("--set", "reservation/ann=[-1, 0]", "--package", "flesh=ann", "--for", "ann", "--seed", "3", *FEW)
    first, again = tmp_path / "first", tmp_path / "again"
    assert called("brief", "orange", *asked, "--no-open", "--out", str(first)).code == 0
    page = (first / "brief.html").read_text(encoding="utf-8")
    start = page.index("detente brief orange")
    line = page[start : page.index("<", start)].replace("&#39;", "'").replace("&#x27;", "'")
    assert called(*shlex.split(line)[1:], "--no-open", "--out", str(again)).code == 0
    for name in ("brief.html", "outcomes.csv"):
        assert (first / name).read_bytes() == (again / name).read_bytes()

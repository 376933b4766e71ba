"""`detente explore`: which judgements move which outcome, and when; and how a wrong question is answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import called, written

TORN = """\
title: Two who may agree
date: 2021-08-31
parties: {a: Ann, b: Bob}
issues:
  land: {name: Land, movers: [a, b], options: {none: None, some: Some}}
positions: {a: {land: {some: [0, 10]}}, b: {land: {some: [0, 10]}}}
reservation: {a: 4, b: 5}
"""
MANY = ("--worlds", "400")


@pytest.fixture
def torn(tmp_path: Path) -> str:
    """A case with one package, which holds where both get more than no agreement is worth to them."""
    return written(tmp_path / "torn", TORN)


def test_one_outcome_is_explored_in_full(torn: str) -> None:
    ran = called("explore", torn, "--of", "agreement.any", "--json", *MANY)
    assert (ran.code, ran.err) == (0, "")
    Draft202012Validator(called("schema", "explore").json).validate(ran.json)
    assert ran.json["meta"]["schema"] == "explore/1"
    ((name, found),) = ran.json["outcomes"].items()
    assert name == "agreement.any"
    assert found["share"] == pytest.approx(0.3, abs=0.05)
    assert {one["stream"] for one in found["turns_on"]} == {"positions/a/land", "positions/b/land"}
    (box,) = found["holds"]
    low = {one["path"]: one["low"] for one in box["restrictions"]}
    assert low == {
        "positions/a/land/some": pytest.approx(4, abs=0.3),
        "positions/b/land/some": pytest.approx(5, abs=0.3),
    }
    assert box["density"] > 0.95
    assert box["coverage"] > 0.95
    assert set(box["errors"]) == {"coverage", "density", "mass", "base", "elsewhere"}
    assert [len(one["restrictions"]) for one in found["fails"]] == [1, 1]


def test_a_condition_and_a_number_are_outcomes_too(torn: str) -> None:
    ran = called("explore", torn, "--of", "'positions/a/land/some' > 7", "--json", *MANY)
    (found,) = ran.json["outcomes"].values()
    assert found["share"] == pytest.approx(0.3, abs=0.01)
    assert found["holds"][0]["restrictions"][0]["low"] == pytest.approx(7, abs=0.2)
    ran = called("explore", torn, "--of", "'positions/a/land/some'", *MANY)
    assert "is above its median, 4.99 in 50 " in " ".join(ran.out.split())


def test_all_headlines_are_listed(torn: str) -> None:
    ran = called("explore", torn, "--out", "page.html", *MANY)
    assert ran.code == 0
    page = Path("page.html").read_text(encoding="utf-8")
    assert "Some package is attainable" in page
    assert "holds where what “Some (Land)” is worth to" in page
    assert "--worlds 400 --seed 1" in page
    found = called("explore", torn, "--json", *MANY).json["outcomes"]
    assert {"agreement.attainable[proposed]", "agreement.any"} <= found.keys()


def test_a_terminal_has_room_for_what_moves_most() -> None:
    ran = called("explore", "korea-2021", "--worlds", "120")
    assert ran.code == 0
    assert len(ran.out.splitlines()) <= 45
    assert "holds where" not in ran.out
    assert "--full prints all of it" in ran.out


def test_what_never_fails_is_said_to(torn: str) -> None:
    ran = called("explore", torn, "--of", "agreement.any or not agreement.any", *MANY)
    assert "It fails in none of these worlds." in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("of", "told"),
    [
        ("agreement.anny", ("--of: found", "did you mean 'agreement.any'?")),
        ("share(agreement.any) > 0.5", ("one value for all worlds", "differs from world to world")),
        ("1 < 2", ("--of: found",)),
        ("agreement.any and", ("--of: found",)),
    ],
)
def test_a_wrong_question_is_an_error(torn: str, of: str, told: tuple[str, ...]) -> None:
    ran = called("explore", torn, "--of", of, *MANY)
    assert ran.code == 2
    assert all(text in ran.err for text in told), ran.err


def test_an_outcome_that_cannot_be_worked_out_says_why(torn: str) -> None:
    ran = called("explore", torn, "--of", "urgency.weapons[2027] > 2", *MANY)
    assert ran.code == 2
    assert "urgency lacks" in ran.err


def test_a_page_has_pictures_and_tables(torn: str) -> None:
    assert called("explore", torn, "--of", "agreement.any", "--out", "page.html", *MANY).code == 0
    page = Path("page.html").read_text(encoding="utf-8")
    assert "When does it hold?" in page
    assert "Found again" in page
    assert "coverage" in page

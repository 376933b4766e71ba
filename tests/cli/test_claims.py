"""`detente claims`: arguments judged on the command line, and their place in the brief."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from detente.cli.claims_command import FLAG
from detente.cli.published_models import models
from tests.cli.conftest import FEW, called

RIVAL = """\
argument: {title: No pauses}
claims:
  refused: {says: B would refuse a freeze, holds_if: "not agreement.attainable[freeze]", disputes: freeze}
  gained: {says: A gains little, holds_if: "median(agreement.gain[freeze,a]) < 1"}
"""


@pytest.fixture
def mine() -> str:
    """A case with an argument and a rival one, in the working folder."""
    assert called("new", "mine", "--with", "claims").code == 0
    Path("mine", "claims-rival.yaml").write_text(RIVAL, encoding="utf-8")
    return "./mine"


def test_claims_are_judged_and_printed(mine: str) -> None:
    ran = called("claims", mine, *FEW, "--full")
    assert (ran.code, ran.err) == (0, "")
    said = " ".join(ran.out.split())
    assert "Of three claims in “An exchange of pauses” that can be judged, all three hold" in said
    assert "Cannot be judged" in said
    assert "Which argument is borne out?" in said


def test_the_json_is_as_published(mine: str) -> None:
    ran = called("claims", mine, *FEW, "--json")
    assert (ran.code, ran.err) == (0, "")
    Draft202012Validator(models()["claims"].model_json_schema(by_alias=True)).validate(ran.json)
    assert ran.json["meta"]["schema"] == "claims/1"
    assert list(ran.json["arguments"]) == ["claims", "claims-rival"]
    matter = ran.json["arguments"]["claims"]["claims"]["tests-matter"]
    assert matter["judged_by"] == ["judgements"]
    assert matter["fails_when"][0]["restrictions"][0]["path"] == "positions/b/tests/banned"
    (pair,) = ran.json["side_by_side"]
    assert (pair["one"], pair["other"]) == ("freeze", "refused")


def test_one_argument_and_changed_judgements(mine: str) -> None:
    ran = called("claims", mine, *FEW, FLAG, "rival", "--set", "positions/b/exercises/suspended=-9", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert list(ran.json["arguments"]) == ["claims-rival"]
    assert ran.json["arguments"]["claims-rival"]["claims"]["refused"]["share"] > 0.9


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["orange"], "orange: found no claims.yaml; expected one, with the claims of an argument"),
        (["./mine", FLAG, "rivel"], "--argument: found 'rivel'; expected one of claims, claims-rival"),
        (["./mine", "--max-rounds", "2"], "found the option 'max_rounds'"),
    ],
)
def test_what_cannot_be_judged_is_said(mine: str, args: list[str], says: str) -> None:
    ran = called("claims", *args, *FEW)
    assert ran.code == 2
    assert says in ran.err
    assert ran.out == ""


def test_the_brief_has_the_arguments(mine: str) -> None:
    ran = called("brief", mine, *FEW, "--no-open", "--json", "--out", "out")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["page_one"]["basis"]["says"][-1] == "All three claims hold."
    told = ran.json["claims"]["arguments"]["claims"]["claims"]
    assert told["freeze"]["fails_when"] == []
    with Path("out", "outcomes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    held = sum(float(row["weight"]) for row in rows if row["claims.holds[freeze]"] == "1")
    assert held / sum(float(row["weight"]) for row in rows) == pytest.approx(told["freeze"]["share"])
    assert "claims.holds[deal]" not in rows[0]

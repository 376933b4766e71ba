"""`--until`, `--strike`, `--doubt`, `--deception`: another day, other evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import FEW, called

pytestmark = pytest.mark.usefixtures("remembered")


def beliefs(*options: str) -> dict[str, float]:
    ran = called("reading", "cuba-1962", *FEW, "--json", *options)
    assert (ran.code, ran.err) == (0, "")
    return {e["id"]: e["posterior"] for e in ran.json["subjects"][0]["explanations"]}


def test_the_document_keeps_its_schema(published: Mapping[str, Any]) -> None:
    ran = called("reading", "korea-2021", *FEW, "--json")
    Draft202012Validator(published["reading"]).validate(ran.json)
    assert ran.json["meta"]["schema"] == "reading/2"
    assert ran.json["day"] == "2021-08-31"


def test_each_option_changes_beliefs() -> None:
    plain = beliefs()
    assert beliefs("--strike", "tass") != plain
    assert beliefs("--doubt", "tass=0") == pytest.approx(beliefs("--strike", "tass"), abs=0.02)
    assert "deception" in beliefs("--deception", "berlin=0.2")
    assert beliefs("--until", "1962-10-17") != plain
    assert beliefs("--until", "1962-10-28")["berlin"] < plain["berlin"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--strike", "tas"), "did you mean 'tass'?"),
        (("--doubt", "tass"), "expected NAME=SHARE with a share from 0 to 1"),
        (("--doubt", "tass=2"), "expected NAME=SHARE"),
        (("--deception", "berlin=1"), "a share from 0 to 0.99"),
        (("--deception", "nobody=0.1"), "--deception: found 'nobody'"),
        (("--until", "soon"), "expected a day such as 1962-10-22"),
    ],
)
def test_what_cannot_be_asked_is_said(options: tuple[str, str], words: str) -> None:
    ran = called("reading", "cuba-1962", *FEW, *options)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err.replace("\n", " ")


def test_a_case_without_evidence_has_none_to_strike() -> None:
    ran = called("agreement", "orange", *FEW, "--strike", "tass")
    assert ran.code == 2
    assert "a case without reading.yaml" in ran.err

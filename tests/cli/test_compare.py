"""`detente compare`: two cases, or one with changed judgements, side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import FEW, called, written
from tests.cli.test_explore import MANY, TORN


@pytest.fixture
def torn(tmp_path: Path) -> str:
    """A case with one package."""
    return written(tmp_path / "torn", TORN)


def test_one_case_with_changed_judgements(torn: str) -> None:
    ran = called("compare", torn, "--set", "reservation/a=[6, 8]", "--json", *MANY)
    assert (ran.code, ran.err) == (0, "")
    found = ran.json
    Draft202012Validator(called("schema", "compare").json).validate(found)
    assert found["meta"]["schema"] == "compare/1"
    assert [(one["path"], one["before"], one["after"]) for one in found["judgements"]] == [
        ("reservation/a", "4", "6 to 8")
    ]
    assert found["entries"] == []
    assert found["paired"]
    any_ = found["headlines"]["agreement.any"]
    assert any_["moved"]
    assert any_["apart"] == pytest.approx(any_["other"] - any_["one"])
    assert any_["apart"] == pytest.approx(-0.15, abs=0.05)
    assert found["meta"]["inquiry"]["changed"] == {}
    assert found["other"]["inquiry"]["changed"] == {"reservation/a": [6, 8]}


def test_two_variants_of_a_case(torn: str, tmp_path: Path) -> None:
    text = TORN.replace("some: Some", "some: Some, most: Most").replace(
        "b: {land: {some: [0, 10]", "b: {land: {most: 3, some: 7"
    )
    text = text.replace("a: {land: {some: [0, 10]", "a: {land: {most: [0, 1], some: [0, 10]")
    other = written(tmp_path / "other", text)
    ran = called("compare", torn, other, "--full", *MANY)
    told = " ".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert "positions/b/land/most" in told
    assert "issues/land/options/most/name" in told
    assert "0 to 10 points a year" in told
    assert f"detente compare {torn} {other}" in told


def test_the_same_case_moves_nothing(torn: str) -> None:
    ran = called("compare", torn, torn, *FEW)
    told = " ".join(ran.out.split())
    assert "Their files say the same. No headline moves beyond chance. The same package is recommended." in told


def test_a_page_is_written_through_the_same_sections(torn: str) -> None:
    assert called("compare", torn, "--set", "reservation/a=9", "--out", "page.html", *FEW).code == 0
    page = Path("page.html").read_text(encoding="utf-8")
    for question in ("What changed in the file?", "Which headlines moved?", "What is recommended?"):
        assert question in page


def test_one_case_alone_is_nothing_to_compare(torn: str) -> None:
    ran = called("compare", torn, *FEW)
    assert ran.code == 2
    assert "expected a second case, or judgements of this one to change" in ran.err


def test_a_judgement_that_is_not_there_is_named(torn: str) -> None:
    ran = called("compare", torn, "--set", "reservation/aa=2", *FEW)
    assert ran.code == 2
    assert "did you mean 'reservation/a'?" in ran.err

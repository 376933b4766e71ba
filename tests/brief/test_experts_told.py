"""Where experts differ, as the brief says it; nothing where a case has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.brief.compose import Brief, compose
from detente.brief.expert_section import QUESTION, differing
from detente.case.bundled import CASES
from detente.case.read import read
from detente.chapters import schemas
from detente.findings import Table
from detente.findings.words import HARD_SPACE
from detente.outcomes.run import run
from detente.worlds import Worlds
from tests.sharing import found_in

EXPERTS = "experts: {navy: Naval staff, press: {name: The press, weight: 2}}\n"
FLESH, PEEL = "{experts: {navy: [-3, -1], press: [3, 5]}}", "{experts: {navy: [3, 4], press: [3, 5]}}"


@pytest.fixture
def told(tmp_path: Path) -> Callable[[str], Brief]:
    """Return what makes the brief of the smallest case with two experts and something besides."""

    def made(more: str = "") -> Brief:
        text = (CASES / "orange" / "case.yaml").read_text(encoding="utf-8")
        text = text.replace("ann: {flesh: {ann: [3, 5]", f"ann: {{flesh: {{ann: {FLESH}", 1)
        text = text.replace("bea: [3, 5]}}", f"bea: {PEEL}}}}}", 1)
        (tmp_path / "case.yaml").write_text(text + EXPERTS + more, encoding="utf-8")
        return compose(run(Worlds(read(tmp_path, schemas()), 200, 1)), "kitchen")

    return made


def test_the_brief_says_where_experts_differ_and_what_that_means(told: Callable[[str], Brief]) -> None:
    brief = told("")
    (place,) = [one for one in brief.headings if one.title == "Assumptions to dispute"]
    (section,) = [one for one in place.below if one.title == QUESTION]
    assert section.says[0] == "Experts differ on 2 judgements, most on what “give Ann all the flesh” is worth to Ann."
    assert section.says[1] == "A world believes one of the same experts on everything that they judge."
    assert section.says[2].replace(HARD_SPACE, " ") == (
        "It holds in 0 % where “Naval staff” is believed and in 100 % where “The press” is believed: it turns on whom "
        "one believes."
    )
    assert section.says[3].startswith("“It” is that the package recommended is agreed")
    (table,) = section.figures
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == [
        "Naval staff: −3 to −1; The press: 3 to 5",
        "Naval staff: 3 to 4; The press: 3 to 5",
    ]
    assert [(row[2].split()[0], row[3].split()[0]) for row in table.rows] == [("75", "0"), ("25", "50")]


def test_a_choice_of_whom_to_believe_is_named_where_there_are_several(told: Callable[[str], Brief]) -> None:
    brief = told("elicitation: {drawn: by-party}\n")
    says = next(one.says for heading in brief.headings for one in heading.below if one.title == QUESTION)
    assert says[1] == "A world believes one expert on all that concerns one party."
    assert says[2].startswith("Whose judgement is right about Ann, “Naval staff” or “The press”? It holds in 0")
    assert "about Bea" in says[3]
    assert "no more of a difference than chance makes" in says[3]


def test_a_case_without_experts_says_nothing_of_them() -> None:
    assert differing(found_in("orange")) == ()

"""Whom a brief advises changes its advice, and none of its facts."""

from __future__ import annotations

import re
from functools import cache

import pytest

from detente.brief.compose import compose
from detente.case.inquiry import MEDIATOR, Inquiry
from detente.chapters.approach.letters import by_key
from detente.chapters.approach.pages.page import page
from detente.chapters.approach.pages.sections import letters_of_the_side
from detente.findings import Column
from detente.outcomes.opening import draw
from detente.outcomes.run import Outcomes, run
from tests.sharing import bundled_case, found_in, remembering

CASE, SIDES = "cuba-1962", ("us", "ussr", MEDIATOR)
WORLDS = 60
# A package that somebody is advised to propose, or that has this name since it is not one of those.
ADVISED = re.compile(r"\[(?:proposed|recommended|best-for|fairest|most-attainable)\b")
ADVICE = {"proposal.none", "approach.value", "approach.worth", "approach.first", "urgency.waiting_pays"}


@cache
def advised(side: str | None) -> Outcomes:
    with remembering():
        return run(draw(bundled_case(CASE), Inquiry(worlds=WORLDS, advises=side)))


def facts(outcomes: Outcomes) -> dict[str, Column]:
    """Return the columns that are about the world, and about packages that the case names."""
    columns = {column.name: column for column in outcomes.table.columns}
    return {n: c for n, c in columns.items() if not ADVISED.search(n) and n.partition("[")[0] not in ADVICE}


@pytest.mark.parametrize("side", SIDES[1:])
def test_facts_are_the_same_to_the_last_bit(side: str) -> None:
    one, other = facts(advised(SIDES[0])), facts(advised(side))
    assert one.keys() == other.keys()
    assert len(one) > 0.8 * len(advised(side).table.columns)
    for name, column in one.items():
        assert column.values.tobytes() == other[name].values.tobytes(), name


def test_page_one_follows_the_side() -> None:
    said = {side: compose(advised(side), CASE) for side in SIDES}
    assert "side advised: the Soviet Union" in said["ussr"].seen
    assert "a mediator’s view" in said[MEDIATOR].seen
    slots = {side: {slot.name: slot for slot in brief.one.slots} for side, brief in said.items()}
    for units, sides in {"American points": {"us", MEDIATOR}, "Soviet points": {"ussr", MEDIATOR}}.items():
        told = {side for side in SIDES if units in " ".join(slots[side]["alternative"].says)}
        assert told <= sides
    assert len({" ".join(slots[side]["leave-out"].says) for side in SIDES}) > 1


@pytest.mark.parametrize(("side", "first"), [("us", ("us", "dprk")), ("dprk", ("dprk", "us")), (None, ("us", "dprk"))])
def test_a_letter_of_the_side_advised_comes_first(side: str | None, first: tuple[str, str]) -> None:
    """The case has words for a letter of the United States; one of North Korea is in plain words."""
    case = bundled_case("korea-2021").model_copy(update={"advises": side})
    letters = list(by_key(case).values())
    assert (letters[0].sender, letters[0].recipient) == first
    assert [letter.plain for letter in letters] == ([True, False] if side == "dprk" else [False])


@pytest.mark.parametrize(("side", "shown"), [("us", ["us"]), ("dprk", []), (None, ["us"]), ("rok", ["us"])])
def test_letters_that_are_shown_are_those_of_the_side_advised(side: str | None, shown: list[str]) -> None:
    case = bundled_case("korea-2021").model_copy(update={"advises": side})
    found = found_in("korea-2021").reports["approach"]
    assert [letter.sender for letter in letters_of_the_side(case, found)] == shown
    actions = [action for filling in page(case, found, Inquiry()).fillings for action in filling.actions]
    assert any(" writes to " in action for action in actions) == bool(shown)


def test_a_mediators_view_of_a_case_that_advises_a_side_can_be_asked_again() -> None:
    found = advised(MEDIATOR)
    assert found.case.advises is None
    assert found.inquiry.advises == MEDIATOR
    assert f"--for {MEDIATOR}" in found.inquiry.flags()
    assert run(draw(bundled_case(CASE), found.inquiry), only=["agreement"]).case.advises is None


def test_a_party_may_be_called_mediator() -> None:
    case = bundled_case("orange")
    parties = {**case.parties, MEDIATOR: case.parties["ann"]}
    assert Inquiry(advises=MEDIATOR).advised_in(case) is None
    assert Inquiry(advises=MEDIATOR).advised_in(case.model_copy(update={"parties": parties})) == MEDIATOR

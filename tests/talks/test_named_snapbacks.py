"""What others may suspend if a commitment is not kept: by hand on a small case, and as a roadmap says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from detente.case.model import Case
from detente.findings.speech import term
from detente.outcomes.run import run
from detente.talks.help.help_error import HelpError
from detente.talks.help.named_snapbacks import NOTHING, NamedSnapbacks
from detente.worlds import Worlds
from tests.chapters.stability import made
from tests.sharing import bundled_case, remembering, unmeasured
from tests.talks.about_case import SINAI

FEW = 60
FREE = {"lead": 0, "detection": 0, "snapback": 0, "reversible_others": 1, "reversible_own": 1}
FOR_GOOD = {**FREE, "reversible_others": 0, "reversible_own": 0}
MOVERS = {"guns": ["ann"], "trade": ["bea"], "flag": ["bea"], "secret": ["bea"], "law": ["cas"], "hymn": ["bea", "cas"]}
COSTS: Mapping[str, Mapping[str, Any]] = {
    "ann": {"guns": -2, "trade": 3},
    "bea": {"guns": 3, "trade": [-3, 1], "flag": [-1, 3], "secret": -1, "hymn": 0},
    "cas": {"law": -1, "hymn": -1},
}
ALL = dict.fromkeys(MOVERS, "done")


def small(reservation: Mapping[str, Any]) -> Case:
    """A case of three sides; what is done in secret cannot be undone, and the law needs a vote to be undone.

    To Bea trade costs something in three worlds of four, and the flag in one of four.
    """
    options = {"not": "Not", "done": "Done"}
    issues = {i: {"name": i.title(), "movers": m, "options": options, "joint": "any_breaks"} for i, m in MOVERS.items()}
    positions = {p: {i: {"done": costs.get(i, 0)} for i in MOVERS} for p, costs in COSTS.items()}
    how = {"secret": FOR_GOOD, "law": {**FREE, "restored_by": "vote"}}
    measures = {issue: {"done": how.get(issue, FREE)} for issue in MOVERS}
    return made.case(issues, positions, measures, reservation=reservation)


def test_each_other_side_suspends_what_costs_it_something_and_can_be_taken_back() -> None:
    snapbacks = NamedSnapbacks(small({"ann": -20, "bea": -20, "cas": -20}), FEW)
    assert snapbacks.text("ann", ALL) == "Bea may suspend “Done (Trade)”. Cas may suspend “Done (Hymn)”."
    assert snapbacks.text("bea", ALL) == "Ann may suspend “Done (Guns)”. Cas may suspend “Done (Hymn)”."
    assert (
        snapbacks.text("cas", {"guns": "done", "flag": "done"})
        == "Ann may suspend “Done (Guns)”. Bea can suspend nothing."
    )
    assert snapbacks.text("ann", {"guns": "done", "flag": "done", "secret": "done", "law": "done"}) == NOTHING
    assert snapbacks.text("ann", {}) == NOTHING


def test_only_worlds_count_in_which_the_text_could_have_been_agreed() -> None:
    """Where trade costs Bea something she does not agree to it alone: what was agreed costs her nothing."""
    snapbacks = NamedSnapbacks(small({"ann": 0, "bea": 0, "cas": 0}), FEW)
    assert snapbacks.text("ann", {"trade": "done"}) == NOTHING
    nowhere = NamedSnapbacks(small({"ann": 9, "bea": 9, "cas": 9}), FEW)  # then all worlds count
    assert nowhere.text("ann", {"trade": "done"}) == "Bea may suspend “Done (Trade)”. Cas can suspend nothing."


def test_it_is_what_the_roadmap_says_of_rounds_that_fail() -> None:
    """Of each measure that stands as the package will have it when a round fails, both say the same."""
    case = bundled_case(SINAI)
    with unmeasured(), remembering():
        report = run(Worlds(case, FEW, 1), only=["roadmap"]).reports["roadmap"]
    snapbacks, standing, same = NamedSnapbacks(case, FEW), dict[str, str](), set[str]()
    for number, one in enumerate(report.rounds, 1):
        lasting = {term(case, i, o) for i, o in standing.items() if report.options[i] == o}
        for failure in one.failures:
            for other, options in snapbacks.options(failure.by, report.options).items():
                named = {term(case, *pair) for pair in options.items()}
                assert named & lasting == {*failure.back[other]} & lasting, f"round {number}"
                same |= named & lasting
        standing |= {step.issue: step.option for step in one.measures}
    assert standing == report.options
    assert same


@pytest.mark.parametrize(
    ("case", "party", "package", "why"),
    [
        (
            SINAI,
            "israel",
            {"canel": "open"},
            r"found the unknown issue 'canel'; expected .* \(did you mean 'canal'\?\)",
        ),
        (SINAI, "isreal", {"canal": "open"}, r"party: found 'isreal'; expected .* \(did you mean 'israel'\?\)"),
        (
            "orange",
            "ann",
            {"peel": "bea"},
            "orange does not say what others may suspend: stability lacks stability.yaml → measures",
        ),
        ("prisoners", "first", {}, "does not say what others may suspend: agreement lacks issues"),
    ],
)
def test_what_cannot_be_said_is_refused(case: str, party: str, package: dict[str, str], why: str) -> None:
    with pytest.raises(HelpError, match=why):
        NamedSnapbacks(bundled_case(case), FEW).text(party, package)

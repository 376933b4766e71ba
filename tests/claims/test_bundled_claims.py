"""Arguments of the bundled cases: no condition is a constant, and every column it names is one that a run makes."""

from __future__ import annotations

import pytest

from detente.case.bundled import bundled
from detente.case.language.condition_tree import condition
from detente.claims.decided_forms import Decided, claims_worth_a_look, decided_by_form
from detente.claims.readings import Readings
from detente.claims.verdict_words import likelihood
from tests.sharing import bundled_case, found_in

ARGUED = [name for name in bundled() if bundled_case(name).arguments]


def test_there_are_some() -> None:
    assert {"korea-2021", "cuba-1962"} <= {*ARGUED}
    assert len(bundled_case("korea-2021").arguments["claims"].claims) >= 30


@pytest.mark.parametrize("name", ARGUED)
def test_no_condition_is_a_constant(name: str) -> None:
    case = bundled_case(name)
    decided = Decided(case)
    for file in case.arguments.values():
        for one, claim in file.claims.items():
            if claim.holds_if is not None:
                assert decided_by_form(condition(claim.holds_if), decided) is None, one
    assert claims_worth_a_look(case) == ()


@pytest.mark.parametrize("name", [name for name in ARGUED if name not in {"korea-2021", "cuba-1962"}])
def test_every_claim_can_be_judged_or_says_why_not(name: str) -> None:
    readings = Readings(found_in(name))
    for file in bundled_case(name).arguments.values():
        for claim in file.claims.values():
            assert claim.holds_if is None or readings.lacks(condition(claim.holds_if)) is None


def test_every_claim_says_where_it_stands() -> None:
    for name in ARGUED:
        for file in bundled_case(name).arguments.values():
            assert all(claim.source or claim.place for claim in file.claims.values())


def test_words_of_icd_203() -> None:
    shares = (0, 0.03, 0.05, 0.3, 0.5, 0.6, 0.8, 0.95, 0.999, 1)
    assert [likelihood(share) for share in shares] == [
        "in no world",
        "almost no chance",
        "very unlikely",
        "unlikely",
        "roughly even chance",
        "likely",
        "very likely",
        "almost certain",
        "almost certain",
        "in every world",
    ]

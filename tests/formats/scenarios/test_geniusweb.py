"""GeniusWeb: tables and lines, weights that add up to 1, reservation bids."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from detente.formats.scenarios.folder import open_scenario
from tests.formats.scenarios.folders import changed, opened, party, points


def test_the_domain() -> None:
    scenario = opened("market")
    assert (scenario.name, scenario.format) == ("Market day", "GeniusWeb")
    assert {issue.name: issue.values for issue in scenario.issues} == {
        "Colour": ("red", "blue", "green"),
        "Price": ("1.5", "2.0", "2.5"),
    }


def test_a_profile_has_a_domain_of_its_own_in_any_order(tmp_path: Path) -> None:
    folder = changed("market", tmp_path / "without", [])
    (folder / "market.json").unlink()
    scenario = open_scenario(folder)
    assert scenario.name == "without"
    assert {issue.name for issue in scenario.issues} == {"Price", "Colour"}
    assert points(scenario, "Seller", "Colour") == points(opened("market"), "Seller", "Colour")


@pytest.mark.parametrize("scaling", ["genius", "raw"])
def test_a_value_is_worth_weight_times_utility(scaling: str) -> None:
    scenario = opened("market", "raw" if scaling == "raw" else "genius")
    assert points(scenario, "Buyer", "Colour") == {"red": 0.25, "blue": 0.125, "green": 0}
    assert points(scenario, "Seller", "Colour") == {"red": 0.125, "blue": 0.25, "green": 0.5}


def test_numbers_lie_on_a_line_rounded_to_eight_places() -> None:
    worth = points(opened("market"), "Seller", "Price")
    assert worth == {"1.5": 0, "2.0": Fraction("0.227272725"), "2.5": Fraction("0.454545455")}


def test_the_reservation_bid_is_worth_its_utility() -> None:
    buyer, seller = opened("market").profiles
    assert buyer.reservation == Fraction("0.1931818175")
    assert seller.reservation is None
    assert seller.threshold == Fraction(0)
    assert seller.notes == ("no reservation bid: any agreement is better than none",)


def test_a_reservation_bid_may_leave_issues_out(tmp_path: Path) -> None:
    folder = changed("market", tmp_path / "s", [("buyer.json", '"Colour": "blue", "Price": 2.5', '"Colour": "blue"')])
    assert party(open_scenario(folder), "Buyer").reservation == 0.125


def test_what_negmas_adds_is_read_too(tmp_path: Path) -> None:
    more = '"name": "Seller", "reserved_value": 0.25, "discount_factor": 0.5,'
    folder = changed("market", tmp_path / "s", [("seller.json", '"name": "Seller",', more)])
    seller = party(open_scenario(folder), "Seller")
    assert (seller.reservation, seller.discount, seller.notes) == (Fraction(1, 4), 0.5, ())

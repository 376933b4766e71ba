"""NegoLog: two profiles that repeat the issues, no domain by itself, and a file of figures beside them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from detente.case.faults import CaseError
from detente.formats.scenarios.folder import open_scenario
from tests.formats.scenarios.folders import Change, changed, opened, party, points


def test_the_folder_is_read_as_it_is() -> None:
    """It was refused: no file of Genius, GeniusWeb or NegMAS."""
    scenario = opened("negolog")
    assert (scenario.name, scenario.format) == ("negolog", "NegoLog")
    assert {issue.name: issue.values for issue in scenario.issues} == {
        "Colour": ("red", "blue"),
        "Price": ("low", "fair", "high"),
    }
    assert scenario.files == ("profileA.json", "profileB.json")
    assert scenario.notes == ("specs.json was left out: it is neither a domain nor a profile",)


def test_a_value_is_worth_weight_times_weight_whatever_the_order() -> None:
    scenario = opened("negolog")
    assert points(scenario, "profileA", "Price") == {
        "low": Fraction("0.12"),
        "fair": Fraction("0.366"),
        "high": Fraction("0.6"),
    }
    assert points(scenario, "profileB", "Colour") == {"red": Fraction("0.03"), "blue": Fraction("0.3")}


def test_a_reservation_value_may_be_missing() -> None:
    scenario = opened("negolog")
    assert party(scenario, "profileA").reservation == Fraction(1, 4)
    assert party(scenario, "profileB").reservation is None
    assert party(scenario, "profileB").notes == ("no reservation value: any agreement is better than none",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("profileB.json", '"Price": 0.7, ', ""), "profileB.json:2: issueWeights: found no weight of 'Price'"),
        (("profileB.json", '"blue": 1.0, ', ""), "found other issues or values; expected the issues and values of"),
        (("profileA.json", "0.4", '"much"'), "profileA.json:3: issueWeights → Colour: found 'much'"),
        (("profileB.json", '"Colour": 0.3', '"Colour": 0.3, "Pric": 1'), "found the unknown issue 'Pric'"),
    ],
)
def test_what_is_wrong_is_named(change: Change, said: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError) as refused:
        open_scenario(changed("negolog", tmp_path / "n", [change]))
    assert said in str(refused.value)

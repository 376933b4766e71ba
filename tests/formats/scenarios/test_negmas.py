"""NegMAS: outcome spaces and linear utility functions, in YAML and in JSON."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from detente.formats.scenarios.folder import open_scenario
from tests.formats.scenarios.folders import changed, opened, party, plain, points

FOLDERS = ("village-yaml", "village-json")


@pytest.mark.parametrize("name", FOLDERS)
def test_the_domain(name: str) -> None:
    scenario = opened(name)
    assert (scenario.name, scenario.format, scenario.notes) == ("Village", "NegMAS", ())
    assert {issue.name: issue.values for issue in scenario.issues} == {
        "Well": ("shared", "fenced"),
        "Cows": ("1", "2", "3", "4"),
        "Hours": ("3", "7"),
        "Gate": ("true", "false"),
    }


@pytest.mark.parametrize("name", FOLDERS)
def test_a_value_is_worth_weight_times_value(name: str) -> None:
    scenario = opened(name)
    assert points(scenario, "Anna", "Well") == {"shared": 0.5, "fenced": 0}
    assert points(scenario, "Anna", "Cows") == {"1": 0.0625, "2": 0.125, "3": 0.1875, "4": 0.25}
    assert points(scenario, "Anna", "Hours") == {"3": 0.0625, "7": 0.125}
    assert points(scenario, "Anna", "Gate") == {"true": 0.125, "false": 0}
    assert points(scenario, "Bruno", "Cows") == {"1": 0.25, "2": 0.1875, "3": 0.125, "4": 0.0625}
    assert points(scenario, "Bruno", "Gate") == {"true": 0.125, "false": 0.125}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_discounted_function_keeps_the_reservation_value_inside(name: str) -> None:
    bruno = party(opened(name), "Bruno")
    assert (*plain(bruno.reservation, bruno.bias, bruno.threshold), bruno.discount) == (0.5, 0.125, 0.375, 0.9)


def test_names_in_place_of_positions_and_no_reservation_value() -> None:
    carla = party(opened("village-yaml"), "Carla")
    assert tuple(plain(*points) for points in carla.points) == (
        (0.0625, 0.25),
        (-0.125, -0.25, -0.375, -0.5),
        (0.25, 0.0625),
        (0.125, 0.125),
    )
    assert carla.reservation is None
    assert carla.threshold == Fraction(-1, 4)
    assert carla.notes == ("no reservation value: any agreement is better than none",)


def test_a_linear_function_of_numbers(tmp_path: Path) -> None:
    anna = """name: Anna
type: LinearUtilityFunction
bias: 0
reserved_value: null
"""
    folder = changed("village-yaml", tmp_path / "s", [])
    (folder / "anna.yml").write_text(anna, encoding="utf-8")
    (folder / "village.yml").write_text(
        "type: CartesianOutcomeSpace\nissues:\n- {name: Cows, values: 3}\n- {name: Hours, values: [3, 7]}\n",
        encoding="utf-8",
    )
    (folder / "bruno.yml").write_text(anna.replace("Anna", "Bruno") + "weights: [0.5, -1]\n", encoding="utf-8")
    (folder / "carla.yml").unlink()
    scenario = open_scenario(folder)
    assert scenario.name == "village"
    assert tuple(plain(*points) for points in party(scenario, "Anna").points) == ((0, 1, 2), (3, 7))
    assert party(scenario, "Anna").notes[0] == "no weights: each issue has weight 1, as in NegMAS"
    assert tuple(plain(*points) for points in party(scenario, "Bruno").points) == ((0, 0.5, 1), (-3, -7))
    assert party(scenario, "Bruno").threshold == -7


def test_values_in_the_order_of_the_issue(tmp_path: Path) -> None:
    old = """- mapping:
    fenced: 0.0
    shared: 1.0
  type: TableFun
"""
    folder = changed("village-yaml", tmp_path / "s", [("anna.yml", old, "- [1.0, 0.0]\n")])
    assert party(open_scenario(folder), "Anna").points == party(opened("village-yaml"), "Anna").points

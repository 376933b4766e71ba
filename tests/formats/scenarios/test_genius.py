"""Genius: its own meaning by default, that of NegMAS if asked."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from detente.formats.scenarios.folder import open_scenario
from tests.formats.scenarios.folders import changed, opened, party, plain, points


def test_issues_in_the_order_of_the_domain_nested_ones_too() -> None:
    scenario = opened("harbour")
    assert (scenario.name, scenario.format) == ("harbour", "Genius")
    assert scenario.files == ("harbour.xml", "arda.xml", "belm.xml")
    assert {issue.name: issue.values for issue in scenario.issues} == {
        "Patrols": ("daily", "weekly", "ended"),
        "Licences": ("2", "3", "4", "5", "6"),
        "Fish & salt": ("none", "-5 %", "5 %"),
    }
    assert [profile.name for profile in scenario.profiles] == ["arda", "belm"]


def test_a_discrete_value_is_worth_weight_times_evaluation_over_the_highest() -> None:
    scenario = opened("harbour")
    assert points(scenario, "arda", "Patrols") == {"daily": 0.5, "weekly": 0.25, "ended": 0.125}
    assert points(scenario, "belm", "Fish & salt") == {"none": 0.0625, "-5 %": 0.1875, "5 %": 0.25}


def test_evaluations_that_are_all_zero_are_worth_nothing() -> None:
    assert set(points(opened("harbour"), "arda", "Fish & salt").values()) == {0.0}


def test_an_integer_value_is_on_a_line_from_the_lower_bound_held_between_0_and_1() -> None:
    scenario = opened("harbour")
    assert points(scenario, "arda", "Licences") == {"2": 0, "3": 0.0625, "4": 0.125, "5": 0.1875, "6": 0.25}
    assert points(scenario, "belm", "Licences") == {"2": 0.5, "3": 0.4375, "4": 0.25, "5": 0.0625, "6": 0}


def test_raw_takes_evaluations_as_they_are_and_lines_from_0() -> None:
    scenario = opened("harbour", "raw")
    assert points(scenario, "arda", "Patrols") == {"daily": 2, "weekly": 1, "ended": 0.5}
    assert points(scenario, "belm", "Licences")["2"] == 0.5 * (1.25 - 0.375 * 2)
    assert "NegMAS" in scenario.meaning


def test_reservation_and_discount_are_kept_apart() -> None:
    arda, belm = opened("harbour").profiles
    assert (arda.reservation, arda.discount, arda.notes) == (Fraction(1, 4), 0.8, ())
    assert (belm.reservation, belm.discount) == (Fraction(0), None)
    assert belm.notes == ("no reservation value: taken for 0, as Genius does",)


def test_weights_count_as_they_are_given(tmp_path: Path) -> None:
    folder = changed("harbour", tmp_path / "s", [("arda.xml", 'index="1" value="0.5"', 'index="1" value="2"')])
    arda = party(open_scenario(folder), "arda")
    assert points(open_scenario(folder), "arda", "Patrols") == {"daily": 2, "weekly": 1, "ended": 0.5}
    assert arda.notes == ("utilities go up to 2.25: Genius cuts them off at 1, the case does not",)
    assert party(open_scenario(folder, "raw"), "arda").notes == ()


def test_a_weight_without_issue(tmp_path: Path) -> None:
    stray = '<weight index="1" value="0.5"/><weight index="7" value="0.125"/>'
    folder = changed("harbour", tmp_path / "s", [("arda.xml", '<weight index="1" value="0.5"/>', stray)])
    genius, raw = party(open_scenario(folder), "arda"), party(open_scenario(folder, "raw"), "arda")
    assert plain(genius.bias, raw.bias) == (0, 0.125)
    assert "passed over, as Genius does" in genius.notes[0]
    assert "added to every outcome, as NegMAS does" in raw.notes[0]
    assert genius.threshold == 0.25
    assert raw.threshold == 0.125


@pytest.mark.parametrize(("factor", "kept"), [("0", None), ("1", None), ("0.5", 0.5), ("1.5", None), ("-1", None)])
def test_only_discounts_between_0_and_1_count(factor: str, kept: float | None, tmp_path: Path) -> None:
    folder = changed("harbour", tmp_path / "s", [("arda.xml", 'factor value="0.8"', f'factor value="{factor}"')])
    arda = party(open_scenario(folder), "arda")
    assert arda.discount == kept
    assert any("passed over" in note for note in arda.notes) is (factor in {"1.5", "-1"})


def test_items_for_an_integer_issue_are_read_as_negmas_writes_them(tmp_path: Path) -> None:
    """NegMAS writes a table for an integer issue of the domain."""
    items = "".join(f'<item index="{n}" value="{n}" evaluation="{n - 2}"/>' for n in range(2, 7))
    old = """type="integer" etype="integer" lowerbound="2" upperbound="6">
        <evaluator ftype="linear" offset="0" slope="0.25"/>"""
    folder = changed("harbour", tmp_path / "s", [("arda.xml", old, f'type="discrete" vtype="integer">{items}')])
    assert points(open_scenario(folder), "arda", "Licences")["6"] == 0.25
    assert points(open_scenario(folder, "raw"), "arda", "Licences")["6"] == 1


def test_bounds_may_stand_in_an_element_of_their_own(tmp_path: Path) -> None:
    old = 'lowerbound="2" upperbound="6"/>'
    new = '><range lowerbound="2" upperbound="6"/></issue>'
    folder = changed("harbour", tmp_path / "s", [("harbour.xml", old, new)])
    assert open_scenario(folder).issues == opened("harbour").issues


def test_a_value_may_stand_twice_in_the_domain(tmp_path: Path) -> None:
    item = '<item index="2" value="weekly"/>'
    folder = changed("harbour", tmp_path / "s", [("harbour.xml", item, item + item)])
    assert open_scenario(folder).issues == opened("harbour").issues


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_encoding_that_the_first_line_names_is_read(encoding: str, tmp_path: Path) -> None:
    folder = changed("harbour", tmp_path / "s", [])
    text = (folder / "belm.xml").read_text(encoding="utf-8")
    named = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16"}.get(encoding, encoding)
    (folder / "bélm.xml").write_bytes(f'<?xml version="1.0" encoding="{named}"?>\n<!-- é -->\n{text}'.encode(encoding))
    (folder / "belm.xml").unlink()
    assert open_scenario(folder).profiles[1].points == opened("harbour").profiles[1].points


def test_other_files_are_named_and_left_out(tmp_path: Path) -> None:
    folder = changed("harbour", tmp_path / "s", [])
    (folder / "build.xml").write_text("<project/>", encoding="utf-8")
    (folder / "readme.txt").write_text("about", encoding="utf-8")
    (folder / "_stats.xml").write_text("<broken", encoding="utf-8")
    assert open_scenario(folder).notes == ("build.xml was left out: it is neither a domain nor a profile",)

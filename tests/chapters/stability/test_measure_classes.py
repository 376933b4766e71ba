"""Classes of measures: what the program assumes is in the manual, is marked, and gives way to what a case says."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from detente.case.changed import with_judgements
from detente.case.faults import CaseError
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas
from detente.chapters.stability.measure_classes import CLASSES, ClassName
from detente.chapters.stability.pages.assumed_measures import assumed_measures
from detente.chapters.stability.schema import JUDGED, Measure, StabilityFile
from detente.findings import Table
from detente.outcomes.confidence import footing
from detente.outcomes.opening import draw
from detente.outcomes.run import run
from tests.docs.manual import DOCS
from tests.sharing import bundled_case

MAIN = """\
title: Two sides
date: 2021-08-31
parties: {ann: Ann, bea: Bea}
issues:
  arms: {name: Arms, movers: [ann], options: {kept: Kept, cut: Cut}}
  trade: {name: Trade, movers: [bea], options: {shut: Shut, free: Free}}
positions:
  ann: {arms: {cut: [-2, -1]}, trade: {free: [1, 3]}}
  bea: {arms: {cut: [1, 3]}, trade: {free: [-2, -1]}}
reservation: {ann: 0, bea: 0}
discount_rates: {ann: 0.1, bea: 0.1}
"""
BY_CLASS = """\
hazard: 0.1
measures:
  arms: {cut: {class: deployment, lead: [2, 3]}}
  trade: {free: {class: easing}}
"""


def case_of(folder: Path, stability: str) -> Case:
    folder.mkdir()
    (folder / "case.yaml").write_text(MAIN, encoding="utf-8")
    (folder / "stability.yaml").write_text(stability, encoding="utf-8")
    return read(folder, schemas())


def in_full(name: str, **said: list[float]) -> str:
    """Return a measure of a class with everything said, as in a file."""
    ranges = {judged: [low, high] for judged, (low, high, _) in CLASSES[name].defaults.items()} | said
    return "{" + ", ".join(f"{judged}: {span}" for judged, span in ranges.items()) + "}"


def test_every_class_says_all_that_a_measure_must_have() -> None:
    assert set(CLASSES) == {*get_args(ClassName)}
    for one in CLASSES.values():
        assert set(one.defaults) == {*JUDGED}
        for judged, (low, high, why) in one.defaults.items():
            assert 0 <= low < high <= (1 if judged.startswith("reversible") else 60)
            assert why.endswith(".")


def test_a_class_is_what_its_numbers_are_if_they_are_written_out(tmp_path: Path) -> None:
    written = f"hazard: 0.1\nmeasures:\n  arms: {{cut: {in_full('deployment', lead=[2, 3])}}}\n"
    written += f"  trade: {{free: {in_full('easing')}}}\n"
    found, other = (
        run(draw(case_of(tmp_path / name, text), Inquiry(worlds=200)), ["stability"])
        for name, text in (("by-class", BY_CLASS), ("in-full", written))
    )
    assert [c.name for c in found.table.columns] == [c.name for c in other.table.columns]
    for mine, theirs in zip(found.table.columns, other.table.columns, strict=True):
        assert np.array_equal(mine.values, theirs.values, equal_nan=mine.values.dtype.kind == "f"), mine.name


def test_what_is_assumed_is_marked_and_what_is_said_is_not(tmp_path: Path) -> None:
    found = case_of(tmp_path / "case", BY_CLASS)
    of = {path: placed.judgement for path, placed in found.judgements.items() if "measures" in path}
    assert {path for path, judgement in of.items() if not judgement.assumed} == {"stability/measures/arms/cut/lead"}
    assert all(judgement.why for judgement in of.values() if judgement.assumed)
    rests = footing(found, of)
    assert (rests.assumed, rests.own, rests.sourced, rests.total) == (9, 1, 0, 10)
    path = "stability/measures/trade/free/lead"
    changed = with_judgements(found, {path: [1, 2]})
    assert not changed.judgements[path].judgement.assumed


def test_the_brief_lists_them_as_assumptions_to_dispute(tmp_path: Path) -> None:
    (section,) = assumed_measures(case_of(tmp_path / "case", BY_CLASS))
    assert section.place == "assumptions"
    assert section.answer[0].startswith("9 judgements are the program’s own, not the author’s")
    assert section.answer[2].endswith(": “Cut (Arms)”.")
    (table,) = section.figures
    assert isinstance(table, Table)
    assert len(table.rows) == 9
    assert ("deployment", "months until it is carried out") not in {row[:2] for row in table.rows}
    assert assumed_measures(bundled_case("korea-2021")) == ()


def test_an_unknown_class_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(
        CaseError, match=r"stability.yaml:3: .* → class: found 'deploiment'.* \(did you mean 'deployment'"
    ):
        case_of(tmp_path / "case", "hazard: 0.1\nmeasures:\n  arms: {cut: {class: deploiment}}\n")


def test_bundled_measures_lie_where_their_class_would_put_them() -> None:
    """Wide ranges that still exclude what the cases, judged measure by measure, hold possible would be wrong."""
    like: dict[tuple[str, str, str], str] = {
        ("korea-2021", "war-ending", "declaration"): "paper",
        ("korea-2021", "us-sanctions", "executive"): "easing",
        ("korea-2021", "us-sanctions", "ended"): "law",
        ("korea-2021", "exercises", "suspend"): "restraint",
        ("korea-2021", "nuclear-tests", "moratorium"): "restraint",
        ("korea-2021", "forward-forces", "pull-back"): "deployment",
        ("korea-2021", "relations", "liaison"): "presence",
        ("camp-david-1978", "sinai", "partial"): "territory",
        ("camp-david-1978", "sinai-settlements", "removed"): "dismantlement",
        ("camp-david-1978", "forces", "narrow"): "deployment",
        ("sinai-1974-75", "monitoring", "us-posts"): "access",
        ("gerd-2021", "benefits", "fund"): "payment",
    }
    for (name, issue, option), one in like.items():
        measure: Measure = bundled_case(name).parts["stability"].measures[issue][option]
        for judged, (low, high, _) in CLASSES[one].defaults.items():
            stated = getattr(measure, judged)
            assert stated.low <= high, (name, issue, option, judged)
            assert stated.high >= low, (name, issue, option, judged)


def test_the_manual_has_every_range_and_reason() -> None:
    text = (DOCS / "howto" / "stability.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    stated = {row[0].strip("`"): row[1:] for row in rows if row[0].strip("`") in CLASSES}
    assert stated == {
        name: [one.means, *(f"{low:g}–{high:g}" for low, high, _ in one.defaults.values())]
        for name, one in CLASSES.items()
    }


def test_a_class_in_the_schema_is_one_of_the_classes() -> None:
    kind = StabilityFile.model_json_schema()["$defs"]["Measure"]["properties"]["class"]
    assert {*kind["anyOf"][0]["enum"]} == {*CLASSES}

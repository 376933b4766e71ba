"""What a case lacks is named one by one; what does not fit the case is a fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.faults import CaseError
from detente.case.model import Case
from detente.case.read import read
from detente.chapters.stability.lacks import lacks
from detente.chapters.stability.schema import StabilityFile
from tests.chapters.stability.made import case, steps

CASE = """\
title: Two sides
date: 2021-08-31
parties: {ann: Ann, bea: Bea, house: {name: House, role: consenting}}
issues:
  arms: {name: Arms, movers: [ann], options: {kept: Kept, cut: Cut}}
  trade: {name: Trade, movers: [bea], options: {shut: Shut, free: Free}}
positions:
  ann: {arms: {cut: -1}, trade: {free: 2}}
  bea: {arms: {cut: 2}, trade: {free: -1}}
reservation: {ann: 0, bea: 0}
discount_rates: {ann: 0.1, bea: 0.1}
gates: {house: {passes: 0.5}}
consent: {law: {covers: {trade: free}, needs: house}}
"""
MEASURE = "lead: 1, detection: 2, snapback: 3, reversible_others: 1, reversible_own: 1"


def written(folder: Path, stability: str) -> Case:
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "stability.yaml").write_text(stability, encoding="utf-8")
    return read(folder, {"stability": StabilityFile})


def test_whole(tmp_path: Path) -> None:
    whole = (
        f"hazard: 0.1\nmeasures:\n  arms: {{cut: {{{MEASURE}}}}}\n  trade: {{free: {{{MEASURE}, restored_by: vote}}}}\n"
    )
    found = written(tmp_path, whole)
    assert lacks(found) == ()
    assert found.judgements["stability/measures/arms/cut/detection"].judgement.low == 2


def test_everything_missing_is_named(tmp_path: Path) -> None:
    found = written(tmp_path, "measures:\n  arms: {cut: {lead: 1, detection: [1, 2]}}\n")
    lines = lacks(found)
    assert any(line.startswith("stability.yaml → hazard") for line in lines)
    for name in ("snapback", "reversible_others", "reversible_own"):
        assert any(line.startswith(f"stability.yaml → measures → arms → cut → {name}") for line in lines)
    assert sum("trade → free" in line for line in lines) == 2, "its class or five judgements, and who restores"
    assert sum("trade → free → class: paper, law, payment" in line for line in lines) == 1
    assert len(lines) == 6
    without = steps(1, 0.5, 1.0, 12).model_copy(update={"discount_rates": {}})
    assert [line.split(":")[0] for line in lacks(without)] == ["discount_rates → ann", "discount_rates → bea"]


def test_joint_movers_must_say_how() -> None:
    issue = {"name": "Peace", "movers": ["ann", "bea"], "options": {"war": "War", "peace": "Peace"}}
    one = {"lead": 0, "detection": 0, "snapback": 0, "reversible_others": 1, "reversible_own": 1}
    positions = {p: {"peace": {"peace": 1}} for p in ("ann", "bea")}
    found = case({"peace": issue}, positions, {"peace": {"peace": one}})
    assert lacks(found) == ("issues → peace → joint: any_breaks or each_own_part",)


def test_too_many_linked_issues_of_one_mover_are_refused() -> None:
    names = [f"i{n}" for n in range(11)]
    issues = {n: {"name": n, "movers": ["ann"], "options": {"a": "a", "b": "b"}} for n in names}
    one = {"lead": 0, "detection": 0, "snapback": 0, "reversible_others": 1, "reversible_own": 1}
    positions = {p: {n: {"b": 1} for n in names} for p in ("ann", "bea")}
    linkages = {f"l{n}": {"party": "bea", "pattern": {f"i{n}": "b", f"i{n + 1}": "b"}, "value": 1} for n in range(10)}
    found = case(issues, positions, {n: {"b": one} for n in names}, linkages=linkages)
    assert lacks(found) == ("linkages → of bea: at most 10 issues of ann tied together, not 11",)
    assert lacks(found.model_copy(update={"linkages": dict(list(found.linkages.items())[:9])})) == ()


@pytest.mark.parametrize(
    ("stability", "line", "found"),
    [
        (f"measures:\n  arm: {{cut: {{{MEASURE}}}}}\n", 2, "the unknown issue 'arm'"),
        (f"measures:\n  arms:\n    cuts: {{{MEASURE}}}\n", 3, "the unknown option of arms 'cuts'"),
        (f"measures:\n  arms:\n    kept: {{{MEASURE}}}\n", 3, "a measure for the status quo 'kept'"),
        ("measures:\n  arms:\n    cut: {restored_by: vote}\n", 3, "no consent clause covers arms: cut"),
        ("measures:\n  arms:\n    cut: {reversible_own: 1.5}\n", 3, "1.5"),
        ("measures:\n  arms:\n    cut: {lead: -1}\n", 3, "-1"),
    ],
)
def test_faults(tmp_path: Path, stability: str, line: int, found: str) -> None:
    with pytest.raises(CaseError) as raised:
        written(tmp_path, stability)
    (fault,) = raised.value.faults
    assert fault.file == "stability.yaml"
    assert fault.line == line
    assert found in fault.found


def test_a_future_without_end_has_no_value(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE.replace("{ann: 0.1,", "{ann: [0, 0.1],"), encoding="utf-8")
    (tmp_path / "stability.yaml").write_text(
        f"hazard: 0\nmeasures: {{arms: {{cut: {{{MEASURE}}}}}}}\n", encoding="utf-8"
    )
    with pytest.raises(CaseError, match="a rate or a hazard above 0"):
        read(tmp_path, {"stability": StabilityFile})

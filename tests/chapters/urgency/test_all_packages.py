"""The best by any package at a later start: against trying every package, and against what agreement finds today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.changed import with_judgements
from detente.case.model import Case
from detente.chapters.agreement import AGREEMENT, Agreement, best_of_all, for_the_best, scores
from detente.chapters.contract import Upstream
from detente.chapters.urgency.pages.waiting_sections import answer
from detente.chapters.urgency.report import report
from detente.chapters.urgency.schema import UrgencyFile
from detente.chapters.urgency.waiting.all_packages import BestLater, best_later, judged_later
from detente.chapters.urgency.waiting.drifting_values import drifting_values
from detente.worlds import Worlds
from tests.oracles import urgency as oracle
from tests.sharing import bundled_case, found_in

MONTHS = (1, 12, 24)
ENDS = "2022-06-30"  # ten months after the day of the case
Pair = tuple[float, float]
points = st.tuples(st.floats(-9, 9), st.floats(-9, 9)).map(lambda pair: (round(min(pair), 3), round(max(pair), 3)))


def case_of(worth: list[list[tuple[Pair, Pair]]], lines: tuple[Pair, Pair], drifts: tuple[Pair, Pair]) -> Case:
    """A case of two sides; the last option of the first issue cannot be had for long, and two values drift."""
    issues: dict[str, Any] = {
        f"i{n}": {
            "name": f"I{n}",
            "movers": ["a"],
            "options": {f"o{k}": {"name": f"O{k}"} for k in range(len(one) + 1)},
        }
        for n, one in enumerate(worth)
    }
    issues["i0"]["options"][f"o{len(worth[0])}"]["until"] = ENDS
    positions: dict[str, Any] = {
        party: {f"i{n}": {f"o{k + 1}": list(pair[side]) for k, pair in enumerate(one)} for n, one in enumerate(worth)}
        for side, party in enumerate("ab")
    }
    case = Case.model_validate(
        {
            "title": "t",
            "date": "2021-08-31",
            "parties": {"a": {"name": "A", "role": "principal"}, "b": {"name": "B", "role": "principal"}},
            "issues": issues,
            "positions": positions,
            "reservation": {"a": list(lines[0]), "b": list(lines[1])},
        }
    )
    waiting = {
        "months": 24,
        "drifts": {
            "asks-more": {"name": "asks more", "of": "reservation/b", "a_year": list(drifts[0])},
            "worth-more": {"name": "worth more", "of": "positions/a/i1/o1", "a_year": list(drifts[1])},
        },
    }
    part = UrgencyFile.model_validate({"waiting": waiting}, strict=False)
    return case.model_copy(update={"parts": {"urgency": part}})


def looked_at(case: Case, size: int) -> tuple[Worlds, BestLater]:
    """The best of all packages in such a case."""
    worlds = Worlds(case, size=size, seed=1)
    agreement = AGREEMENT.analyse(worlds, Upstream())
    drifting = drifting_values(case.parts["urgency"].waiting, worlds, None)
    later = judged_later(agreement.main.plan, drifting, worlds, MONTHS)
    assert later is not None
    return worlds, best_later(agreement.main, later, worlds)


@settings(max_examples=8)
@given(
    st.lists(st.lists(st.tuples(points, points), min_size=1, max_size=2), min_size=2, max_size=3),
    st.tuples(points, points),
    st.tuples(points, points),
)
def test_the_best_of_all_is_that_of_trying_every_package(
    worth: list[list[tuple[Pair, Pair]]], lines: tuple[Pair, Pair], drifts: tuple[Pair, Pair]
) -> None:
    case = case_of(worth, lines, drifts)
    worlds, found = looked_at(case, 4)
    values = worlds.judged(case.judgements)
    for row, month in enumerate(found.months):
        for world in range(worlds.size):
            drifted = [
                values[f"urgency/waiting/drifts/{name}/a_year"][world] * month / 12
                for name in ("asks-more", "worth-more")
            ]
            held = [
                [(0.0, 0.0)]
                + [
                    tuple(float(values[f"positions/{party}/i{n}/o{k + 1}"][world]) for party in "ab")
                    for k in range(len(one))
                ]
                for n, one in enumerate(worth)
            ]
            held[1][1] = (held[1][1][0] + drifted[1], held[1][1][1])
            if month >= 12:
                held[0] = held[0][:-1]
            today = tuple(float(values[f"reservation/{party}"][world]) for party in "ab")
            wanted = oracle.best_gain(held, (today[0], today[1] + drifted[0]), today)  # type: ignore[arg-type]
            assert found.any[row, world] == wanted[0]
            assert [found.gains[party][row, world] for party in "ab"] == pytest.approx(wanted[1:], abs=1e-6)


def test_today_it_is_what_agreement_finds_to_the_last_digit() -> None:
    found: Any = found_in("korea-2021").results["agreement"]
    assert isinstance(found, Agreement)
    plan, worlds = for_the_best(found.main.plan), found_in("korea-2021").worlds
    assert plan is not None
    some = np.arange(min(worlds.size, 24))
    block = scores(plan.case, worlds.draws(0, min(worlds.size, 1024)), plan.parties, plan.needs).some(some)
    judged = best_of_all(plan, block, {})
    assert np.array_equal(judged.any, found.main.any[some])
    for party, gains in judged.gains.items():
        assert np.array_equal(gains, found.main.best[party][some])


def test_no_package_in_question_is_better_than_the_best_of_all() -> None:
    later: Any = found_in("korea-2021").results["urgency"]
    assert later.later.best is not None
    best, size = later.later.best, later.later.best.worlds.size
    for row, month in enumerate(best.months):
        at = later.later.months.index(month)
        assert (best.any[row] >= later.later.any[at, :size]).all()
        for party, gains in best.gains.items():
            assert (gains[row] >= later.later.gains[party][at, :size] - 1e-6).all()


def test_without_drift_it_stays_what_it_is_and_a_line_that_rises_takes_away() -> None:
    worth = [[((2.0, 3.0), (1.0, 2.0))], [((1.0, 4.0), (-1.0, 1.0))]]
    case = case_of(worth, ((0.0, 1.0), (0.0, 1.0)), ((0.0, 0.0), (0.0, 0.0)))
    plain = case.model_copy(update={"issues": {n: _lasting(one) for n, one in case.issues.items()}})
    _, found = looked_at(plain, 30)
    for row in range(len(found.months)):
        assert np.array_equal(found.any[row], found.any[0])
        assert all(np.allclose(gains[row], gains[0], atol=1e-9) for gains in found.gains.values())
    _, dearer = looked_at(with_judgements(plain, {"urgency/waiting/drifts/asks-more/a_year": 1}), 30)
    assert (dearer.any[1:] <= dearer.any[:-1]).all()
    assert dearer.any[-1].sum() < dearer.any[0].sum()


def _lasting(issue: Any) -> Any:
    return issue.model_copy(
        update={"options": {name: one.model_copy(update={"until": None}) for name, one in issue.options.items()}}
    )


def test_a_case_with_too_many_packages_says_so() -> None:
    case, found = bundled_case("korea-2021"), found_in("korea-2021")
    agreement: Any = found.results["agreement"]
    few = replace(agreement.main.plan, full=False)
    drifting = drifting_values(case.parts["urgency"].waiting, found.worlds, None)
    assert judged_later(few, drifting, found.worlds, (1,)) is None
    told = report(found.results["urgency"]).waiting  # type: ignore[arg-type]
    assert told is not None
    prices = [one.model_copy(update={"best": None, "possible": None}) for one in told.prices]
    says = answer(case, told.model_copy(update={"searched": None, "prices": prices}))
    assert any("too many to be judged each" in sentence for sentence in says)
    assert not any("too many" in sentence for sentence in answer(case, told))

"""Hours against brute force, and what a plan must never do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.chapters.urgency.attention.agenda import Agenda, DeskMonths
from detente.chapters.urgency.attention.hours_programme import hours_plan
from tests.oracles import urgency as oracle

STEPS = 4  # needs and hours are such that the best plan lies on this grid


@st.composite
def agendas(draw: st.DrawFn) -> tuple[Agenda, list[oracle.Desk], list[list[float]]]:
    """Two months, up to two files; one level is short and the other is not."""
    months = 2
    files, desks = {}, []
    need = draw(st.sampled_from([2.0, 4.0]))
    for n in range(draw(st.integers(1, 2))):
        worth = [float(draw(st.integers(0, 9))) for _ in range(months)]
        half, decay = draw(st.sampled_from([0.5, 0.7, 1.0])), draw(st.sampled_from([0.2, 0.5, 1.0]))
        state = draw(st.sampled_from([0.0, 0.5]))
        needs = [[need, need / 2]] * months
        files[f"f{n}"] = DeskMonths(np.array(needs), np.array(worth), half, decay, 0.0, state)
        desks.append(oracle.Desk(needs, worth, half, decay, state))
    hours = [[need * draw(st.integers(0, 2 * STEPS)) / STEPS, 100.0] for _ in range(months)]
    return Agenda("central", files, np.array(hours), {}, {}), desks, hours


@settings(max_examples=40)
@given(agendas())
def test_the_best_plan_is_that_of_every_plan(made: tuple[Agenda, list[oracle.Desk], list[list[float]]]) -> None:
    agenda, desks, hours = made
    plan = hours_plan(agenda, "f0", {})
    assert plan.value == pytest.approx(oracle.best_hours(desks, hours, STEPS), abs=1e-7)
    covered = [plan.coverage[name].tolist() for name in agenda.files]
    assert oracle.value_of_hours(desks, covered) == pytest.approx(plan.value, abs=1e-7)
    assert (np.diff(plan.postponed) >= -1e-9).all()
    left_alone = [oracle.Desk(d.needs, d.worth, d.first_half, d.decay, d.state) for d in desks]
    without = oracle.best_hours(left_alone[1:], hours, STEPS) if len(desks) > 1 else 0.0
    alone = oracle.value_of_hours(desks[:1], [[0.0, 0.0]])
    assert plan.postponed[-1] == pytest.approx(plan.value - without - alone, abs=1e-7)


def test_an_hour_is_worth_what_one_more_brings() -> None:
    files = {"a": DeskMonths(np.array([[10.0, 1.0]]), np.array([6.0]), 0.7, 0.5, 0.0, 0.0)}
    few, more = (hours_plan(Agenda("central", files, np.array([[h, 9.0]]), {}, {}), "a", {}) for h in (2.0, 3.0))
    assert few.prices[0, 0] == pytest.approx(more.value - few.value)
    assert few.prices[0, 1] == pytest.approx(0)


def test_an_engagement_costs_what_its_hours_would_have_brought_and_must_fit() -> None:
    files = {"a": DeskMonths(np.array([[10.0, 1.0]] * 3), np.array([6.0] * 3), 0.7, 0.5, 0.3, 0.0)}
    agenda = Agenda(
        "central", files, np.array([[6.0, 9.0]] * 3), {"e": np.array([2.0, 0.0]), "f": np.array([4.0, 0])}, {}
    )
    plan = hours_plan(agenda, "a", {"e": 2, "f": 1})
    fewer = hours_plan(Agenda("central", files, np.array([[4.0, 9.0], [4.0, 9], [6, 9]]), {}, {}), "a", {})
    assert plan.engaged["e"][0] == pytest.approx(plan.value - fewer.value)
    assert np.isnan(plan.engaged["e"][-1])
    assert np.isnan(plan.engaged["f"]).all()


def test_what_cannot_be_refused_comes_first_and_is_scaled_where_there_are_too_few_hours() -> None:
    files = {
        "dull": DeskMonths(np.array([[10.0, 1.0]]), np.array([0.1]), 0.5, 0.5, 0.8, 0.0),
        "bright": DeskMonths(np.array([[10.0, 1.0]]), np.array([9.0]), 0.5, 0.5, 0.0, 0.0),
    }
    plan = hours_plan(Agenda("central", files, np.array([[10.0, 9.0]]), {}, {}), "dull", {})
    assert plan.coverage["dull"][0] == pytest.approx(0.8)
    assert plan.coverage["bright"][0] == pytest.approx(0.2)
    short = hours_plan(Agenda("central", files, np.array([[4.0, 9.0]]), {}, {}), "bright", {})
    assert short.coverage["dull"][0] == pytest.approx(0.4)

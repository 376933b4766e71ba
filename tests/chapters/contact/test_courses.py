"""Courses of action by their risk of war, in the same worlds as agreement and arsenal."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.chapters.agreement import Agreement
from detente.chapters.contact.chapter import CONTACT
from detente.chapters.contact.result import Contacts
from detente.chapters.urgency.report import UrgencyReport
from detente.outcomes.run import run
from detente.worlds import Worlds
from tests.oracles import contact as oracle
from tests.sharing import bundled_case, found_in

CASE = "korea-2021"


def contacts() -> Contacts:
    """What the chapter found beside all others."""
    found: Any = found_in(CASE).results["contact"]
    assert isinstance(found, Contacts)
    return found


def agreed() -> Agreement:
    """What can be agreed, with the package recommended."""
    found: Any = found_in(CASE).results["agreement"]
    assert isinstance(found, Agreement)
    return found


@pytest.mark.parametrize("name", ["wait", "pressure", "recommended"])
def test_the_risk_by_a_course_is_that_of_the_formula(name: str) -> None:
    found, case = contacts(), bundled_case(CASE)
    (outcome,) = (one for one in agreed().policies if one.policy == name)
    (by,) = (one for one in found.changed if one.kind == "policy" and one.name == name)
    judged, worlds = found.now.judged, found.worlds
    shift = f"policies/{name}/shifts/contact/ladder/incidents"
    more = worlds.judged([shift])[shift] if shift in case.judgements else np.zeros(worlds.size)
    options = agreed().main.plan.packages.options(outcome.proposal) if outcome.proposal else {}
    paths = {
        f"issues/{i}/options/{o}/effects/{kind}": kind
        for i, o in options.items()
        for kind in case.issues[i].options[o].effects
        if kind in {"incident-rate", "escalation"}
    }
    effects = worlds.judged(paths)
    reached = {rung: found.now.reached(found.now.today, rung) for rung in found.now.rungs}
    for world in range(0, worlds.size, 17):
        held = [(kind, effects[path][world]) for path, kind in paths.items()] if outcome.agreed[world] else []
        often, factor = (oracle.of_effects([e for of, e in held if of == k]) for k in ("incident-rate", "escalation"))
        windows = []
        for rung, (first, second) in reached.items():
            said = {k: judged[f"ladder/rungs/{rung}/{k}"][world] for k in ("attack", "climb", "false_alarm", "settle")}
            harder = {k: p if k == "settle" else oracle.scaled(p, factor) for k, p in said.items()}
            limits = judged["ladder/threshold"][world], judged["ladder/liar"][world]
            windows.append(oracle.window(harder, (first[world], second[world]), *limits))
        given = oracle.war(windows)
        incidents = (judged["ladder/incidents"][world] + more[world]) * often
        risk = oracle.within_years(incidents, given, judged["ladder/deliberate"][world], 5)
        assert by.in_years[world] == pytest.approx(risk, rel=1e-9)


def test_all_courses_stand_side_by_side_on_agreement_war_and_arsenal() -> None:
    outcomes = found_in(CASE)
    report: UrgencyReport = outcomes.reports["urgency"]
    assert report.arsenal is not None
    by = {course.id: course for course in report.arsenal.courses if course.kind == "policy"}
    assert list(by) == list(bundled_case(CASE).policies)
    table = {c.name: c.values for result in outcomes.results.values() for c in result.columns()}
    weight = outcomes.worlds.weight() / outcomes.worlds.total
    for name, course in by.items():
        assert course.war is not None
        assert course.war == pytest.approx(float(weight @ table[f"contact.war_by[{name}]"]), rel=1e-12)
        assert course.agreed == pytest.approx(float(weight @ table[f"agreement.agreed[{name}]"]), rel=1e-12)
        assert course.weapons == pytest.approx(float(weight @ table[f"urgency.weapons_by[{name}]"]), rel=1e-12)
    assert np.array_equal(table["contact.war_by[wait]"], table["contact.war"])


def test_what_a_course_seeks_counts_where_it_is_agreed_and_nowhere_else() -> None:
    found = contacts()
    of = {one.policy: one for one in agreed().policies}["recommended"]
    (by,) = (one for one in found.changed if one.kind == "policy" and one.name == "recommended")
    today = found.openings.today.in_years
    assert today is not None
    assert np.array_equal(by.in_years[~of.agreed], today[~of.agreed])
    assert (by.in_years[of.agreed] != today[of.agreed]).all()


def test_without_what_is_agreed_courses_are_known_by_their_shifts_alone() -> None:
    found: Any = run(Worlds(bundled_case(CASE), size=20, seed=1), ["contact"]).results["contact"]
    assert [one.name for one in found.changed if one.kind == "policy"] == ["pressure"]
    assert CONTACT.after == ("reading",)  # so that its command stays quick


def test_courses_that_change_nothing_are_not_listed() -> None:
    found = contacts()
    nothing = {name: {"arsenal": np.ones(found.worlds.size)} for name in ("wait", "letters")}
    assert not [one for one in found.with_courses(nothing).changed if one.kind == "policy"]

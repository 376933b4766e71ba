"""Later starts: the same as the other chapters today, nothing without drift, and the formula of each drift."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from detente.case.changed import with_judgements
from detente.chapters.agreement import Agreement
from detente.chapters.contract import Upstream
from detente.chapters.urgency.analyse import analyse
from detente.chapters.urgency.chapter import URGENCY
from detente.chapters.urgency.pages.page import page
from detente.chapters.urgency.report import report
from detente.chapters.urgency.result import Urgencies
from detente.chapters.urgency.schema import UrgencyFile
from detente.chapters.urgency.waiting.drifting_values import day_of, drifting_values, starts
from detente.chapters.urgency.waiting.later_starts import doublings, later_starts
from detente.worlds import Worlds
from tests.oracles import urgency as oracle
from tests.oracles.contact import within_years
from tests.sharing import bundled_case, found_in


@pytest.fixture(scope="module")
def korea() -> Urgencies:
    found: Any = found_in("korea-2021").results["urgency"]
    assert isinstance(found, Urgencies)
    return found


def agreed() -> Agreement:
    """What can be agreed today."""
    found: Any = found_in("korea-2021").results["agreement"]
    assert isinstance(found, Agreement)
    return found


def test_today_is_what_the_other_chapters_say(korea: Urgencies) -> None:
    assert korea.later is not None
    table = {c.name: c.values for result in found_in("korea-2021").results.values() for c in result.columns()}
    for label in korea.later.names:
        assert np.array_equal(korea.later.of(label)[0], table[f"agreement.attainable[{label}]"]), label
        joint = korea.later.joint(label)
        if joint is not None:
            asked = [table[n] for n in (f"stability.durable[{label}]", f"roadmap.reachable[{label}]") if n in table]
            assert np.array_equal(joint[0], np.all([table[f"agreement.attainable[{label}]"], *asked], axis=0))


def without_drifts(keep: tuple[str, ...] = ()) -> Any:
    """The case with some of its drifts alone."""
    case = bundled_case("korea-2021")
    part: UrgencyFile = case.parts["urgency"]
    assert part.waiting is not None
    left = {name: drift for name, drift in part.waiting.drifts.items() if name in keep}
    waiting = part.waiting.model_copy(update={"drifts": left})
    return case.model_copy(update={"parts": {**case.parts, "urgency": part.model_copy(update={"waiting": waiting})}})


def later_in(case: Any) -> Any:
    """What comes of later starts in the worlds that tests share: what can be agreed today does not depend on drifts."""
    worlds = found_in("korea-2021").worlds.of_case(case, None)
    return worlds, later_starts(case.parts["urgency"].waiting, worlds, agreed(), Upstream(), None)


def test_waiting_with_no_drift_changes_nothing() -> None:
    _, later = later_in(without_drifts())
    for row in range(len(later.months)):
        assert np.array_equal(later.attainable[row], later.attainable[0])
        assert all(np.array_equal(gains[row], gains[0]) for gains in later.gains.values())
    assert not any(later.pays(party).any() for party in later.gains)


def test_a_drift_is_that_of_its_formula() -> None:
    case = without_drifts(("north-suffers", "midterms"))
    worlds = Worlds(case, size=5, seed=1)
    found = drifting_values(case.parts["urgency"].waiting, worlds, None)
    values = worlds.judged(path for path in case.judgements if path.startswith("urgency/waiting/drifts"))
    vote = next(m for m in found.months if day_of(case.date, m) >= dt.date(2022, 11, 8))
    for row, month in enumerate(found.months):
        for world in range(5):
            yearly = values["urgency/waiting/drifts/north-suffers/a_year"][world]
            wanted = oracle.drift(month, 0.0, 0, yearly, 0, 0.0)
            assert found.added["reservation/dprk"][row, world] == pytest.approx(wanted, rel=1e-12)
            step = values["urgency/waiting/drifts/midterms/step"][world]
            assert found.added["reservation/us"][row, world] == oracle.drift(month, step, vote, 0.0, 0, 0.0)


def test_a_reservation_value_that_rises_can_only_take_packages_away() -> None:
    changed = with_judgements(without_drifts(("north-suffers",)), {"urgency/waiting/drifts/north-suffers/a_year": 2})
    _, later = later_in(changed)
    assert (later.attainable[1:] <= later.attainable[:-1]).all()
    assert later.attainable[-1].sum() < later.attainable[0].sum()
    for label in later.names:
        gone, there = later.gone_at(label), later.of(label)
        assert np.isnan(gone[~there[0]]).all()
        for world in np.flatnonzero(there[0]):
            left = [m for m, holds in zip(later.months, there[:, world], strict=True) if not holds]
            assert gone[world] == (left[0] if left else np.inf)


def test_the_harm_of_waiting_is_that_of_a_war_by_its_risk(korea: Urgencies) -> None:
    assert korea.later is not None
    assert korea.later.harm is not None
    assert korea.later.harmed is not None
    assert korea.outlook is not None
    assert korea.later.unit == "thousand lives"
    worlds, grid = korea.worlds, korea.outlook.judged.grid
    paths = ("contact/harm/war", "contact/ladder/incidents", "contact/ladder/deliberate")
    elasticity = "urgency/waiting/harm/with_arsenal"
    judged = worlds.judged([*paths, elasticity])
    given = next(c.values for c in found_in("korea-2021").results["contact"].columns() if c.name == "contact.incident")
    for world in range(0, worlds.size, 13):
        war, incidents, deliberate = (judged[path][world] for path in paths)
        now = war * within_years(incidents, given[world], deliberate, 1)
        years = [grid.years(grid.now) + m / 12 for m in korea.later.months]
        held = [grid.at(korea.outlook.alone.weapons, np.array([at]))[0][world] for at in years]
        wanted = [
            oracle.harm(now, there / held[0], judged[elasticity][world], 0.0, m)
            for m, there in zip(korea.later.months, held, strict=True)
        ]
        assert korea.later.harm[:, world] == pytest.approx(wanted, rel=1e-9)
        assert korea.later.harmed[-1, world] == pytest.approx(oracle.harmed(wanted, korea.later.months), rel=1e-9)


def test_without_contact_the_harm_of_a_war_is_not_known() -> None:
    _, later = later_in(bundled_case("korea-2021"))
    assert later.harm is None
    assert later.harmed is None
    assert later.unit is None


def test_doublings_and_starts() -> None:
    assert doublings(np.array([[10.0, 0.0], [40.0, 5.0]])).tolist() == [[0.0, 0.0], [2.0, 0.0]]
    assert starts(5) == (0, 1, 2, 3, 5)
    assert starts(24)[-2:] == (18, 24)


def test_what_it_says_is_made_from_the_report(korea: Urgencies) -> None:
    told, case = report(korea), bundled_case("korea-2021")
    assert told.arsenal is not None
    assert told.waiting is not None
    assert told.attention is not None
    written = page(case, told)
    assert written.lead.startswith("If one waits a year, North Korea gains ")
    assert [filling.slot for filling in written.fillings] == ["recommendation"]
    assert len({section.question for section in written.sections}) == len(written.sections)
    assert told.waiting.starts[0].months == 0
    assert told.waiting.prices[0].months == 1
    assert told.arsenal.back_test == []
    assert {headline.name for headline in korea.headlines()} <= {column.name for column in korea.columns()}


def test_a_back_test_stands_apart(korea: Urgencies) -> None:
    asked = korea.worlds.inquiry.model_copy(update={"options": {"back_test": "2023-01-01"}})
    from dataclasses import replace

    found = analyse(replace(korea.worlds, asked=asked), Upstream())
    assert {*found.back_test} == {"sipri-2022", "sipri-2022-assembled"}
    assert korea.outlook is not None
    assert found.outlook is not None
    assert np.array_equal(found.outlook.alone.weapons, korea.outlook.alone.weapons)
    assert found.later is None  # nothing is known of agreements here, and it says so
    assert page(bundled_case("korea-2021"), report(found)).answer


def test_every_judgement_has_words() -> None:
    for name in ("korea-2021", "iran-2013"):
        case = bundled_case(name)
        for path in case.judgements:
            if path.startswith("urgency/"):
                said = URGENCY.label(case, path.split("/")[1:])
                assert not said.startswith("urgency "), path

"""What the ranges of an arsenal allow: against every corner, against every world, and against what was published."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.model import Case
from detente.chapters.contract import Upstream
from detente.chapters.urgency.analyse import analyse
from detente.chapters.urgency.arsenal.outlook import ArsenalOutlook, outlook
from detente.chapters.urgency.report import report
from detente.chapters.urgency.reports.arsenal_reports import ArsenalReport
from detente.chapters.urgency.schema import UrgencyFile
from detente.worlds import Worlds
from tests.oracles import urgency as oracle
from tests.sharing import bundled_case

DAY, NOW, UNTIL = dt.date(2021, 1, 1), dt.date(2021, 8, 31), dt.date(2022, 6, 30)
Range = tuple[float, float]


def ranges(low: float, high: float) -> st.SearchStrategy[Range]:
    """A range within two ends."""
    return st.tuples(st.floats(low, high), st.floats(low, high)).map(lambda two: (min(two), max(two)))


def case_of(stock: Range, rate: Range, there: Range, takes: Range, use: Range, turned: Range) -> Case:
    """A case whose arsenal has one material."""
    arsenal = {
        "party": "b",
        "day": str(DAY),
        "until": str(UNTIL),
        "materials": {"a": {"name": "A", "stock": list(stock)}},
        "sources": {"mill": {"name": "Mill", "material": "a", "rate": list(rate), "there": list(there)}},
        "weapons": {"one": {"name": "One", "takes": {"a": list(takes)}}},
        "uses": {"tests": {"name": "Tests", "a_year": list(use), "takes": {"a": 1}}},
        "turned": list(turned),
    }
    case = Case.model_validate({"title": "t", "date": str(NOW), "parties": {"a": "A", "b": "B"}})
    part = UrgencyFile.model_validate({"arsenal": arsenal}, strict=False)
    return case.model_copy(update={"parts": {"urgency": part}})


@pytest.fixture(scope="module")
def korea() -> ArsenalOutlook:
    """The arsenal of korea-2021."""
    case = bundled_case("korea-2021")
    return outlook(case.parts["urgency"].arsenal, Worlds(case, size=400, seed=1), ())


@pytest.fixture(scope="module")
def told() -> ArsenalReport:
    """What is reported of it."""
    found = report(analyse(Worlds(bundled_case("korea-2021"), size=60, seed=1), Upstream())).arsenal
    assert found is not None
    return found


@settings(max_examples=12)
@given(ranges(0, 90), ranges(0, 60), ranges(0, 1), ranges(1, 25), ranges(0, 9), ranges(0, 1))
def test_the_ends_are_those_of_every_corner(
    stock: Range, rate: Range, there: Range, takes: Range, use: Range, turned: Range
) -> None:
    case = case_of(stock, rate, there, takes, use, turned)
    found = outlook(case.parts["urgency"].arsenal, Worlds(case, size=2, seed=1), ())
    fewest, central, most = found.programmes.count.weapons[-1].tolist()
    exists = [*([True] if there[1] > 0 else []), *([False] if there[0] < 1 else [])]
    grid = found.judged.grid
    wanted = oracle.least_and_most(stock, rate, exists, takes, use, turned, grid.count, grid.years(NOW))
    assert (fewest, most) == pytest.approx(wanted, abs=1e-9)
    assert fewest - 1e-9 <= central <= most + 1e-9


def test_every_world_lies_between_the_ends_of_its_school_on_every_day(korea: ArsenalOutlook) -> None:
    (who,) = korea.judged.schools.values()  # 0: expansive, 1: restrained, in the order of their names
    ends = {(one.school, one.end): n for n, one in enumerate(korea.programmes.listed)}
    for measure in ("material", "weapons", "assembled"):
        held, allowed = korea.alone.of(measure), korea.programmes.count.of(measure)
        for number, school in enumerate(("expansive", "restrained")):
            here = held[:, who == number]
            assert (here >= allowed[:, [ends[school, "fewest"]]] - 1e-9).all()
            assert (here <= allowed[:, [ends[school, "most"]]] + 1e-9).all()


def test_korea_2021_brackets_every_published_number_but_one(told: ArsenalReport) -> None:
    outside = []
    for one in told.estimates:
        assert one.possible is not None
        outside += [(one.id, said) for said in (one.low, one.high) if not one.possible[0] <= said <= one.possible[1]]
    assert outside == [("rand-2020", 116.0)]
    most = max(told.programmes, key=lambda one: one.weapons)
    assert (most.school, most.end) == ("expansive", "most")
    assert most.estimates["rand-2027"] > 242
    assert most.estimates["rand-2020"] == pytest.approx(50 / 2 + 1180 / 15)  # the highest stocks, the least a weapon
    low = min(told.programmes, key=lambda one: one.weapons)
    assert low.estimates["rand-2020"] == pytest.approx(0.7 * (25 / 6 + 250 / 25))


def test_stated_ranges_of_the_sources_are_not_left() -> None:
    arsenal = bundled_case("korea-2021").judgements
    stated = {
        "materials/plutonium/stock": (25, 50),
        "materials/uranium/stock": (250, 1180),
        "weapons/plutonium/takes/plutonium": (2, 6),
        "weapons/uranium/takes/uranium": (15, 25),
        "turned": (0.7, 1),
        "sources/second-site/there": (0.7, 0.9),
        "sources/reactor/rate": (4, 6),
    }
    for path, (low, high) in stated.items():
        judgement = arsenal[f"urgency/arsenal/{path}"].judgement
        assert (judgement.low, judgement.high) == (low, high), path
    flows = [arsenal[f"urgency/arsenal/sources/{name}/rate"].judgement for name in ("yongbyon", "second-site")]
    assert (flows[0].low, sum(one.high for one in flows)) == (40, 300)


def test_what_separates_the_schools_is_worked_out_one_input_at_a_time(korea: ArsenalOutlook) -> None:
    found = korea.programmes
    assert (found.fewer, found.more) == ("restrained", "expansive")
    assert len(found.steps) == 7
    assert found.steps[0].path.endswith("second-site/rate")
    by = {(one.school, one.end): one for one in found.listed}
    low = by["restrained", "central"]
    swapped = low.mixed(by["expansive", "central"], found.steps[0].path)
    changed = [path for path, value in swapped.values.items() if value != low.values[path]]
    assert changed == [found.steps[0].path]
    # By hand: 80 kg a year more for seven years, 21.5 kg a weapon, 85 % turned into weapons.
    assert found.steps[0].added == pytest.approx(80 * 7 / 21.5 * 0.85, abs=0.01)


@pytest.mark.parametrize(("first", "more", "rate", "in_2020", "in_2027"), [(30, 1, 12, 67, 151), (60, 2, 18, 116, 242)])
def test_rand_s_path_from_2017(first: int, more: int, rate: int, in_2020: int, in_2027: int) -> None:
    assert first + more + 3 * rate == in_2020
    assert in_2020 + 7 * rate == in_2027
    marks = bundled_case("korea-2021").parts["urgency"].arsenal.estimates
    end = "high" if rate == 18 else "low"
    assert [getattr(marks[name], end) for name in ("rand-2020", "rand-2027")] == [in_2020, in_2027]
    apart = marks["rand-2027"].date - marks["rand-2020"].date
    assert apart.days / 365.25 == pytest.approx(7, abs=0.01)


def test_programmes_do_not_change_with_worlds_or_seed(korea: ArsenalOutlook) -> None:
    case = bundled_case("korea-2021")
    other = outlook(case.parts["urgency"].arsenal, Worlds(case, size=30, seed=7), ())
    assert np.array_equal(other.programmes.count.weapons, korea.programmes.count.weapons)
    assert other.programmes.steps == korea.programmes.steps

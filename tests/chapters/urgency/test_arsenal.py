"""An arsenal: balance, closed forms, published arithmetic, and what must never happen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.urgency.arsenal.month_grid import MonthGrid
from detente.chapters.urgency.arsenal.outlook import ArsenalOutlook, outlook
from detente.chapters.urgency.arsenal.stockflow import Holding
from detente.chapters.urgency.schema import UrgencyFile
from detente.worlds import Worlds
from tests.sharing import bundled_case

WORLDS = 60
PLAIN: dict[str, Any] = {
    "party": "b",
    "day": "2020-12-31",
    "until": "2027-12-31",
    "materials": {"pu": {"name": "Plutonium", "stock": 67}},
    "sources": {"mill": {"name": "The mill", "material": "pu", "rate": 12}},
    "weapons": {"one": {"name": "Weapons", "takes": {"pu": 1}}},
}


def case_with(arsenal: dict[str, Any]) -> Case:
    """A case of two parties with an arsenal."""
    case = Case.model_validate({"title": "t", "date": "2021-08-31", "parties": {"a": "A", "b": "B"}})
    return case.model_copy(
        update={"parts": {"urgency": UrgencyFile.model_validate({"arsenal": arsenal}, strict=False)}}
    )


def looked_at(arsenal: dict[str, Any], size: int = WORLDS) -> ArsenalOutlook:
    """Where such an arsenal goes."""
    case = case_with(arsenal)
    return outlook(case.parts["urgency"].arsenal, Worlds(case, size=size, seed=1), ())


@pytest.fixture(scope="module")
def korea() -> ArsenalOutlook:
    case = bundled_case("korea-2021")
    return outlook(case.parts["urgency"].arsenal, Worlds(case, size=400, seed=1), ())


@pytest.mark.parametrize(("stock", "rate", "wanted"), [(67, 12, 151), (116, 18, 242)])
def test_rand_s_arithmetic(stock: float, rate: float, wanted: float) -> None:
    sources = {"mill": {"name": "The mill", "material": "pu", "rate": rate}}
    found = looked_at(PLAIN | {"materials": {"pu": {"name": "Pu", "stock": stock}}, "sources": sources}, 2)
    day = dt.date(2027, 12, 31)
    years = (day - dt.date(2020, 12, 31)).days / 365.25
    assert found.at(day) == pytest.approx(stock + rate * years)  # the closed form of constant rates
    assert found.alone.weapons[12 * 7, 0] == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize(
    ("pu", "heu", "kg_pu", "kg_heu", "share", "wanted"),
    [(38, 775, 5, 21, 1, 44.5), (33, 175, 3, 20, 0.7, 13.8), (33, 645, 3, 20, 0.7, 30.3)],
)
def test_hecker_s_and_albright_s_arithmetic(
    pu: float, heu: float, kg_pu: float, kg_heu: float, share: float, wanted: float
) -> None:
    materials = {"pu": {"name": "Pu", "stock": pu}, "heu": {"name": "HEU", "stock": heu}}
    weapons = {"p": {"name": "P", "takes": {"pu": kg_pu}}, "u": {"name": "U", "takes": {"heu": kg_heu}}}
    arsenal = PLAIN | {"materials": materials, "sources": {}, "weapons": weapons, "turned": share}
    assert looked_at(arsenal, 2).alone.weapons[0, 0] == pytest.approx(wanted, abs=0.06)


def test_what_is_made_is_kept_lost_used_or_taken_away(korea: ArsenalOutlook) -> None:
    judged, nowhere = korea.judged, np.zeros(korea.judged.size, dtype=bool)
    packages = [package.options for package in judged.worlds.case.packages.values()]
    half = np.arange(judged.size) % 2 == 0
    courses: dict[str, tuple[Holding, ...]] = {"nothing": (), "agreed nowhere": judged.agreed(packages[0], nowhere)}
    courses |= {name: (judged.intervention(name),) for name in korea.part.interventions}
    courses |= {f"package {n}": judged.agreed(options) for n, options in enumerate(packages)}
    courses |= {f"package {n} in half": judged.agreed(options, half) for n, options in enumerate(packages)}
    for course, held in courses.items():
        for material, flow in judged.production.run(held).items():
            stock = judged.production.stocks[material]
            balance = stock + flow.made.sum(axis=0) - flow.used.sum(axis=0) - flow.removed.sum(axis=0)
            assert np.abs(flow.stock[-1] - balance).max() < 1e-9, (course, material)
            assert (flow.stock >= 0).all()


def test_a_freeze_never_raises_and_more_feed_never_lowers_the_count(korea: ArsenalOutlook) -> None:
    judged, alone = korea.judged, korea.alone
    frozen = judged.count(judged.agreed({"fissile": "yongbyon"}))
    given_up = judged.count(judged.agreed({"fissile": "denuclearise"}))
    assert (frozen.weapons <= alone.weapons + 1e-9).all()
    assert (given_up.weapons <= alone.weapons + 1e-9).all()
    assert (frozen.weapons[-1] < alone.weapons[-1]).any()
    for material in korea.part.materials:
        stocks = {name: flow.stock + (name == material) for name, flow in judged.production.run().items()}
        assert (judged.prices.most(stocks) >= alone.material - 1e-9).all()


def test_where_it_is_not_kept_a_freeze_ends(korea: ArsenalOutlook) -> None:
    held = korea.judged.intervention("yongbyon-shut")
    kept = korea.judged.true("interventions", "yongbyon-shut", "kept")
    assert kept.any()
    assert (~kept).any()
    assert (held.held[-1, kept] == 1).all()
    assert (held.held[-1, ~kept] < 1).any()
    nowhere = korea.judged.intervention("yongbyon-shut", np.zeros(len(kept), dtype=bool))
    assert not nowhere.held.any()


def test_campaigns_before_today_and_duty_after_it() -> None:
    campaigns = [{"from": "2021-01-01", "until": "2021-04-01"}, {"from": "2021-07-01"}]
    sources = {"mill": {"name": "M", "material": "pu", "rate": 12, "campaigns": campaigns, "duty": 0.5}}
    found = looked_at(PLAIN | {"day": "2021-01-01", "sources": sources}, 2)
    day = dt.date(2021, 12, 31)
    grid = found.judged.grid
    on = (dt.date(2021, 4, 1) - dt.date(2021, 1, 1)).days + (dt.date(2021, 8, 31) - dt.date(2021, 7, 1)).days
    expected = 67 + 12 * (on / 365.25 + 0.5 * (grid.years(day) - grid.years(grid.now)))
    assert found.at(day)[0] == pytest.approx(expected, abs=0.02)


def test_years_to_a_threshold() -> None:
    thresholds = {
        "more": {"name": "100", "weapons": 100, "by": "2023-01-01"},
        "there": {"name": "10", "weapons": 10, "by": "2023-01-01"},
        "never": {"name": "1000", "weapons": 1000, "by": "2023-01-01"},
    }
    found = looked_at(PLAIN | {"thresholds": thresholds}, 2)
    now = found.judged.grid.years(dt.date(2021, 8, 31))
    assert found.years_to("more")[0] == pytest.approx((100 - 67) / 12 - now)
    assert found.years_to("there")[0] == 0
    assert np.isinf(found.years_to("never")[0])
    assert found.reached("there").all()
    assert not found.reached("more").any()


def test_published_estimates_are_bracketed_and_schools_separate(korea: ArsenalOutlook) -> None:
    for name, estimate in korea.part.estimates.items():
        found = korea.estimated(estimate)
        assert found.min() <= estimate.high, name
        assert found.max() >= estimate.low, name
    assert korea.separating[0].path.startswith("experts/")


def test_estimates_are_never_input(korea: ArsenalOutlook) -> None:
    case = bundled_case("korea-2021")
    part = case.parts["urgency"].arsenal.model_copy(update={"estimates": {}})
    without = outlook(part, Worlds(case, size=400, seed=1), ())
    assert np.array_equal(without.alone.weapons, korea.alone.weapons)


def test_numbers_between_months_and_chunks_of_worlds() -> None:
    grid = MonthGrid(dt.date(2021, 1, 1), dt.date(2021, 1, 1), dt.date(2021, 3, 1))
    numbers: Floats = np.array([[0.0], [1.0], [4.0]])
    assert grid.at(numbers, 1.5 / 12)[0] == pytest.approx(2.5)
    assert grid.at(numbers, 9.0)[0] == pytest.approx(4.0)
    assert grid.share(0.0)[:, 0].tolist() == [1.0] * grid.count


def test_iran_by_the_same_schema() -> None:
    case = bundled_case("iran-2013")
    found = outlook(case.parts["urgency"].arsenal, Worlds(case, size=100, seed=1), ())
    alone, interim, cap = (course.count.weapons[-1].mean() for course in found.courses)
    assert interim < cap < alone

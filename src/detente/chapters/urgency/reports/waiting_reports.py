"""What is reported of later starts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from detente.chapters.urgency.arsenal.month_grid import MONTHS
from detente.chapters.urgency.reports.sampled_numbers import falls
from detente.chapters.urgency.result import Urgencies
from detente.chapters.urgency.waiting.drifting_values import day_of
from detente.chapters.urgency.waiting.later_starts import LaterStarts, priced_months
from detente.findings.means import means
from detente.findings.sampled import Ends, Sampled


class StartReport(Sampled):
    """A start in one month."""

    months: int
    """Months from today."""
    date: dt.date
    """Its day."""
    any: float
    """Share of worlds in which one of the packages in question is attainable."""
    attainable: dict[str, float]
    """Package → share of worlds in which it is attainable."""
    joint: dict[str, float]
    """Package → share in which it is attainable, and durable and reachable as of today; where that is known."""
    gain: dict[str, float]
    """Principal → the most that it can have, less what no agreement is worth today; mean over worlds, points a year."""
    weapons: float | None
    """Weapons on that day if nothing is agreed, mean over worlds; null without an arsenal."""
    harm: float | None
    """Harm a year while nothing is agreed; null where the case names none."""
    harmed: float | None
    """Harm from today until the start."""


class PriceReport(Sampled):
    """What changes if talks start so much later: differences to a start today, paired over worlds."""

    months: int
    """Months of waiting."""
    any: float
    """Change of the share of worlds in which one of the packages in question is attainable."""
    attainable: float | None
    """Change of the share in which the package `proposed` is attainable; null where there is none."""
    joint: float | None
    """The same for its joint share; null where that is not known."""
    gain: float | None
    """Change of the best attainable gain of the side advised, points a year; null where there is no principal."""
    best: dict[str, float] | None
    """Principal → change of the best attainable gain by any package of the case, in the worlds counted in `searched`;
    null where packages are too many to be judged each."""
    possible: float | None
    """Change of the share of these worlds in which any package at all is attainable; null as `best`."""
    weapons: float | None
    """Weapons more; null without an arsenal."""
    harmed: float | None
    """Harm until then; null where the case names none."""


class FadingPackage(Sampled):
    """Until when a package can be had."""

    package: str
    """The package."""
    name: str
    """Its printed name."""
    today: float
    """Share of worlds in which it is attainable today."""
    lost: float
    """Of these, the share in which it is never attainable again after a year."""
    last: float
    """Of these, the share in which it is not attainable in the last month looked at."""
    gone: dt.date | None
    """The first day looked at on which it can be had in less than half of these; null where there is none."""


class WaitingReport(Sampled):
    """Later starts."""

    party: str | None
    """Whose gain is looked at: the side advised, else the first principal."""
    proposed: str | None
    """The package recommended, or examined where none is."""
    proposes: bool
    """Whether it is recommended."""
    names: dict[str, str]
    """Package in question → its printed name."""
    starts: list[StartReport]
    """Starts from today to the last month looked at."""
    prices: list[PriceReport]
    """The price of a month, of a year and of all the time looked at."""
    packages: list[FadingPackage]
    """Until when each package can be had."""
    pays: dict[str, float]
    """Principal → share of worlds in which its best attainable gain is larger later than today."""
    best: dict[str, int]
    """Principal → the month with the largest mean of its best attainable gain; the first of equals."""
    unit: str | None
    """Unit of harm; null where none is known."""
    searched: int | None
    """In how many worlds every package was judged for `best` and `possible`, the first of the run; null where packages
    are too many. All else is of the packages in question, in all worlds."""


def waiting_report(found: Urgencies) -> WaitingReport | None:
    """Return what is reported of later starts; None where nothing is known of them."""
    later, worlds = found.later, found.worlds
    if later is None or found.part.waiting is None:
        return None
    pays = {party: worlds.sampled(later.pays(party)) for party in later.gains}
    weight = worlds.weight() / worlds.total
    return WaitingReport(
        party=found.party,
        proposed=later.proposed,
        proposes=later.proposes,
        names=dict(later.names),
        starts=[_start(found, later, row) for row in range(len(later.months))],
        prices=[_price(found, later, later.months.index(m)) for m in priced_months(later.months)],
        packages=[_fading(found, later, name) for name in later.names],
        pays={party: told.value for party, told in pays.items()},
        errors={f"pays/{party}": Ends(low=told.low, high=told.high) for party, told in pays.items()},
        best={party: later.months[int(np.argmax(gains @ weight))] for party, gains in later.gains.items()},
        unit=later.unit,
        searched=None if later.best is None else later.best.worlds.size,
    )


def _start(found: Urgencies, later: LaterStarts, row: int) -> StartReport:
    worlds = found.worlds
    month = later.months[row]
    tables = {
        "attainable": {name: later.of(name)[row] for name in later.names},
        "joint": {name: there[row] for name in later.names if (there := later.joint(name)) is not None},
        "gain": {party: gains[row] for party, gains in later.gains.items()},
    }
    told: dict[str, Any] = {name: means(worlds, table) for name, table in tables.items()}
    numbers = means(worlds, {"any": later.any[row]})
    errors = dict(numbers.pop("errors"))
    for name, part in told.items():
        errors |= {f"{name}/{key}": ends for key, ends in part.pop("errors").items()}
    numbers |= {
        name: None if array is None else float(worlds.weight() @ array[row] / worlds.total)
        for name, array in (("harm", later.harm), ("harmed", later.harmed))
    }
    return StartReport(
        months=month,
        date=day_of(worlds.case.date, month),
        **numbers,
        **told,
        weapons=_weapons(found, month),
        errors=errors,
    )


def _weapons(found: Urgencies, month: int) -> float | None:
    if found.outlook is None:
        return None
    grid = found.outlook.judged.grid
    there = grid.at(found.outlook.alone.weapons, grid.years(grid.now) + month / MONTHS)
    return float(found.worlds.weight() @ there / found.worlds.total)


def _price(found: Urgencies, later: LaterStarts, row: int) -> PriceReport:
    pairs = {"any": (later.any[row], later.any[0])}
    name, party = later.proposed, found.party
    if name is not None:
        pairs["attainable"] = later.of(name)[row], later.of(name)[0]
        joint = later.joint(name)
        if joint is not None:
            pairs["joint"] = joint[row], joint[0]
    told = falls(found.worlds, pairs)
    numbers = {}
    if party is not None and party in later.gains:
        numbers["gain"] = later.gains[party][row], later.gains[party][0]
    if found.outlook is not None:
        grid = found.outlook.judged.grid
        now, then = (
            grid.at(found.outlook.alone.weapons, grid.years(grid.now) + m / MONTHS) for m in (0, later.months[row])
        )
        numbers["weapons"] = then, now
    if later.harmed is not None:
        numbers["harmed"] = later.harmed[row], later.harmed[0]
    more = falls(found.worlds, numbers)
    of_all = _of_all(later, later.months[row])
    errors = told.pop("errors") | more.pop("errors") | of_all.pop("errors")
    every: dict[str, Any] = dict.fromkeys(("attainable", "joint", "gain", "weapons", "harmed")) | told | more | of_all
    return PriceReport(months=later.months[row], **every, errors=errors)


def _of_all(later: LaterStarts, month: int) -> dict[str, Any]:
    """Return what a start changes about the best of all packages."""
    if later.best is None:
        return {"best": None, "possible": None, "errors": {}}
    best, row = later.best, later.best.months.index(month)
    found = falls(best.worlds, {"possible": (best.any[row], best.any[0])})
    gains = falls(best.worlds, {party: (gain[row], gain[0]) for party, gain in best.gains.items()})
    errors = found.pop("errors") | {f"best/{party}": ends for party, ends in gains.pop("errors").items()}
    return {"best": gains, **found, "errors": errors}


def _fading(found: Urgencies, later: LaterStarts, name: str) -> FadingPackage:
    worlds, there, gone = found.worlds, later.of(name), later.gone_at(name)
    today = there[0]
    told = {"today": worlds.sampled(today)}
    told["lost"] = worlds.sampled(today & (gone <= MONTHS), among=today)
    told["last"] = worlds.sampled(today & ~there[-1], among=today)
    half = worlds.share(today) / 2
    fallen = [m for m, at in zip(later.months, there, strict=True) if worlds.share(at & today) < half]
    return FadingPackage(
        package=name,
        name=later.names[name],
        **{key: one.value for key, one in told.items()},
        gone=day_of(worlds.case.date, fallen[0]) if fallen else None,
        errors={key: Ends(low=one.low, high=one.high) for key, one in told.items()},
    )

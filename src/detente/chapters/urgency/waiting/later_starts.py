"""What is attainable if talks start later, in the same worlds, and what waiting costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from detente.arrays import TIE, Bools, Floats
from detente.case.model import Case
from detente.chapters.agreement import Agreement, Groundwork, OptionNumbers, evaluate, plan_of, scores, trace_of
from detente.chapters.contact import CONTACT, Network
from detente.chapters.contract import Upstream
from detente.chapters.urgency.arsenal.month_grid import MONTHS
from detente.chapters.urgency.arsenal.outlook import ArsenalOutlook, unhindered
from detente.chapters.urgency.consistency import CHAPTER
from detente.chapters.urgency.forms.waiting_forms import WaitingHarm, WaitingPart
from detente.chapters.urgency.schema import UrgencyFile
from detente.chapters.urgency.waiting.all_packages import BestLater, JudgedLater, best_later, judged_later
from detente.chapters.urgency.waiting.drifting_values import AT, DriftingValues, day_of, drifting_values, starts
from detente.findings.speech import of_name
from detente.findings.standing import the_package
from detente.worlds import Draws, RunEntry, Worlds

ASKED = ("stability.durable", "roadmap.reachable")  # columns of what else is asked of a package


@dataclass(frozen=True)
class LaterStarts:
    """What comes of a later start.

    Attributes:
        months: The months that are looked at; the first is 0.
        names: Package in question, as columns name it → its printed name.
        attainable: Array (months, packages, worlds).
        together: Package → array (worlds): whether it is durable and reachable by what was found for today; not there
            where the case lets neither be judged.
        gains: Principal → array (months, worlds): the largest value of a package that is attainable, or what no
            agreement is worth where none is, less what no agreement is worth today.
        harm: Array (months, worlds): harm a year while nothing is agreed; None where the case names none, or none is
            known of a war.
        unit: Its unit.
        proposed: The package recommended, or examined where none is; None where nothing is attainable.
        proposes: Whether it is recommended.
        best: The best by any package at all, at the starts whose price is told; None where packages are too many.
        traces: Package → paths of the judgements that decide whether it is attainable now or later.
    """

    months: tuple[int, ...]
    names: Mapping[str, str]
    attainable: Bools
    together: Mapping[str, Bools]
    gains: Mapping[str, Floats]
    harm: Floats | None
    unit: str | None
    proposed: str | None
    proposes: bool
    best: BestLater | None
    traces: Mapping[str, frozenset[str]]

    def at(self, month: int) -> int:
        """Return the number of the first month looked at that is not before a month, or of the last one."""
        return next((n for n, m in enumerate(self.months) if m >= month), len(self.months) - 1)

    def of(self, label: str) -> Bools:
        """Return where a package is attainable; array (months, worlds)."""
        return np.asarray(self.attainable[:, list(self.names).index(label)])

    def joint(self, label: str) -> Bools | None:
        """Return where a package is attainable, and durable and reachable as of today; array (months, worlds)."""
        return self.of(label) & self.together[label] if label in self.together else None

    @property
    def any(self) -> Bools:
        """Where one of the packages in question is attainable; array (months, worlds)."""
        return np.asarray(self.attainable.any(axis=1))

    @property
    def harmed(self) -> Floats | None:
        """Harm until the start, by trapezoids; array (months, worlds)."""
        if self.harm is None:
            return None
        steps = np.diff(self.months)[:, None] / MONTHS * (self.harm[1:] + self.harm[:-1]) / 2
        return np.concatenate([np.zeros((1, self.harm.shape[1])), np.cumsum(steps, axis=0)])

    def gone_at(self, label: str) -> Floats:
        """Return the month from which a package is never attainable again; array (worlds).

        NaN where it is not attainable today, infinite where it still is in the last month looked at.
        """
        holds, after = self.of(label), np.array([*self.months[1:], np.inf])
        last = np.where(holds, after[:, None], 0.0).max(axis=0)
        return np.where(holds[0], last, np.nan)

    def pays(self, party: str) -> Bools:
        """Return in which worlds a party's best attainable gain is larger in some later month than today."""
        return pays(self.gains[party])


def later_starts(
    part: WaitingPart, worlds: Worlds, agreement: Agreement, upstream: Upstream, weapons: Floats | None
) -> LaterStarts:
    """Return what comes of a later start.

    Args:
        part: What the case says.
        worlds: The worlds.
        agreement: What can be agreed today.
        upstream: Results of the chapters before.
        weapons: Array (months, worlds): weapons on the days of the starts; None without an arsenal.
    """
    plan, packages = agreement.main.plan, agreement.detail.packages
    later = starts_of(part, worlds, plan, packages, weapons)
    labels = [agreement.label(package) for package in packages]
    today = None if part.harm is None else _harm_today(part.harm, worlds, upstream)
    known, proposed = worlds.case.packages, agreement.proposed or agreement.first
    spoken = {} if proposed is None else {agreement.label(proposed): the_package(agreement.proposed is not None)}
    judge = partial(judged_later, plan, later.drifting, worlds, priced_months(later.months))
    best = worlds.taken(PackagesJudgedLater(), judge)
    return LaterStarts(
        later.months,
        {n: known[n].name if n in known else spoken.get(n) or _said(n, worlds) for n in labels},
        later.attainable,
        {n: found for n in labels if (found := _together(n, upstream)) is not None},
        later.gains,
        None if today is None or part.harm is None else _harm(part.harm, today, worlds, later.months, weapons),
        None if today is None or part.harm is None else part.harm.unit or _unit(worlds.case),
        None if proposed is None else agreement.label(proposed),
        agreement.proposed is not None,
        None if best is None else best_later(agreement.main, best, worlds),
        {n: trace_of(plan, x) | drift_paths(worlds.case) for n, x in zip(labels, packages, strict=True)},
    )


@dataclass(frozen=True)
class PackagesJudgedLater(RunEntry[JudgedLater | None]):
    """The best by any package at all at the starts whose price is told: other chapters make no difference to it."""

    def work(self, worlds: Worlds) -> JudgedLater | None:
        """Judge every package of a case that says what changes while one waits."""
        part: UrgencyFile = worlds.case.parts[CHAPTER]
        assert part.waiting is not None
        alone = None if part.arsenal is None else unhindered(part.arsenal, worlds)
        drifting = _drifting(part.waiting, worlds, weapons_at_starts(alone, part.waiting.months))
        return judged_later(plan_of(worlds.case), drifting, worlds, priced_months(drifting.months))


@dataclass(frozen=True)
class LaterPackages:
    """Some packages at every start.

    Attributes:
        months: The months that are looked at; the first is 0.
        attainable: Array (months, packages, worlds).
        gains: Principal → array (months, worlds): the largest value of a package that is attainable, or what no
            agreement is worth where none is, less what no agreement is worth today.
        drifting: What drifts add, by month.
    """

    months: tuple[int, ...]
    attainable: Bools
    gains: Mapping[str, Floats]
    drifting: DriftingValues


def starts_of(
    part: WaitingPart,
    worlds: Worlds,
    plan: Groundwork,
    packages: Sequence[OptionNumbers],
    weapons: Floats | None,
) -> LaterPackages:
    """Return where packages are attainable at every start.

    Args:
        part: What the case says.
        worlds: The worlds.
        plan: The groundwork of the case.
        packages: The packages.
        weapons: Array (months, worlds): weapons on the days of the starts; None without an arsenal.
    """
    drifting = _drifting(part, worlds, weapons)
    lasting = np.array([_until(worlds.case, plan, package, drifting.months) for package in packages]).T
    blocks = list(worlds.each(partial(_block, plan, packages, drifting, lasting)))
    return LaterPackages(
        drifting.months,
        np.concatenate([found for found, _ in blocks], axis=2),
        {p: np.concatenate([gains[p] for _, gains in blocks], axis=1) for p in worlds.case.principals},
        drifting,
    )


def weapons_at_starts(found: ArsenalOutlook | None, months: int) -> Floats | None:
    """Return the weapons on the day of every start; array (months, worlds)."""
    if found is None:
        return None
    grid = found.judged.grid
    return grid.at(found.alone.weapons, grid.years(grid.now) + np.array(starts(months)) / MONTHS)


def _drifting(part: WaitingPart, worlds: Worlds, weapons: Floats | None) -> DriftingValues:
    return drifting_values(part, worlds, None if weapons is None else doublings(weapons))


def told_months(months: Sequence[int]) -> tuple[int, ...]:
    """Return the later starts that the table of outcomes holds: after a year, and the last one."""
    after = next((month for month in months if month >= MONTHS), months[-1])
    return tuple(dict.fromkeys(month for month in (after, months[-1]) if month))


def priced_months(months: Sequence[int]) -> tuple[int, ...]:
    """Return the waits whose price is told, of those looked at: a month, a year, and all the time.

    Example:
        >>> priced_months((0, 1, 2, 3, 6, 9, 12, 18, 24)), priced_months((0,))
        ((1, 12, 24), ())
    """
    return tuple(dict.fromkeys(m for m in (1, MONTHS, months[-1]) if m in months and m > 0))


def pays(gains: Floats) -> Bools:
    """Return in which worlds the best attainable gain is larger in some later month than today.

    Args:
        gains: Array (months, worlds): the best gain of a party at every start.
    """
    return np.asarray(gains.max(axis=0) > gains[0] + TIE * np.maximum(1.0, np.abs(gains[0])))


def drift_paths(case: Case) -> frozenset[str]:
    """Return the paths of the judgements on what changes while one waits, those of an arsenal that counts included."""
    found = case.paths_at(f"{AT}/drifts")
    return found | case.paths_at("urgency/arsenal") if any(p.endswith("/with_arsenal") for p in found) else found


def doublings(weapons: Floats) -> Floats:
    """Return how often the arsenal has doubled since the first month; 0 where there was none.

    Args:
        weapons: Array (months, worlds).
    """
    there = (weapons[0] > 0) & (weapons > 0)
    return np.where(there, np.log2(np.where(there, weapons, 1.0) / np.where(weapons[0] > 0, weapons[0], 1.0)), 0.0)


def _block(
    plan: Groundwork, packages: Sequence[OptionNumbers], drifting: DriftingValues, lasting: Bools, draws: Draws
) -> tuple[Bools, dict[str, Floats]]:
    """Judge packages in a block of worlds for every start."""
    today = scores(plan.case, draws, plan.parties, plan.needs)
    attainable: list[Bools] = []
    gains: dict[str, list[Floats]] = {party: [] for party in plan.case.principals}
    block, found = today, evaluate(plan, packages, today)
    for row in range(len(drifting.months)):
        if row and not drifting.alike(row, row - 1):
            block = replace(today, parties={p: drifting.shifted(draws, p, row) for p in today.parties})
            found = evaluate(plan, packages, block)
        there = found.attainable & lasting[row][:, None]
        attainable.append(there)
        for party, best in gains.items():
            value = np.where(there, found.value[party], -np.inf).max(axis=0, initial=-np.inf)
            then = np.where(there.any(axis=0), value, block.parties[party].reservation)
            best.append(then - today.parties[party].reservation)
    return np.array(attainable), {party: np.array(best) for party, best in gains.items()}


def _until(case: Case, plan: Groundwork, package: OptionNumbers, months: Sequence[int]) -> list[bool]:
    """Return for each start whether no last day of a package, or of its options, is past."""
    options = plan.packages.options(package)
    days = [case.issues[issue].options[option].until for issue, option in options.items()]
    days += [named.until for named in case.packages.values() if plan.packages.named(named.options) == package]
    last = min((day for day in days if day is not None), default=dt.date.max)
    return [month == 0 or day_of(case.date, month) <= last for month in months]


def _said(label: str, worlds: Worlds) -> str:
    """Return how a package is printed that has no name in the case, by what is recommended about it."""
    advised = worlds.case.advises
    best = "a mediator" if advised is None else of_name(worlds.case.parties[advised])
    told = {"best-for": f"the package best for {best}"}
    return told.get(label, f"the {label.replace('-', ' ')} package")


def _together(label: str, upstream: Upstream) -> Bools | None:
    found = [column.values for name in ASKED if (column := upstream.column(f"{name}[{label}]")) is not None]
    return np.all(found, axis=0) if found else None


def _harm_today(said: WaitingHarm, worlds: Worlds, upstream: Upstream) -> Floats | None:
    """Return harm a year today: as said, or of a war by its risk within a year; None where neither is known."""
    path = f"{AT}/harm/now"
    if said.now is not None:
        return worlds.judged([path])[path]
    known = upstream.column("contact.harm")
    return None if known is None else known.values


def _unit(case: Case) -> str | None:
    """Return the unit of the harm of a war."""
    network = case.parts.get(CONTACT.name)
    return network.harm.unit if isinstance(network, Network) and network.harm is not None else None


def _harm(said: WaitingHarm, today: Floats, worlds: Worlds, months: Sequence[int], weapons: Floats | None) -> Floats:
    values = worlds.judged(worlds.case.paths_at(f"{AT}/harm"))
    years = np.array(months)[:, None] / MONTHS
    found = today * np.ones((len(months), worlds.size))
    if said.a_year is not None:
        found = found * np.maximum(0.0, 1 + values[f"{AT}/harm/a_year"] * years)
    if said.with_arsenal is not None and weapons is not None:
        found = found * 2.0 ** (values[f"{AT}/harm/with_arsenal"] * doublings(weapons))
    return found


def start_years(months: int, first: float) -> Floats:
    """Return the years, from a first one on, of the starts that are looked at."""
    return first + np.array(starts(months)) / MONTHS

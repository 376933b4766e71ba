"""What the urgency chapter found, in every world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.urgency import columns as forms
from detente.chapters.urgency.arsenal.outlook import ArsenalOutlook
from detente.chapters.urgency.attention.hours_programme import HoursPlan
from detente.chapters.urgency.forms.arsenal_forms import PublishedEstimate
from detente.chapters.urgency.schema import UrgencyFile
from detente.chapters.urgency.waiting.later_starts import LaterStarts, drift_paths, pays, told_months
from detente.findings import Column, Headline
from detente.findings.speech import of_name
from detente.findings.words import full_date
from detente.worlds import Worlds


@dataclass(frozen=True)
class Urgencies:
    """What waiting costs.

    Attributes:
        worlds: The worlds.
        part: What `urgency.yaml` says.
        outlook: Where the arsenal goes; None where the case names none.
        later: What comes of a later start; None where the case does not say, or nothing is known of agreements.
        plans: The best use of hours in the central and in the stressed world; empty where the case names no files.
        war: Policy → array (worlds): risk of war by it, where another chapter knows it.
        back_test: Estimates of later years that are asked for beside the answer; never input.
    """

    worlds: Worlds
    part: UrgencyFile
    outlook: ArsenalOutlook | None
    later: LaterStarts | None
    plans: tuple[HoursPlan, ...]
    war: Mapping[str, Floats]
    back_test: Mapping[str, PublishedEstimate]

    @property
    def party(self) -> str | None:
        """Whose gain is looked at: the party advised, else the first principal."""
        return self.worlds.case.advises or next(iter(self.worlds.case.principals), None)

    @property
    def months(self) -> tuple[int, ...]:
        """The later starts that the table of outcomes holds: after a year, and the last one."""
        if self.later is None:
            return ()
        return told_months(self.later.months)

    def columns(self) -> tuple[Column, ...]:
        """Return the outcomes, a value a world."""
        found = [] if self.outlook is None else [arsenal_columns(self.outlook)]
        if self.later is not None:
            later = self.later
            found.append(waiting_columns(later.months, [*later.names], later.attainable, later.gains))
        return tuple(chain(*found))

    def headlines(self) -> tuple[Headline, ...]:
        """Return what is shown first: thresholds, whether the package recommended is lost, whether waiting pays."""
        return tuple(self._headlines())

    def _headlines(self) -> Iterator[Headline]:
        case = self.worlds.case
        if self.outlook is not None:
            for name, said in self.outlook.part.thresholds.items():
                says = f"{case.parties[self.outlook.part.party].name} has {said.name} by {full_date(said.by)}"
                yield Headline(forms.REACHED.named(name), says, self.outlook.trace)
        if self.later is None:
            return
        if self.later.proposed is not None and self.months:
            name = self.later.proposed
            says = f"{self.later.names[name]} is attainable today and no more in {self.months[0]} months"
            yield Headline(forms.LOST.named(name, str(self.months[0])), says, self.later.traces[name])
        if self.party is not None and self.party in self.later.gains:
            says = f"waiting would bring {of_name(case.parties[self.party])} a better agreement than today"
            trace = frozenset().union(*self.later.traces.values()) if self.later.traces else drift_paths(case)
            yield Headline(forms.PAYS.named(self.party), says, trace)


def arsenal_columns(found: ArsenalOutlook) -> Iterator[Column]:
    """Yield the columns about an arsenal."""
    grid = found.judged.grid
    for year in found.years:
        yield forms.WEAPONS.column(found.at(grid.until.replace(year=year, month=12, day=31)), str(year))
    for name in found.part.thresholds:
        yield forms.REACHED.column(found.reached(name), name)
        most = grid.years(grid.until) - grid.years(grid.now)
        yield forms.YEARS_TO.column(np.minimum(found.years_to(name), most), name)
    kinds = {"package": forms.UNDER, "intervention": forms.WITH, "policy": forms.BY}
    for course in found.courses[1:]:
        yield kinds[course.kind].column(course.count.weapons[-1], course.id)


def waiting_columns(
    months: Sequence[int], labels: Sequence[str], attainable: Bools, gains: Mapping[str, Floats]
) -> Iterator[Column]:
    """Yield the columns about later starts.

    Args:
        months: The months that are looked at.
        labels: What the packages are called in columns.
        attainable: Array (months, packages, worlds).
        gains: Principal → array (months, worlds): its best gain.
    """
    for row, name in enumerate(labels):
        for month in told_months(months):
            there = attainable[list(months).index(month), row]
            yield forms.LATER.column(there, name, str(month))
            yield forms.LOST.column(attainable[0, row] & ~there, name, str(month))
    for party, best in gains.items():
        yield forms.PAYS.column(pays(best), party)

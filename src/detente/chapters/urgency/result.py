"""What the urgency chapter found, in every world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.chapters.urgency import columns as forms
from detente.chapters.urgency.arsenal.outlook import ArsenalOutlook
from detente.chapters.urgency.attention.hours_programme import HoursPlan
from detente.chapters.urgency.forms.arsenal_forms import PublishedEstimate
from detente.chapters.urgency.schema import UrgencyFile
from detente.chapters.urgency.waiting.later_starts import LaterStarts, drift_paths
from detente.findings import Column, Headline
from detente.worlds import Worlds

YEAR = 12  # months


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
        return tuple(dict.fromkeys(self.later.months[n] for n in (self.later.at(YEAR), -1) if self.later.months[n]))

    def columns(self) -> tuple[Column, ...]:
        """Return the outcomes, a value a world."""
        return (*self._of_arsenal(), *self._of_waiting())

    def _of_arsenal(self) -> Iterator[Column]:
        if self.outlook is None:
            return
        grid = self.outlook.judged.grid
        for year in self.outlook.years:
            yield forms.WEAPONS.column(self.outlook.at(grid.until.replace(year=year, month=12, day=31)), str(year))
        for name in self.outlook.part.thresholds:
            yield forms.REACHED.column(self.outlook.reached(name), name)
            most = grid.years(grid.until) - grid.years(grid.now)
            yield forms.YEARS_TO.column(np.minimum(self.outlook.years_to(name), most), name)
        kinds = {"package": forms.UNDER, "intervention": forms.WITH, "policy": forms.BY}
        for course in self.outlook.courses[1:]:
            yield kinds[course.kind].column(course.count.weapons[-1], course.id)

    def _of_waiting(self) -> Iterator[Column]:
        if self.later is None:
            return
        for name in self.later.names:
            found = self.later.of(name)
            for month in self.months:
                there = found[self.later.months.index(month)]
                yield forms.LATER.column(there, name, str(month))
                yield forms.LOST.column(found[0] & ~there, name, str(month))
        for party in self.later.gains:
            yield forms.PAYS.column(self.later.pays(party), party)

    def headlines(self) -> tuple[Headline, ...]:
        """Return what is shown first: thresholds, whether the package recommended is lost, whether waiting pays."""
        return tuple(self._headlines())

    def _headlines(self) -> Iterator[Headline]:
        case = self.worlds.case
        if self.outlook is not None:
            for name, said in self.outlook.part.thresholds.items():
                says = f"{case.parties[self.outlook.part.party].name} has {said.name} by {said.by}"
                yield Headline(forms.REACHED.named(name), says, self.outlook.trace)
        if self.later is None:
            return
        if self.later.proposed is not None and self.months:
            name = self.later.proposed
            says = f"{self.later.names[name]} is attainable today and no more in {self.months[0]} months"
            yield Headline(forms.LOST.named(name, str(self.months[0])), says, self.later.traces[name])
        if self.party is not None and self.party in self.later.gains:
            says = f"waiting would bring {case.parties[self.party].name} a better agreement than today"
            trace = frozenset().union(*self.later.traces.values()) if self.later.traces else drift_paths(case)
            yield Headline(forms.PAYS.named(self.party), says, trace)

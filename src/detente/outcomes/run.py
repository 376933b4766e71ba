"""Running the chapters of a case in order over the same worlds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from detente.case.model import Case
from detente.chapters import CHAPTERS
from detente.findings import Headline, Page
from detente.outcomes.drivers import Driver, binned, drivers, streams_of
from detente.outcomes.table import OutcomeTable, table
from detente.worlds import Worlds


@dataclass(frozen=True)
class Outcomes:
    """What every chapter found in the same worlds.

    Attributes:
        case: The case.
        worlds: The worlds, weighted by the evidence if a chapter weighs it.
        results: Chapter → its result.
        missing: Chapter → what the case lacks for it.
    """

    case: Case
    worlds: Worlds
    results: Mapping[str, Any]
    missing: Mapping[str, tuple[str, ...]]

    @cached_property
    def table(self) -> OutcomeTable:
        """Inputs and outcomes, a row a world."""
        return table(self.worlds, [column for result in self.results.values() for column in result.columns()])

    @cached_property
    def headlines(self) -> Mapping[str, Headline]:
        """Every headline by the name of its column."""
        return {h.name: h for result in self.results.values() for h in result.headlines()}

    @cached_property
    def drivers(self) -> Mapping[str, tuple[Driver, ...]]:
        """Headline → what it turns on, the strongest first."""
        streams = {name: streams_of(self.worlds, headline.trace) for name, headline in self.headlines.items()}
        bins = binned(self.worlds, dict.fromkeys(s for found in streams.values() for s in found))
        return {
            name: drivers(self.worlds, self.table.column(name).values, {s: bins[s] for s in found})
            for name, found in streams.items()
        }

    @cached_property
    def reports(self) -> Mapping[str, Any]:
        """Chapter → its report."""
        return {c.name: c.load("report")(self.results[c.name]) for c in CHAPTERS if c.name in self.results}

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Chapter → what it gives to the brief."""
        return {
            c.name: c.load("page")(self.case, self.reports[c.name], self.case.advises)
            for c in CHAPTERS
            if c.name in self.results
        }

    def share(self, *columns: str) -> float:
        """Return the share of worlds in which all of these yes-or-no columns hold at once."""
        return self.worlds.share(self.table.joint(*columns))


def run(case: Case, worlds: Worlds, only: Iterable[str] | None = None) -> Outcomes:
    """What do the chapters find in these worlds?

    A result may have `weights`, one a world: the chapters that follow see the worlds with these weights.

    Args:
        case: The case.
        worlds: The worlds.
        only: Names of the chapters wanted; all that can run if not given.

    Returns:
        The outcomes; chapters whose part of the case is missing are named with what they lack.
    """
    wanted = _closed({chapter.name for chapter in CHAPTERS} if only is None else set(only), "needs")
    helpful = _closed(wanted, "needs", "after")
    results: dict[str, Any] = {}
    missing: dict[str, tuple[str, ...]] = {}
    for chapter in CHAPTERS:
        if chapter.name not in helpful:
            continue
        lacking = tuple(chapter.load("lacks")(case))
        lacking += tuple(f"the result of the chapter {need}" for need in chapter.needs if need not in results)
        if not lacking:
            results[chapter.name] = chapter.load("analyse")(case, worlds, results)
            weights = getattr(results[chapter.name], "weights", None)
            worlds = worlds if weights is None else replace(worlds, weights=weights)
        elif chapter.name in wanted:
            missing[chapter.name] = lacking
    return Outcomes(case, worlds, results, missing)


def _closed(names: Iterable[str], *kinds: str) -> frozenset[str]:
    """Some chapters with those that they refer to; what is referred to comes first in the register."""
    found = set(names)
    for chapter in reversed(CHAPTERS):
        if chapter.name in found:
            found.update(name for kind in kinds for name in getattr(chapter, kind))
    return frozenset(found)

"""What the precedent chapter found: facts that are the same in all worlds, and what depends on judgements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.precedent import columns as forms
from detente.chapters.precedent.back_test import LaterFate
from detente.chapters.precedent.compared_history import ComparedHistory
from detente.chapters.precedent.event_spells import EventsFound
from detente.chapters.precedent.nearness import Nearness
from detente.chapters.precedent.outcome_tests import TwoByTwo
from detente.chapters.precedent.past_lives import PastLife
from detente.chapters.precedent.precedent_checks import CHAPTER
from detente.chapters.precedent.survival import LifeCurve
from detente.chapters.precedent.two_trends import TrendFound
from detente.findings import Column, Headline
from detente.findings.standing import the_package
from detente.worlds import Worlds

EVEN = 0.5


@dataclass(frozen=True)
class Precedents:
    """What happened before.

    Attributes:
        worlds: The worlds.
        lives: The agreements as they were known on the day of the case.
        near: How near they are to each package, the one recommended first.
        recommended: Id of the package recommended; None where that is not known.
        packages: Id → options of each of these packages.
        weights: Feature → array (worlds) of its weight.
        survival: Scope, or `all` → how long agreements lasted.
        outcomes: Two-by-two tables, one a question.
        trends: Pairs of series.
        events: Events with and without talks; None where the case has none.
        later: What became of agreements after the day of the case, for a back-test.
    """

    worlds: Worlds
    lives: tuple[PastLife, ...]
    near: tuple[Nearness, ...]
    recommended: str | None
    packages: Mapping[str, Mapping[str, str]]
    weights: dict[str, Floats]
    survival: dict[str, LifeCurve]
    outcomes: tuple[TwoByTwo, ...]
    trends: tuple[TrendFound, ...]
    events: EventsFound | None
    later: tuple[LaterFate, ...]

    @property
    def part(self) -> ComparedHistory:
        """What `precedent.yaml` says."""
        part: ComparedHistory = self.worlds.case.parts[CHAPTER]
        return part

    def name(self, package: str) -> str:
        """Return how a package is printed: in quotes, or, if it has no name in the case, as the one recommended."""
        known = self.worlds.case.packages
        return f"“{known[package].name}”" if package in known else the_package(True)

    def columns(self) -> tuple[Column, ...]:
        """Return the outcomes, a value a world."""
        return tuple(history_columns(self.part, self.near, self.trends))

    def headlines(self) -> tuple[Headline, ...]:
        """Return what is shown first, with the judgements that each was worked out from."""
        return tuple(self._headlines())

    def _headlines(self) -> Iterator[Headline]:
        case = self.worlds.case
        for found in self.near:
            says = f"most of the past agreements nearest to {self.name(found.package)} held"
            yield Headline(forms.HELD.named(found.package), says, case.paths_at(f"{CHAPTER}/weights"))
        for trend in self.trends:
            pair = self.part.trends[trend.trend]
            trace = case.paths_at(f"{CHAPTER}/series/{pair.cause}") | case.paths_at(f"{CHAPTER}/series/{pair.effect}")
            says = f"the correlation of {pair.name} is more than trends alone would give"
            yield Headline(forms.BEYOND.named(trend.trend), says, trace)


def history_columns(part: ComparedHistory, near: Sequence[Nearness], trends: Sequence[TrendFound]) -> Iterator[Column]:
    """Yield the columns.

    Args:
        part: What `precedent.yaml` says.
        near: How near agreements are to each package.
        trends: Pairs of series.
    """
    for found in near:
        yield forms.DISTANCE.column(found.distance.min(axis=0), found.package)
        yield forms.HELD.column(np.nan_to_num(found.held) > EVEN, found.package)
    for trend in trends:
        yield forms.CORRELATION.column(trend.correlation, trend.trend)
        yield forms.BEYOND.column(trend.beyond, trend.trend)
        yield forms.CLAIMED.column(as_claimed(part, trend), trend.trend)


def as_claimed(part: ComparedHistory, trend: TrendFound) -> Bools:
    """Return in which worlds yearly changes of the same year go together with the sign that is claimed."""
    sign = 1 if part.trends[trend.trend].claim == "positive" else -1
    return np.asarray(sign * trend.lagged[0] > 0)

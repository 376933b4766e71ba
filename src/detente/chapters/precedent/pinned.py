"""What the chapter took from all worlds together: the effects that placebos are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.model import Case
from detente.chapters.pins import Judge, Pins, Rows
from detente.chapters.precedent.analyse import near_packages, trends_in, weights_of_features
from detente.chapters.precedent.past_lives import PastLife, lives_on, table_of
from detente.chapters.precedent.precedent_checks import CHAPTER
from detente.chapters.precedent.result import Precedents, history_columns
from detente.findings import Column
from detente.worlds import Worlds


class PrecedentPins(Pins):
    """The effects that placebos are made of."""

    usual: dict[str, tuple[float, ...]]
    """Pair of series → the effect, year by year, on average over the worlds of the inquiry."""

    packages: dict[str, dict[str, str]]
    """Id → options of each package: the one recommended first, then those that the case names."""

    @classmethod
    def of(cls, found: Precedents) -> PrecedentPins:
        """Return what was taken from all worlds."""
        usual = {one.trend: tuple(one.usual.tolist()) for one in found.trends}
        return cls(usual=usual, packages={name: dict(options) for name, options in found.packages.items()})

    def judge(self, case: Case, before: Mapping[str, Judge]) -> Judge:
        """Return what judges worlds of the case by this."""
        return HistoryJudge(self, lives_on(table_of(case.parts[CHAPTER]), case.date))


@dataclass(frozen=True)
class HistoryJudge(Judge):
    """Judges worlds.

    Attributes:
        pins: What was taken from all worlds.
        lives: The agreements as they were known on the day of the case.
    """

    pins: PrecedentPins
    lives: tuple[PastLife, ...]

    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds."""
        judged = worlds.judged(worlds.case.paths_at(CHAPTER))
        near = near_packages(worlds, self.pins.packages, self.lives, weights_of_features(worlds, judged))
        trends = trends_in(worlds, judged, {name: np.array(usual) for name, usual in self.pins.usual.items()})
        return Rows(tuple(history_columns(worlds.case.parts[CHAPTER], near, trends)), worlds)

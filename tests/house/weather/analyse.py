"""In which worlds does it rain on whom?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools
from detente.chapters.contract import Upstream
from detente.findings import Column, Headline
from detente.findings.columns import ColumnForm
from detente.worlds import Worlds

RAIN = ColumnForm("weather.rain[PARTY]", "it is more likely than not to rain on PARTY")


@dataclass(frozen=True)
class Weather:
    """Where it rains: party → array (worlds,)."""

    worlds: Worlds
    rain: Mapping[str, Bools]

    def columns(self) -> tuple[Column, ...]:
        return tuple(RAIN.column(lines, party) for party, lines in self.rain.items())

    def headlines(self) -> tuple[Headline, ...]:
        return tuple(
            Headline(RAIN.named(party), f"it rains on {party}", frozenset({f"weather/rain/{party}"}))
            for party in self.rain
        )


def analyse(worlds: Worlds, upstream: Upstream) -> Weather:
    """It rains where the chance is above a half, and never on those under an umbrella."""
    under = worlds.inquiry.options.get("umbrella", ())
    parties = worlds.case.parts["weather"].rain
    chances = worlds.judged(f"weather/rain/{party}" for party in parties)
    return Weather(worlds, {p: np.asarray((chances[f"weather/rain/{p}"] > 0.5) & (p not in under)) for p in parties})

"""What `weather.yaml` says."""

from __future__ import annotations

from detente.case.base import Frozen
from detente.case.judgements import Probability


class WeatherFile(Frozen):
    """What `weather.yaml` says: how likely it is to rain, by party whose delegation travels."""

    rain: dict[str, Probability]
    """Party → how likely it is to rain on its delegation."""

"""What was found, as numbers and as a page."""

from __future__ import annotations

from detente.case.base import Frozen
from detente.case.model import Case
from detente.findings import Filling, Page, Section, Table
from detente.findings.words import percent
from tests.house.weather.analyse import Weather


class WeatherReport(Frozen):
    """On whom it rains."""

    rain: dict[str, float]
    """Party → share of worlds in which it rains on its delegation."""


def report(found: Weather) -> WeatherReport:
    return WeatherReport(rain={party: found.worlds.share(lines) for party, lines in found.rain.items()})


def page(case: Case, found: WeatherReport) -> Page:
    told = tuple(
        f"It rains on {case.parties[p].name} in {percent(share)} of worlds." for p, share in found.rain.items()
    )
    table = Table("Rain", told[0], ("Party", "Rain"), tuple((p, percent(s)) for p, s in found.rain.items()))
    section = Section("weather", "Will it rain on the talks?", told, (table,), "sequence", 99)
    added = Filling("first", actions=("Take an umbrella.",), weight=99)
    return Page(told[0], (), told, None, None, (section,), (added,))

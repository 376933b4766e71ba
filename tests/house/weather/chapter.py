"""The contract of a made-up chapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.chapters.contract import Chapter, Upstream
from detente.chapters.options import CommandOption
from detente.findings.columns import ColumnForm

if TYPE_CHECKING:
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.findings import Page
    from detente.worlds import Worlds
    from tests.house.weather.analyse import Weather
    from tests.house.weather.report import WeatherReport
    from tests.house.weather.schema import WeatherFile


class WeatherChapter(Chapter["Weather", "WeatherReport"]):
    """Will it rain on the talks?"""

    name = "weather"
    question = "Will it rain on the talks?"
    options = (CommandOption("umbrella", "A party that stays dry.", "PARTY", "texts"),)
    columns = (ColumnForm("weather.rain[PARTY]", "it is more likely than not to rain on PARTY"),)
    ids = {"rain": "PARTY"}  # noqa: RUF012 (a chapter is one frozen thing)

    def schema(self) -> type[WeatherFile]:
        from tests.house.weather.schema import WeatherFile

        return WeatherFile

    def lacks(self, case: Case) -> tuple[str, ...]:
        return () if "weather" in case.parts else ("weather.yaml → rain: how likely it is to rain",)

    def label(self, case: Case, ids: Sequence[str]) -> str:
        return f"how likely it is to rain on {case.parties[ids[-1]].name}"

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Weather:
        from tests.house.weather.analyse import analyse

        return analyse(worlds, upstream)

    def model(self) -> type[WeatherReport]:
        from tests.house.weather.report import WeatherReport

        return WeatherReport

    def report(self, result: Weather) -> WeatherReport:
        from tests.house.weather.report import report

        return report(result)

    def page(self, case: Case, report: WeatherReport, inquiry: Inquiry) -> Page:
        from tests.house.weather.report import page

        return page(case, report)


WEATHER = WeatherChapter()

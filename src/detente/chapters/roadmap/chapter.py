"""The contract of the roadmap chapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.chapters.contract import Chapter, JointPart, Upstream
from detente.chapters.options import PACKAGE, CommandOption
from detente.chapters.roadmap.columns import COLUMNS, REACHABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.arrays import Bools
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.roadmap.pinned import RoadmapPins
    from detente.chapters.roadmap.report import RoadmapReport
    from detente.chapters.roadmap.result import Roadmaps
    from detente.chapters.roadmap.schema import RoadmapFile
    from detente.findings import Page
    from detente.worlds import Worlds

MAX_ROUNDS = CommandOption("max_rounds", "Rounds that a roadmap has at most.", "NUMBER", "number", least=1, most=12)
IDS = {"beliefs": "PARTY", "keeps_if_insincere": "PARTY", "exploiting": "PARTY", "calendar": "ENTRY"}
UNITS = {"overhead": "months", "calendar": "months", "exploiting": "multiple of what cooperation brings"}


class RoadmapChapter(Chapter["Roadmaps", "RoadmapReport"]):
    """In which order of steps does it need the least trust?"""

    name = "roadmap"
    question = "In which order of steps does it need the least trust?"
    owns = ("first",)
    needs = ("agreement",)
    reads = ("stability",)
    options = (PACKAGE, MAX_ROUNDS)
    effort = 2.0
    columns = COLUMNS
    units = UNITS
    ids = IDS
    joint = JointPart(REACHABLE, "reachable", "every step is begun and kept in {}")

    def schema(self) -> type[RoadmapFile]:
        """Return the type of `roadmap.yaml`."""
        from detente.chapters.roadmap.schema import RoadmapFile

        return RoadmapFile

    def forms(self) -> Mapping[str, str]:
        """Return the short forms of `roadmap.yaml`."""
        says = "A [judgement](#judgement) from 0 to 1, the same of every other party; or `{party: judgement}`."
        return {"Belief": says}

    def lacks(self, case: Case) -> tuple[str, ...]:
        """Return what a case still lacks for this chapter."""
        from detente.chapters.roadmap.lacks import lacks

        return lacks(case)

    def seen(self, case: Case, inquiry: Inquiry) -> Case:
        """Return the case with the number of rounds that the inquiry allows."""
        from detente.chapters.roadmap.asked import asked

        return asked(case, inquiry)

    def label(self, case: Case, ids: Sequence[str]) -> str:
        """Say in words what a judgement of `roadmap.yaml` is about."""
        from detente.chapters.roadmap.labels import label

        return label(case, ids)

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Roadmaps:
        """Answer the question in every world."""
        from detente.chapters.roadmap.analyse import analyse

        return analyse(worlds, upstream)

    def holds(self, result: Roadmaps, label: str, worlds: Worlds) -> Bools | None:
        """In which other worlds is it so that the roadmap proposed for a package reaches it?"""
        from detente.chapters.roadmap.judging.roadmap_detail import roadmap_detail

        if result.way is None or result.label != label:
            return None
        way = result.way
        return roadmap_detail(way.plan, [way.chosen], way.context, worlds).walked[0].completed

    def pins(self) -> type[RoadmapPins]:
        """Return the type of what it chooses, as data by which other worlds are judged."""
        from detente.chapters.roadmap.pinned import RoadmapPins

        return RoadmapPins

    def pinned(self, result: Roadmaps) -> RoadmapPins:
        """Return what it chose, so that the same columns can be worked out in any other worlds of the case."""
        from detente.chapters.roadmap.pinned import RoadmapPins

        return RoadmapPins.of(result)

    def model(self) -> type[RoadmapReport]:
        """Return the type of the report."""
        from detente.chapters.roadmap.report import RoadmapReport

        return RoadmapReport

    def report(self, result: Roadmaps) -> RoadmapReport:
        """Return what was found in plain numbers."""
        from detente.chapters.roadmap.report import report

        return report(result)

    def page(self, case: Case, report: RoadmapReport, inquiry: Inquiry) -> Page:
        """Return what it says on page one, and its sections of the brief."""
        from detente.chapters.roadmap.pages.page import page

        return page(case, report, inquiry)


ROADMAP = RoadmapChapter()

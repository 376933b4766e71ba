"""The one register of chapters, in the order in which they run; everything in it is loaded on use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the register itself loads nothing, so that `detente --help` can read it
    from detente.case.base import Frozen
    from detente.case.model import Case


@dataclass(frozen=True)
class Chapter:
    """One chapter: where its parts are, as `module:name`.

    Attributes:
        name: Name of the chapter; also of its part of the case, `<name>.yaml`, if it has one.
        question: The question it answers.
        lacks: (case) → what the case still lacks for it.
        analyse: (case, worlds, upstream) → result, with `columns()` and `headlines()`.
        report: (result) → report, a frozen model whose fields are the keys of the JSON.
        page: (case, report, drivers) → its share of the brief.
        model: Type of the report.
        schema: Type of its part of the case, or None where `case.yaml` holds all it reads. It may have a method
            `problems(case)` that yields what in it does not fit the rest of the case.
        later: Type of what became known after the day of the case, `<name>-later.yaml`, which only a back-test reads;
            None where there is no such file.
        version: Number of the schema of its JSON; raised when a key is removed or renamed.
        needs: Chapters above it whose results it reads.
        after: Chapters above it whose results it uses where the case lets them run; it runs without them too.
    """

    name: str
    question: str
    lacks: str
    analyse: str
    report: str
    page: str
    model: str
    schema: str | None = None
    later: str | None = None
    version: int = 1
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def load(self, part: str) -> Callable[..., Any]:
        """Import one of the parts by its field name."""
        module, name = str(getattr(self, part)).split(":")
        found: Callable[..., Any] = getattr(import_module(module), name)
        return found


CHAPTERS = (
    Chapter(
        name="reading",
        question="What do their behaviour and their silence mean?",
        lacks="detente.chapters.reading.needs:lacks",
        analyse="detente.chapters.reading.analyse:analyse",
        report="detente.chapters.reading.writing.summary:report",
        page="detente.chapters.reading.writing.page:page",
        model="detente.chapters.reading.writing.belief_reports:ReadingReport",
        schema="detente.chapters.reading.schema:ReadingFile",
        later="detente.chapters.reading.schema:ReadingLaterFile",
    ),
    Chapter(
        name="agreement",
        question="Which limited agreement is attainable, and what would torpedo it?",
        lacks="detente.chapters.agreement.space.consents:lacks",
        analyse="detente.chapters.agreement.analyse:analyse",
        report="detente.chapters.agreement.report:report",
        page="detente.chapters.agreement.writing.page:page",
        model="detente.chapters.agreement.report:AgreementReport",
        version=2,
        after=("reading",),
    ),
    Chapter(
        name="stability",
        question="Would it hold, or would somebody gain by walking out?",
        lacks="detente.chapters.stability.needs:lacks",
        analyse="detente.chapters.stability.analyse:analyse",
        report="detente.chapters.stability.report:report",
        page="detente.chapters.stability.writing.page:page",
        model="detente.chapters.stability.report:StabilityReport",
        schema="detente.chapters.stability.schema:StabilityFile",
        after=("agreement",),
    ),
    Chapter(
        name="roadmap",
        question="In which order of steps does it need the least trust?",
        lacks="detente.chapters.roadmap.needs:lacks",
        analyse="detente.chapters.roadmap.analyse:analyse",
        report="detente.chapters.roadmap.writing.summary:report",
        page="detente.chapters.roadmap.writing.page:page",
        model="detente.chapters.roadmap.writing.roadmap_reports:RoadmapReport",
        schema="detente.chapters.roadmap.schema:RoadmapFile",
        needs=("agreement",),
    ),
    Chapter(
        name="approach",
        question="What should be sent next, and what would the answer tell?",
        lacks="detente.chapters.approach.needs:lacks",
        analyse="detente.chapters.approach.analyse:analyse",
        report="detente.chapters.approach.writing.summary:report",
        page="detente.chapters.approach.writing.page:page",
        model="detente.chapters.approach.writing.approach_reports:ApproachReport",
        schema="detente.chapters.approach.schema:ApproachFile",
        needs=("agreement",),
        after=("reading", "stability", "roadmap"),
    ),
)


def chapter(name: str) -> Chapter:
    """Return the chapter of a name.

    Raises:
        KeyError: There is no such chapter.

    Example:
        >>> chapter("agreement").needs
        ()
    """
    return {found.name: found for found in CHAPTERS}[name]


def schemas() -> Mapping[str, type[Frozen]]:
    """Return the schema of every file, by its name, that a chapter has for its own in a case folder."""
    files = [(c, part, c.name + end) for c in CHAPTERS for part, end in (("schema", ""), ("later", "-later"))]
    return {name: c.load(part) for c, part, name in files if getattr(c, part) is not None}  # type: ignore[misc]


def lacks(case: Case) -> Mapping[str, tuple[str, ...]]:
    """Return, for every chapter, what a case still lacks for it; an empty tuple where it can run."""
    return {c.name: tuple(c.load("lacks")(case)) for c in CHAPTERS}

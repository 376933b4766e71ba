"""The brief as one tree of headings, which every form of it renders: page, terminal, later paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from detente.brief.chart_numbers import numbers
from detente.brief.chart_parts import in_parts
from detente.findings import Figure, Section, Table, telling
from detente.findings.places import PLACES

PICTURES, TABLES = 2, 2  # the most pictures and tables of a place that stand before the appendix
LETTER = "A"  # number of the appendix


@dataclass(frozen=True)
class Heading:
    """A heading and what stands under it.

    Attributes:
        number: Its number, such as 3 or A.2.
        title: Its text.
        says: Sentences; the first is the answer.
        figures: Pictures, then tables.
        below: Headings under it.
        folded: Whether it can be folded away where that is possible.
        code: What can be typed, if anything.
        see: Number of the heading in the appendix that holds what found no room here; empty for none.
    """

    number: str
    title: str
    says: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    below: tuple[Heading, ...] = ()
    folded: bool = False
    code: str = ""
    see: str = ""

    @property
    def all(self) -> Iterator[Heading]:
        """The heading itself and all below it, in order."""
        yield self
        for heading in self.below:
            yield from heading.all


def tree(sections: Iterable[Section], last: Iterable[Heading] = ()) -> tuple[Heading, ...]:
    """Put sections in their places.

    Args:
        sections: The sections of all chapters, in any order of places.
        last: Headings for the end of the appendix, without numbers.

    Returns:
        A heading for each place. The lightest section of a place opens it: its answer, its pictures, its table; the
        others follow under headings of their own. A chart on which there is nothing to see is not shown; where no table
        stands beside it, its numbers are. Before the appendix, pictures and tables beyond two of each in a
        place go to the appendix, and their section says where.
    """
    *body, appendix = PLACES
    given = [_seen(section) for section in sections]
    in_place = {
        form.name: sorted((s for s in given if s.place == form.name), key=lambda s: s.weight) for form in PLACES
    }
    halves = {form.name: _trimmed(in_place[form.name]) for form in body}
    spilled = [more for half in halves.values() for _, more in half if more is not None]
    below = (*(_heading("", section) for section in [*in_place[appendix.name], *spilled]), *last)
    numbered = tuple(replace(h, number=f"{LETTER}.{k}", folded=True) for k, h in enumerate(below, start=1))
    where = {heading.title: heading.number for heading in numbered}
    found = []
    for n, form in enumerate(body, start=1):
        opening, *others = [
            replace(_heading("", section), see="" if more is None else where[more.question])
            for section, more in halves[form.name]
        ] or [Heading("", form.title, (form.unknown,))]
        inner = tuple(replace(heading, number=f"{n}.{k}") for k, heading in enumerate(others, start=1))
        found.append(replace(opening, number=str(n), title=form.title, below=inner))
    says = () if numbered else (appendix.unknown,)
    return (*found, Heading(LETTER, appendix.title, says, (), numbered))


def listing(sections: Iterable[Section]) -> tuple[Heading, ...]:
    """Return sections as numbered headings one after the other, as they are given, with all they have."""
    return tuple(_heading(str(n), _seen(section)) for n, section in enumerate(sections, start=1))


def _seen(section: Section) -> Section:
    """Return a section without charts that show nothing, with their numbers where nothing else shows them."""
    tables = any(isinstance(figure, Table) and figure.rows for figure in section.figures)
    figures: list[Figure] = []
    for figure in section.figures:
        if isinstance(figure, Table) or telling(figure):
            figures.append(figure)
        elif figure.rows and not tables:
            figures.append(numbers(figure))
    return replace(section, figures=tuple(figures))


def _trimmed(sections: Sequence[Section]) -> list[tuple[Section, Section | None]]:
    """Return each section of a place with what of it has room there, and what goes to the appendix, if anything."""
    found, pictures, tables = [], PICTURES, TABLES
    for section in sections:
        drawn = [f for f in section.figures if not isinstance(f, Table)]
        told = [f for f in section.figures if isinstance(f, Table) and f.rows]
        more = (*drawn[pictures:], *told[tables:])
        shown = replace(section, figures=(*drawn[:pictures], *told[:tables]))
        pictures, tables = max(0, pictures - len(drawn)), max(0, tables - len(told))
        title = f"More on “{section.question}”"
        found.append((shown, replace(section, question=title, answer=(), figures=more) if more else None))
    return found


def _heading(number: str, section: Section) -> Heading:
    figures = tuple(part for figure in section.figures for part in in_parts(figure))
    return Heading(number, section.question, section.answer, figures)

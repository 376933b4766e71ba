"""The brief as one tree of headings, which every form of it renders: page, terminal, later paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from detente.findings import Chart, Figure, Section, Table
from detente.findings.places import PLACES

PICTURES, TABLES = 2, 1  # the most pictures of a place, and tables of a section, that stand before the appendix
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
    """

    number: str
    title: str
    says: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    below: tuple[Heading, ...] = ()
    folded: bool = False
    code: str = ""

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
        others follow under headings of their own. Before the appendix, what is more than two pictures in a place, or
        one table in a section, goes to the appendix.
    """
    *body, appendix = PLACES
    given, more, found = list(sections), [], []
    for n, form in enumerate(body, start=1):
        own = sorted((s for s in given if s.place == form.name), key=lambda s: s.weight)
        shown, spilled = _trimmed(own)
        more += spilled
        if not shown:
            found.append(Heading(str(n), form.title, (form.unknown,)))
            continue
        first, *others = shown
        below = tuple(_heading(f"{n}.{k}", section) for k, section in enumerate(others, start=1))
        found.append(Heading(str(n), form.title, first.answer, first.figures, below))
    rest = sorted((s for s in given if s.place == appendix.name), key=lambda s: s.weight)
    below = (*(_heading("", section) for section in [*rest, *more]), *last)
    numbered = tuple(replace(h, number=f"{LETTER}.{k}", folded=True) for k, h in enumerate(below, start=1))
    says = () if numbered else (appendix.unknown,)
    return (*found, Heading(LETTER, appendix.title, says, (), numbered))


def listing(sections: Iterable[Section]) -> tuple[Heading, ...]:
    """Return sections as numbered headings one after the other, in the order of their places, with all they have."""
    order = [form.name for form in PLACES]
    given = sorted(sections, key=lambda s: (order.index(s.place), s.weight))
    return tuple(_heading(str(n), section) for n, section in enumerate(given, start=1))


def _trimmed(sections: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    """Return the sections of a place with what has room in it, and what of them goes to the appendix."""
    shown, more, room = [], [], PICTURES
    for section in sections:
        pictures: list[Chart] = [f for f in section.figures if not isinstance(f, Table) and f.rows]
        tables = [f for f in section.figures if isinstance(f, Table) and f.rows]
        shown.append(replace(section, figures=(*pictures[:room], *tables[:TABLES])))
        spilled = (*pictures[room:], *tables[TABLES:])
        room = max(0, room - len(pictures))
        if spilled:
            title = f"More on “{section.question}”"
            more.append(replace(section, question=title, answer=(), figures=spilled, place="appendix"))
    return shown, more


def _heading(number: str, section: Section) -> Heading:
    return Heading(number, section.question, section.answer, section.figures)

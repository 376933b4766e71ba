"""What a chapter gives to a brief: what fills slots of page one, and sections, each with its place behind it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.findings.figures import Chart, Figure, Table
from detente.findings.places import Place, SlotName

MIDDLE = 50  # weight of what is neither drawn to the front nor to the back


@dataclass(frozen=True)
class Filling:
    """What a chapter says in a slot of page one. All of it is shown: what is short leaves room for others.

    Attributes:
        slot: The slot.
        says: Sentences.
        actions: What to do, a sentence each; actions of a slot are numbered through.
        table: A small table.
        weight: What is lighter comes first in its slot.
        about: The draw that it is about, so that what others say of it need not name it again; empty for none.
    """

    slot: SlotName
    says: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    table: Table | None = None
    weight: int = MIDDLE
    about: str = ""


@dataclass(frozen=True)
class Section:
    """One question of a brief, the answer, and what shows it.

    Attributes:
        chapter: The chapter it comes from.
        question: The question, as its title.
        answer: The answer, a sentence each.
        figures: Charts and tables.
        place: Where in the brief it stands. The lightest section of a place opens it, and its answer is that of the
            place.
        weight: What is lighter comes first in its place.
    """

    chapter: str
    question: str
    answer: tuple[str, ...]
    figures: tuple[Figure, ...]
    place: Place = "appendix"
    weight: int = MIDDLE


@dataclass(frozen=True)
class Page:
    """What a chapter gives to the brief, and what its own command prints.

    Attributes:
        lead: Its answer, in a sentence.
        proposal: What the lead speaks of, as (heading, text) lines; empty if that needs no lines.
        answer: The other sentences of its answer, the most important first.
        table: The table that belongs to the answer, if there is one.
        picture: Chart for page one, if the chapter has one.
        sections: Its sections.
        fillings: What it says on page one of a brief.
    """

    lead: str
    proposal: tuple[tuple[str, str], ...]
    answer: tuple[str, ...]
    table: Table | None
    picture: Chart | None
    sections: tuple[Section, ...]
    fillings: tuple[Filling, ...] = ()

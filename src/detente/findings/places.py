"""The frame of a brief: the slots of page one and the places behind it, and what they say if nobody can fill them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SlotName = Literal["recommendation", "leave-out", "alternative", "first", "turns-on", "would-change", "basis"]
Place = Literal["call", "terms", "leave-out", "block", "sequence", "why", "assumptions", "appendix"]


@dataclass(frozen=True)
class SlotForm:
    """A slot of page one.

    Attributes:
        name: Its name in contracts.
        title: Its heading.
        unknown: What it says where its owner cannot fill it.
    """

    name: SlotName
    title: str
    unknown: str


@dataclass(frozen=True)
class PlaceForm:
    """A place behind page one.

    Attributes:
        name: Its name in sections.
        title: Its heading.
        unknown: What it says where no chapter has a section for it.
    """

    name: Place
    title: str
    unknown: str


SLOTS = (
    SlotForm("recommendation", "Recommendation", "Not known: the case does not say enough to judge any package."),
    SlotForm("leave-out", "Leave out", "Not known: no demand could be priced."),
    SlotForm("alternative", "Alternative", "Not known: there is no recommendation to compare others with."),
    SlotForm("first", "First", "Not known: no order of steps could be worked out."),
    SlotForm("turns-on", "Turns on", "Not known: no judgement alone moves how likely that is beyond chance."),
    SlotForm("would-change", "Would change this", "Not known: the case names nothing to watch."),
    SlotForm("basis", "Basis", "Not known."),
)
PLACES = (
    PlaceForm("call", "The call", "There is no call to make: the case does not say enough for a package."),
    PlaceForm("terms", "Terms", "There are no terms: nothing is recommended."),
    PlaceForm("leave-out", "What to leave out", "No demand could be priced."),
    PlaceForm("block", "Who can block", "It could not be worked out who refuses what."),
    PlaceForm("sequence", "Sequence, exits and the letter", "No order of steps could be worked out."),
    PlaceForm(
        "why",
        "Why the other side acts as it does, and what to watch",
        "The case holds no explanations of the other side’s behaviour.",
    ),
    PlaceForm("assumptions", "Assumptions to dispute", "No single judgement decides."),
    PlaceForm("appendix", "Appendix", "There is nothing more."),
)

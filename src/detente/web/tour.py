"""A tour of the workbench in five steps, through the case that an empty start offers."""

from __future__ import annotations

from dataclasses import dataclass

from detente.web.variant_store import AS_WRITTEN

FLAGSHIP = "korea-2021"  # what an empty start offers
HERE = f"/cases/{FLAGSHIP}/{AS_WRITTEN}"


@dataclass(frozen=True)
class TourStep:
    """A step of the tour.

    Attributes:
        title: What is shown.
        says: What to look for.
        at: Where.
    """

    title: str
    says: str
    at: str


TOUR = (
    TourStep(
        "Read page one.",
        "Korea in August 2021: what to propose, and in which share of plausible worlds it holds. "
        "The first answer takes about a minute; a line shows its progress.",
        HERE,
    ),
    TourStep(
        "Open one question.",
        "Each chapter answers one, such as which agreement is attainable. Below each chart are its numbers.",
        f"{HERE}/chapters/agreement",
    ),
    TourStep(
        "Change a judgement.",
        "Type another range, and a line says what that does. Keep it as a variant; you can undo it.",
        f"{HERE}/judgements",
    ),
    TourStep(
        "Build a package.",
        "Choose what an agreement would say, and see who refuses it, over what, and in which worlds.",
        f"{HERE}/package",
    ),
    TourStep(
        "Test an argument.",
        "Write what somebody claims about the dispute; each sentence is judged in the same worlds.",
        f"{HERE}/claims",
    ),
)

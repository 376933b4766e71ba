"""The form in which a delegation states its positions: points for options, what it refuses, what failing is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.case.model import Case
from detente.talks.help.stated_positions import StatedPositions, number_text

POINTS, REFUSES, LINKAGE = "points", "refuses", "linkage"  # before issue and option, or a number, in names of fields
RESERVATION = "reservation"


@dataclass(frozen=True)
class OptionRow:
    """One option as the form asks for it.

    Attributes:
        issue: Name of the issue.
        option: Name of the option.
        points: Name of the field for points.
        refuses: Name of the field that says that it is refused.
        value: The points that stand there.
        refused: Whether it is refused.
    """

    issue: str
    option: str
    points: str
    refuses: str
    value: str
    refused: bool


@dataclass(frozen=True)
class LinkageRow:
    """One linkage as the form asks for it.

    Attributes:
        field: Name of the field for points.
        says: What is agreed together.
        value: The points that stand there.
    """

    field: str
    says: str
    value: str


@dataclass(frozen=True)
class PositionForm:
    """The form, filled in.

    Attributes:
        options: A row for each option but those that change nothing.
        linkages: A row for each linkage.
        reservation: What no agreement is worth.
    """

    options: Sequence[OptionRow]
    linkages: Sequence[LinkageRow]
    reservation: str


def position_form(case: Case, held: StatedPositions, typed: Mapping[str, str] | None = None) -> PositionForm:
    """Return the form.

    Args:
        case: The case.
        held: The positions that stand there.
        typed: What was typed instead, by the name of the field; None if nothing was.
    """

    def value(field: str, points: float) -> str:
        return number_text(points) if typed is None else typed.get(field, "")

    rows = []
    for issue, said in case.issues.items():
        for option in case.ladder(issue)[1:]:
            points, refuses = f"{POINTS}/{issue}/{option}", f"{REFUSES}/{issue}/{option}"
            refused = option in held.refuses.get(issue, ()) if typed is None else refuses in typed
            stands = value(points, held.points.get(issue, {}).get(option, 0.0))
            rows.append(OptionRow(said.name, said.options[option].name, points, refuses, stands, refused))
    linkages = [
        LinkageRow(f"{LINKAGE}/{n}", _together(case, pattern), value(f"{LINKAGE}/{n}", points))
        for n, (pattern, points) in enumerate(held.linkages)
    ]
    return PositionForm(rows, linkages, value(RESERVATION, held.reservation))


def _together(case: Case, pattern: Mapping[str, Sequence[str]]) -> str:
    """Return what has to be agreed together, in words."""
    terms = []
    for issue, options in pattern.items():
        said = case.issues[issue]
        terms.append(f"{said.name}: {' or '.join(said.options[option].name for option in options)}")
    return "; ".join(terms)


def typed_positions(case: Case, held: StatedPositions, typed: Mapping[str, str]) -> StatedPositions:
    """Return the positions that were typed.

    Args:
        case: The case.
        held: The positions that stood there, whose party and linkages stay.
        typed: Values of fields by name; what is left empty is 0.

    Raises:
        PositionsError: Something is no number.
    """
    points: dict[str, dict[str, str]] = {}
    refuses: dict[str, list[str]] = {}
    for issue in case.issues:
        for option in case.ladder(issue)[1:]:
            said = _number(typed.get(f"{POINTS}/{issue}/{option}", ""))
            if said != "0":
                points.setdefault(issue, {})[option] = said
            if f"{REFUSES}/{issue}/{option}" in typed:
                refuses.setdefault(issue, []).append(option)
    body: dict[str, Any] = {
        "party": held.party,
        "points": points,
        "linkages": [
            {"pattern": {i: list(o) for i, o in pattern.items()}, "value": _number(typed.get(f"{LINKAGE}/{n}", ""))}
            for n, (pattern, _) in enumerate(held.linkages)
        ],
        "reservation": _number(typed.get(RESERVATION, "")),
        "refuses": refuses,
    }
    return StatedPositions.of(body, case)


def _number(text: str) -> str:
    return text.strip().replace("−", "-") or "0"

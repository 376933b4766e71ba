"""The positions of a delegation as numbers, in the form in which it seals them for itself or for a mediator.

Points are texts on the record, since what is signed has no fractions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.case.faults import nearest, one_of
from detente.case.model import Case
from detente.chapters.agreement import scores
from detente.talks.help.help_error import HelpError
from detente.worlds import Worlds

POSITIONS = "positions"  # kind of what is sealed
FIELDS = ("party", "points", "linkages", "reservation", "refuses")
WORLDS = 400  # in which the likeliest explanation of the other side is looked for
Options = Mapping[str, tuple[str, ...]]


class PositionsError(HelpError):
    """Positions that do not fit the case; the message names every fault."""


@dataclass(frozen=True)
class StatedPositions:
    """What a delegation says its positions are.

    Attributes:
        party: The party.
        points: Issue → option → points a year against the status quo; what is not named is worth 0.
        linkages: (issue → options that count, points a year when all of it is agreed).
        reservation: What no agreement is worth, in points a year.
        refuses: Issue → options that it refuses.
    """

    party: str
    points: Mapping[str, Mapping[str, float]]
    linkages: tuple[tuple[Options, float], ...]
    reservation: float
    refuses: Options

    @property
    def body(self) -> dict[str, Any]:
        """What is sealed."""
        return {
            "party": self.party,
            "points": {i: {o: number_text(v) for o, v in row.items()} for i, row in self.points.items()},
            "linkages": [
                {"pattern": {i: list(o) for i, o in pattern.items()}, "value": number_text(value)}
                for pattern, value in self.linkages
            ],
            "reservation": number_text(self.reservation),
            "refuses": {issue: list(options) for issue, options in self.refuses.items()},
        }

    @classmethod
    def of(cls, body: Mapping[str, Any], case: Case) -> StatedPositions:
        """Read positions, with numbers or numbers as texts.

        Raises:
            PositionsError: They do not fit the case.
        """
        faults = list(_faults(body, case))
        if faults:
            raise PositionsError("\n".join(faults))
        return cls(
            party=body["party"],
            points={i: {o: float(v) for o, v in row.items()} for i, row in body["points"].items()},
            linkages=tuple(
                (
                    {i: tuple([o] if isinstance(o, str) else o) for i, o in one["pattern"].items()},
                    float(one["value"]),
                )
                for one in body.get("linkages", [])
            ),
            reservation=float(body["reservation"]),
            refuses={i: tuple(o) for i, o in body.get("refuses", {}).items()},
        )


def number_text(value: float) -> str:
    """Return a number as a text of at most six digits.

    Example:
        >>> number_text(-3.5), number_text(2.0), number_text(1 / 3)
        ('-3.5', '2', '0.333333')
    """
    return f"{value:.6g}"


def positions_of(case: Case, party: str) -> StatedPositions:
    """Return the positions that a case takes a party to have, in its central world.

    Medians of all judgements; an option is refused where its red line is at least as likely real as not; of the
    explanations the likeliest is true.

    Raises:
        PositionsError: The case has no positions of this party.
    """
    if party not in case.valued:
        raise PositionsError(_found("party", party, case.valued))
    held = scores(case, Worlds(case, size=WORLDS, seed=1).central(), [party], ())
    own = held.parties[party]
    points, refuses = {}, {}
    for n, issue in enumerate(case.issues):
        ladder = case.ladder(issue)
        row = {option: float(own.options[n][k, 0]) for k, option in enumerate(ladder) if k}
        if any(row.values()):
            points[issue] = row
        crossed = own.crossed[n]
        if crossed is not None and crossed[:, 0].any():
            refuses[issue] = tuple(option for k, option in enumerate(ladder) if crossed[k, 0])
    linkages = tuple(
        (
            {i: tuple(o for o in case.ladder(i) if o in which.of(case.ladder(i))) for i, which in pattern.items()},
            float(own.linkages[name][0]),
        )
        for name, pattern in ((name, case.linkages[name].pattern) for name in own.linkages)
    )
    return StatedPositions(party, points, linkages, float(own.reservation[0]), refuses)


def _faults(body: Mapping[str, Any], case: Case) -> Iterator[str]:
    """Yield what is wrong with positions."""
    for key in body:
        if key not in FIELDS:
            yield _found("positions", key, FIELDS)
    for key in ("party", "points", "reservation"):
        if key not in body:
            yield f"positions: {key} is missing; expected {', '.join(FIELDS)}"
    if "party" in body and body["party"] not in case.parties:
        yield _found("party", body["party"], case.parties)
    if not _is_number(body.get("reservation", 0)):
        yield f"reservation: found {body['reservation']!r}; expected points a year, a number"
    yield from _wrong_points(body.get("points", {}), case)
    yield from _wrong_refusals(body.get("refuses", {}), case)
    yield from _wrong_linkages(body.get("linkages", []), case)


def _wrong_points(points: Any, case: Case) -> Iterator[str]:
    if not isinstance(points, Mapping):
        yield f"points: found {points!r}; expected issue → option → points"
        return
    for issue, row in points.items():
        yield from _options("points", issue, row if isinstance(row, Mapping) else None, case)
        for option, value in row.items() if isinstance(row, Mapping) else ():
            if not _is_number(value):
                yield f"points → {issue} → {option}: found {value!r}; expected points a year, a number"


def _wrong_refusals(refuses: Any, case: Case) -> Iterator[str]:
    if not isinstance(refuses, Mapping):
        yield f"refuses: found {refuses!r}; expected issue → options"
        return
    for issue, options in refuses.items():
        yield from _options("refuses", issue, options, case)


def _wrong_linkages(linkages: Any, case: Case) -> Iterator[str]:
    for n, one in enumerate(linkages if isinstance(linkages, list) else [linkages]):
        fits = isinstance(one, Mapping) and one.keys() == {"pattern", "value"} and isinstance(one["pattern"], Mapping)
        if not fits or not _is_number(one["value"]):
            yield f"linkages → {n}: expected a pattern and a value, a number"
            continue
        for issue, options in one["pattern"].items():
            yield from _options(f"linkages → {n}", issue, [options] if isinstance(options, str) else options, case)


def _options(where: str, issue: str, options: Any, case: Case) -> Iterator[str]:
    if issue not in case.issues:
        yield _found(f"{where}: issue", issue, case.issues)
    elif not isinstance(options, Mapping | list):
        yield f"{where} → {issue}: found {options!r}; expected options"
    else:
        ladder = case.ladder(issue)
        yield from (_found(f"{where} → {issue}: option", one, ladder) for one in options if one not in ladder)


def _found(where: str, name: object, valid: Any) -> str:
    close = nearest(name, valid)
    hint = f" (did you mean {close!r}?)" if close else ""
    return f"{where}: found {name!r}; expected {one_of(valid, 20)}{hint}"


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False

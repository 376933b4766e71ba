"""What a mediator finds from the positions that were sealed for it, and what saying so would tell each side."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.base import Frozen
from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.findings.cuts import Cut, cut
from detente.talks.help.case_packages import numbered
from detente.talks.help.help_error import HelpError
from detente.talks.help.point_tables import PointTable
from detente.talks.help.proposed_texts import book_of, standing
from detente.talks.help.single_text import Mediation
from detente.talks.help.stated_positions import StatedPositions
from detente.talks.record.talks_record import TalksRecord

MOST_IMPROVEMENTS = 5
AGREED = ("agreed", "in force")


class CannotMediateError(HelpError):
    """There is not enough to mediate by; the message says what is missing."""


class Draft(Frozen):
    """One draft of a single text, or one improvement of an agreed one."""

    package: dict[str, str]
    """Issue → option that it changes."""
    gains: dict[str, float]
    """Delegation → points a year over what no agreement is worth to it. Points of different delegations are never
    compared."""
    change: dict[str, float]
    """Delegation → points a year more than the draft before, or than what was agreed; empty for a first draft."""


class MediatorsView(Frozen):
    """What a mediator finds from the positions that were sealed for it; for the mediator alone."""

    packages: int
    """Packages that the rules of the case allow."""
    overlap: int
    """How many of them all delegations could accept."""
    gap: float | None
    """Where there are none, how far off the nearest is: the largest part of a delegation’s distance between best and
    worst that it lacks; null where there is an overlap, or somebody refuses each."""
    accepts: dict[str, int]
    """Delegation → how many packages it could accept itself: the fewer, the more it learns if it is told of an
    overlap."""
    drafts: list[Draft]
    """The single text, round by round; each is worse for nobody than the one before."""
    improvements: dict[int, list[Draft]]
    """Number of an agreed proposal → what all could have instead, the best first, five at most."""
    improvements_left: dict[int, int]
    """Number of an agreed proposal → how many more of these there are."""


def mediators_view(
    record: TalksRecord, case: Case, stated: Mapping[str, StatedPositions], changes: int
) -> MediatorsView:
    """Return what a mediator finds on a record.

    Args:
        record: The record.
        case: The case.
        stated: Delegation → the positions that it sealed for the mediator.
        changes: On how many issues a draft differs at most from the one before.

    Raises:
        CannotMediateError: A delegation has sealed no positions, or there are less than two.
        TooManyTextsError: The case has too many packages.
        NotOfCaseError: A proposal is no package of the case.
    """
    book = book_of(record)
    wanted = sorted(book.delegations())
    if missing := [party for party in wanted if party not in stated]:
        raise CannotMediateError(
            f"no positions of {', '.join(missing)} are sealed for you; expected those of every delegation with a head"
        )
    if len(wanted) < 2:
        raise CannotMediateError("there are no two delegations with a head")
    mediation = Mediation(case, {party: PointTable.stated(case, stated[party]) for party in wanted})
    asked = {one.delegation: numbered(case, one.body["package"]) for one in standing(book, "open") if one.delegation}
    first = mediation.first_draft(asked)
    numbers = [] if first is None else [*mediation.drafts(first, changes)]
    overlap = int(mediation.common.sum())
    agreed = {one.number: numbered(case, one.body["package"]) for one in standing(book, *AGREED)}
    better = {number: _improvements(mediation, package) for number, package in agreed.items()}
    return MediatorsView(
        packages=len(mediation.every),
        overlap=overlap,
        gap=None if overlap else mediation.gap,
        accepts={party: int(accepts.sum()) for party, accepts in mediation.accepted.items()},
        drafts=[_draft(mediation, now, before) for before, now in zip([None, *numbers[:-1]], numbers, strict=True)],
        improvements={number: [*found.shown] for number, found in better.items()},
        improvements_left={number: found.left for number, found in better.items()},
    )


def _draft(mediation: Mediation, number: int, before: OptionNumbers | int | None) -> Draft:
    values = {party: float(row[number]) for party, row in mediation.values.items()}
    base = {} if before is None else mediation.worth(before)
    return Draft(
        package=mediation.package(number),
        gains={party: value - mediation.least(party) for party, value in values.items()},
        change={party: values[party] - worth for party, worth in base.items()},
    )


def _improvements(mediation: Mediation, agreed: OptionNumbers) -> Cut[Draft]:
    numbers, left = cut(mediation.improvements(agreed), MOST_IMPROVEMENTS)
    return Cut(tuple(_draft(mediation, number, agreed) for number in numbers), left)

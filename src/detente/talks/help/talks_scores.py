"""What a text of talks comes to, beside what could have been had: for the debriefing, when positions are open.

The formulas are in docs/theory/mediation.md.
"""

from __future__ import annotations

import numpy as np

from detente.case.base import Frozen
from detente.case.model import Case
from detente.talks.help.case_packages import numbered
from detente.talks.help.mediators_view import CannotMediateError
from detente.talks.help.point_tables import PointTable
from detente.talks.help.private_worth import PointRange
from detente.talks.help.proposed_texts import book_of, standing
from detente.talks.help.single_text import Mediation
from detente.talks.help.stated_positions import positions_of
from detente.talks.record.talks_record import TalksRecord
from detente.talks.rules.rulebook import CourseState
from detente.worlds import Worlds


class DelegationScore(Frozen):
    """What a text comes to for one delegation."""

    gain: float
    """Points a year over no agreement, in the central world. Points of different delegations are never compared."""
    over: PointRange
    """The same over plausible worlds."""
    acceptable: float
    """Share of worlds in which it could accept."""
    best: float | None
    """The most that it could have had of what all could accept, in points a year; null where all accept nothing."""
    share: float | None
    """Its gain as a share of that; null where that is nothing."""


class TextScore(Frozen):
    """What a text comes to."""

    proposal: int
    """Number of the proposal."""
    state: str
    """open, agreed or in force."""
    package: dict[str, str]
    """Its package."""
    delegations: dict[str, DelegationScore]
    """Delegation → what it comes to."""
    nash: float | None
    """Geometric mean of the gains, as a share of the largest that all could accept; 0 where somebody loses, null where
    all accept nothing."""
    efficient: bool
    """Whether nothing is worth more to one delegation and no less to the others."""
    better: dict[str, str]
    """What all could have instead, the package with the largest smallest gain; empty where it is efficient."""


class TalksScores(Frozen):
    """What the texts of talks come to, by the positions that the case gives the delegations."""

    record: str
    """Name of the record."""
    worlds: int
    """Number of worlds."""
    overlap: int
    """How many packages all delegations could accept in the central world."""
    texts: list[TextScore]
    """The proposals that are not withdrawn."""


def talks_scores(record: TalksRecord, case: Case, worlds: Worlds) -> TalksScores:
    """Return what the texts on a record come to.

    Args:
        record: The record.
        case: The case.
        worlds: Worlds of the case, for ranges.

    Raises:
        CannotMediateError: There are less than two delegations.
        PositionsError: The case has no positions of a delegation.
        NotOfCaseError: A text is no package of the case.
    """
    book = book_of(record)
    parties = sorted(book.delegations())
    if len(parties) < 2:
        raise CannotMediateError("there are no two delegations with a head")
    tables = {party: PointTable.stated(case, positions_of(case, party)) for party in parties}
    drawn = {party: PointTable.of_case(party, worlds) for party in parties}
    mediation = Mediation(case, tables)
    return TalksScores(
        record=record.origin,
        worlds=worlds.size,
        overlap=int(mediation.common.sum()),
        texts=[_score(mediation, drawn, one) for one in standing(book, "open", "agreed", "in force")],
    )


def _score(mediation: Mediation, drawn: dict[str, PointTable], one: CourseState) -> TextScore:
    package = numbered(mediation.case, one.body["package"])
    row = np.array([package])
    better = next(mediation.improvements(package), None)
    gains = {p: worth - mediation.least(p) for p, worth in mediation.worth(package).items()}
    delegations = {}
    for party, gain in gains.items():
        best = mediation.best(party)
        table = drawn[party]
        delegations[party] = DelegationScore(
            gain=gain,
            over=PointRange.of(table.values(row)[0] - table.reservation),
            acceptable=float(table.accepts(row).mean()),
            best=best,
            share=None if best is None or best <= mediation.tolerance[party] else gain / best,
        )
    return TextScore(
        proposal=one.number,
        state=one.state,
        package=dict(one.body["package"]),
        delegations=delegations,
        nash=mediation.nash_share(gains),
        efficient=better is None,
        better={} if better is None else mediation.package(better),
    )

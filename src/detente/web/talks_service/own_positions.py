"""The positions that a seat can open, in private boxes and on the record; and what texts are worth by them.

In a box positions have the form in which commands seal them on the record, and leave no trace there. The last ones
count. Where a delegation has stated none, a text is worth to it what the case says.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.model import Case
from detente.talks.help.help_error import HelpError
from detente.talks.help.point_tables import PointTable
from detente.talks.help.private_worth import PrivateWorth, table_for, worth_of
from detente.talks.help.proposed_texts import ProposedText, delegation_of
from detente.talks.help.sealed_positions import DatedPositions, dated_positions, read_positions
from detente.talks.help.stated_positions import POSITIONS, StatedPositions
from detente.talks.seats.sealing import SEALED
from detente.web.talks_service.private_posts import TO_MEDIATOR, PostBox
from detente.web.talks_service.talks_desk import TalksDesk

WORLDS = 400  # in which a text is judged by the case


class CaseTables:
    """What options are worth to parties by the case, each worked out once."""

    def __init__(self, case: Case | None) -> None:
        """Start with none.

        Args:
            case: The case; None if none is served.
        """
        self._case = case
        self._lock = threading.Lock()
        self._tables: dict[str, PointTable] = {}

    def of(self, party: str) -> PointTable | None:
        """Return the table of a party; None if the case has no positions of it."""
        if self._case is None or party not in self._case.valued:
            return None
        with self._lock:
            if party not in self._tables:
                self._tables[party] = table_for(self._case, party, None, WORLDS)
            return self._tables[party]


def boxed_positions(desk: TalksDesk, box: PostBox, case: Case) -> DatedPositions | None:
    """Return the last positions in a box that the side it belongs to has put there; None if there are none.

    Raises:
        PositionsError: They do not fit the case, or are those of another party.
    """
    own = box.name.partition("+")[0]
    for post in reversed(desk.posts(box)):
        by_own_side = post.signed and delegation_of(desk.served.book, post.seat) == own
        if post.kind == POSITIONS and by_own_side:
            where = f"positions of {post.time[:16].replace('T', ' ')} UTC"
            return DatedPositions(post.time, read_positions(where, post.body, post.seat, own, case))
    return None


def own_positions(desk: TalksDesk, case: Case) -> StatedPositions | None:
    """Return the positions by which a delegation judges texts: those for its own side alone, else those it gave others.

    Raises:
        PositionsError: They do not fit the case.
    """
    own = desk.seat.delegation
    alone = [boxed_positions(desk, box, case) for box in desk.boxes if box.name == own]
    found = [one for one in (*alone, _on_record(desk, case).get(own)) if one is not None]
    if not found:
        shared = [boxed_positions(desk, box, case) for box in desk.boxes if box.name != own]
        found = [one for one in shared if one is not None]
    return max(found, key=lambda one: one.time).stated if found else None


def positions_for_mediator(desk: TalksDesk, case: Case) -> dict[str, StatedPositions]:
    """Return the last positions of each delegation that a mediator can open.

    Raises:
        PositionsError: Some do not fit the case, or are those of another party.
    """
    found = _on_record(desk, case)
    for box in desk.boxes:
        boxed, party = boxed_positions(desk, box, case), box.name.removesuffix(f"+{TO_MEDIATOR}")
        if boxed is not None and (party not in found or boxed.time >= found[party].time):
            found[party] = boxed
    return {party: dated.stated for party, dated in found.items()}


def _on_record(desk: TalksDesk, case: Case) -> dict[str, DatedPositions]:
    """Return what was sealed on the record itself, by the commands, for this seat."""
    said = ((number, desk.served.statement(number)) for number in list(desk.sight.shown))
    sealed_ones = [(number, one) for number, one in said if one.kind == SEALED]
    return dated_positions(sealed_ones, desk.served.book, desk.keys, case) if sealed_ones else {}


@dataclass(frozen=True)
class OwnWorth:
    """What a proposal is worth to the delegation that looks at it.

    Attributes:
        now: Of the text as it stands, with what the last amendment changed; None where nothing is known of it.
        stated: Whether it is by positions that the delegation has stated; otherwise it is by the case.
        fault: Why it is not known; empty if it is, or if neither the case nor the delegation says anything.
    """

    now: PrivateWorth | None
    stated: bool = False
    fault: str = ""


def own_worth(
    desk: TalksDesk, tables: CaseTables, package: Mapping[str, str], before: Mapping[str, str] | None
) -> OwnWorth:
    """Return what a package is worth to the delegation of a seat, and to nobody else.

    Args:
        desk: The desk.
        tables: What options are worth by the case.
        package: The package as it stands.
        before: That before the last amendment; None if there was none.
    """
    if desk.case is None:
        return OwnWorth(None)
    try:
        stated = own_positions(desk, desk.case)
        table = tables.of(desk.seat.delegation) if stated is None else PointTable.stated(desk.case, stated)
        if table is None:
            return OwnWorth(None)
        return OwnWorth(worth_of(desk.case, table, _texts(package, before))[-1], stated is not None)
    except HelpError as error:
        return OwnWorth(None, fault=str(error))


def _texts(package: Mapping[str, str], before: Mapping[str, str] | None) -> dict[int, ProposedText]:
    def text(number: int, of: Mapping[str, str], after: int | None) -> ProposedText:
        return ProposedText(number, 0, "", "", "", "", of, after)

    return {1: text(1, package, None)} if before is None else {0: text(0, before, None), 1: text(1, package, 0)}

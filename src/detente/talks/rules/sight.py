"""Who sees which entries, and how a seat counts them: those that it sees, in the order in which it came to see them.

Heads, groups, mediators and observers see whatever is not sealed. A consulted ally sees what is shared with it: the
seats, notices, its own entries and letters that answer them, and all about a proposal from the moment it is asked.
Since a seat has numbers for what it sees and for nothing else, no number tells how much there is besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from detente.talks.record.signed_entries import SeatStatement
from detente.talks.rules.entry_kinds import KINDS
from detente.talks.seats.roster import KINDS as OF_SEATS
from detente.talks.seats.roster import Role
from detente.talks.seats.sealing import SEALED

SEE_ALL: tuple[Role, ...] = ("head", "group", "mediator", "observer")  # all that is not sealed for others
OPEN_TO_ALLIES = OF_SEATS | {"notice"}
ONE = frozenset({"answers", "version", "proposal", "invitation", *(one.about for one in KINDS.values() if one.about)})
MANY = frozenset({"candidates", "waits-for"})  # fields that name several entries


class NotSeenError(Exception):
    """An entry that a seat does not see, or that is not there: the two cannot be told apart."""


class SeatSight:
    """What one seat sees of a record.

    `shown` has the numbers on the record of what it sees, in the order in which it came to see them, and
    `counts_as_record` says whether the numbers by which it knows them are the same.
    """

    def __init__(self, seat: str, role: Role) -> None:
        """Start before the opening."""
        self.seat, self.role = seat, role
        self.shown: list[int] = []
        self.counts_as_record = True
        self._places: dict[int, int] = {}
        self._proposals: dict[int, int] = {}  # entry → the proposal that it belongs to
        self._held: dict[int, list[int]] = {}  # of a proposal that the seat is not asked about
        self._asked: set[int] = set()
        self._theirs: set[int] = set()  # consultations of other allies

    def take(self, sequence: int, statement: SeatStatement) -> None:
        """Take note of the next entry of the record."""
        kind, body = statement.kind, statement.body
        if kind == SEALED:
            if statement.seat == self.seat or self.seat in _list(body.get("to")):
                self._show(sequence)
        elif self.role in SEE_ALL:
            self._show(sequence)
        else:
            self._share(sequence, statement)

    def _share(self, sequence: int, statement: SeatStatement) -> None:
        """Show an entry to an ally if it is shared with it, or keep it until it is."""
        kind, body = statement.kind, statement.body
        about = KINDS[kind].about if kind in KINDS else ""
        of = sequence if kind == "proposal" else self._proposals.get(body.get(about or "proposal", -1))
        if of is not None:
            self._proposals[sequence] = of
        if kind == "consultation" and of is not None:
            if body.get("ally") == self.seat:
                self._asked.add(of)
                for one in self._held.pop(of, []):
                    self._show(one)
            else:
                self._theirs.add(sequence)
        theirs = bool({sequence, body.get("consultation")} & self._theirs)
        answers = kind == "letter" and body.get("answers") in self._places
        shared = of in self._asked and not theirs
        if kind in OPEN_TO_ALLIES or statement.seat == self.seat or answers or shared:
            self._show(sequence)
        elif of is not None and not theirs:
            self._held.setdefault(of, []).append(sequence)

    def _show(self, sequence: int) -> None:
        self.counts_as_record = self.counts_as_record and sequence == len(self.shown)
        self._places[sequence] = len(self.shown)
        self.shown.append(sequence)

    def number_of(self, sequence: int) -> int | None:
        """Return the number by which the seat knows an entry of the record; None if it does not see it."""
        return self._places.get(sequence)

    def sequence_of(self, number: int) -> int:
        """Return the number on the record of what a seat knows by a number.

        Raises:
            NotSeenError: The seat sees no entry of that number.
        """
        if not 0 <= number < len(self.shown):
            raise NotSeenError(f"there is no entry {number}")
        return self.shown[number]

    def told(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return what an entry says, with the numbers that the seat knows.

        For one entry that it does not see there is None; of several, those that it does not see are left out.
        """
        return _renumbered(body, self.number_of)

    def meant(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a seat says, with the numbers of the record.

        Raises:
            NotSeenError: It names an entry that it does not see.
        """
        return _renumbered(body, self.sequence_of)


def _renumbered(body: Mapping[str, Any], number: Callable[[int], int | None]) -> dict[str, Any]:
    """Return a body with the numbers of entries replaced; what is no number stays, for the rules to refuse."""
    found = dict(body)
    for name, value in body.items():
        if name in ONE and type(value) is int:
            found[name] = number(value)
        elif name in MANY and isinstance(value, list):
            numbers = [number(one) if type(one) is int else one for one in value]
            found[name] = [one for one in numbers if one is not None]
        elif name == "opened" and isinstance(value, list):
            found[name] = [
                {**one, "candidate": number(one["candidate"])}
                if isinstance(one, Mapping) and type(one.get("candidate")) is int
                else one
                for one in value
            ]
    return found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

"""What a seat that is signed in can do; pages and JSON are two faces of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.case.model import Case
from detente.chapters.approach import APPROACH
from detente.talks.record.judging_entries import RefusedError
from detente.talks.record.signed_entries import time_text
from detente.talks.rules.entry_kinds import KINDS, EntryKind
from detente.talks.rules.rulebook import CourseState, wrong_field
from detente.talks.rules.sealed_marks import marked, overlap
from detente.talks.rules.sight import SEE_ALL, NotSeenError, SeatSight
from detente.talks.seats.key_files import KeyFileError, SeatKeys, keys_of
from detente.talks.seats.roster import TakenSeat
from detente.talks.seats.sealing import ALIKE, SEALED, SealError, readers, seal, unseal
from detente.web.talks_service.event_stream import NewsSoFar
from detente.web.talks_service.private_posts import PostBox, PrivatePost, add_post, boxes_of, read_posts
from detente.web.talks_service.seat_sessions import SeatSession, SeatSessions
from detente.web.talks_service.served_record import SeenEntry, ServedRecord
from detente.web.talks_service.service_state import ServiceState

EXPORTS = SEE_ALL  # roles that may have the whole record, whose length tells how much there is


class RefusedRequestError(Exception):
    """A request that is refused, with the status of the answer."""

    def __init__(self, status: int, why: str) -> None:
        """Say why."""
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class TalksDesk:
    """A seat that is signed in, and what it can reach.

    Attributes:
        served: The record.
        state: What is kept beside it.
        sessions: All that are signed in.
        case: The case; None if none is served.
        session: The session.
        token: Its token.
        seat: The seat.
        sight: What it sees.
    """

    served: ServedRecord
    state: ServiceState
    sessions: SeatSessions
    case: Case | None
    session: SeatSession
    token: str
    seat: TakenSeat
    sight: SeatSight

    @property
    def now(self) -> str:
        """The time, in UTC."""
        return time_text(time.time())

    @property
    def keys(self) -> SeatKeys:
        """The keys of the seat, opened for this request."""
        return self.sessions.keys(self.session, self.token)

    @property
    def boxes(self) -> tuple[PostBox, ...]:
        """The private boxes of the seat."""
        return boxes_of(self.seat, self.served.book.roster)

    @property
    def news(self) -> NewsSoFar:
        """How much there is for the seat."""
        return NewsSoFar(len(self.sight.shown), self.state.count([box.name for box in self.boxes]))

    @property
    def checks_letters(self) -> bool:
        """Whether letters of the seat can be checked: it speaks for a party of a case that says enough."""
        return self.case is not None and self.seat.delegation in self.case.parties and not APPROACH.lacks(self.case)

    @property
    def made(self) -> int:
        """How many entries the seat has made."""
        return self.served.made_by(self.seat.seat)

    def send(self, kind: str, given: Mapping[str, Any], passphrase: str = "", made: int | None = None) -> int:
        """Sign an entry and add it; return its number as the seat knows it.

        If `made` is given, and the seat has made the same entry since, that one is meant: whoever lost the line before
        the answer came can send again, and it is on the record once.

        Args:
            kind: Its kind.
            given: What it says, with the numbers that the seat knows; for a sealed acceptance, the round and the
                proposals that could be accepted (`marks`); for an overlap, the round.
            passphrase: That of the seat, where the step binds.
            made: How many entries the seat had made when this one was written; None if it is a new one in any case.

        Raises:
            RefusedRequestError: It may not be made, or not now, or is not well formed.
            StorageError: It could not be stored.
        """
        of = KINDS.get(kind)
        if of is None or kind == SEALED:
            raise RefusedRequestError(404, f"there is no kind of entry {kind[:40]!r}")
        if self.seat.role not in of.roles:
            raise RefusedRequestError(
                403, f"{kind} is not for the role {self.seat.role}, but for {', '.join(of.roles)}"
            )
        if of.binds:
            self.confirm(passphrase)
        try:
            with self.served.lock:
                body = self._composed(of, given)
            if why := wrong_field(of, body):
                raise RefusedRequestError(422, why)
            with self.served.still():
                same = None if made is None else self.served.same_by(self.seat.seat, made, kind, body)
                sequence = self.served.add(self.keys.key, kind, body) if same is None else same
        except NotSeenError as error:
            raise RefusedRequestError(404, str(error)) from None
        except RefusedError as error:
            raise RefusedRequestError(409, self.served.why_refused(self.sight, error)) from None
        number = self.sight.number_of(sequence)
        assert number is not None
        return number

    def confirm(self, passphrase: str) -> None:
        """Make sure that whoever asks knows the passphrase of the seat.

        Raises:
            RefusedRequestError: It does not.
        """
        try:
            with self.sessions.trying:
                keys_of(self.session.key_text, passphrase)
        except KeyFileError:
            raise RefusedRequestError(403, "a step that binds needs the passphrase of the seat again") from None

    def _composed(self, kind: EntryKind, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the body as it is signed; what is sealed in it is made here."""
        if kind.kind not in {"sealed-acceptance", "overlap"}:
            if why := wrong_field(kind, given):
                raise RefusedRequestError(422, why)
            return self.sight.meant(given)
        number = given.get("round")
        if type(number) is not int:
            raise RefusedRequestError(422, f"{kind.kind}: round: found {number!r}; expected number of the round")
        of = self.served.book.courses.get(self.sight.sequence_of(number))
        if of is None or of.course != "round":
            raise RefusedRequestError(409, f"round: entry {number} is no round")
        return self._marks(of, given) if kind.kind == "sealed-acceptance" else self._overlap(of)

    def _marks(self, of: CourseState, given: Mapping[str, Any]) -> dict[str, Any]:
        candidates, marks = of.body["candidates"], given.get("marks", [])
        known = {self.sight.number_of(one): one for one in candidates}
        if not isinstance(marks, list) or any(type(one) is not int or one not in known for one in marks):
            wanted = ", ".join(map(str, known))
            raise RefusedRequestError(422, f"marks: found {str(marks)[:80]}; expected some of {wanted}")
        shown, told = marked(of.number, self.seat.delegation, candidates, [known[one] for one in marks])
        sealed = seal("marks", told, readers(self.served.book.roster, [of.seat]), ALIKE)["sealed"]
        return {"round": of.number, "marks": shown, "sealed": sealed}

    def _overlap(self, of: CourseState) -> dict[str, Any]:
        told = {}
        for sequence in list(self.sight.shown):
            statement = self.served.statement(sequence)
            if statement.kind == "sealed-acceptance" and statement.body.get("round") == of.number:
                by = self.served.book.roster.seats[statement.seat]
                told[by.delegation] = unseal(statement.body, self.keys)[1]
        return {"round": of.number, "opened": overlap(of.body["candidates"], told) if told else []}

    def opened(self, entry: SeenEntry) -> tuple[str, Mapping[str, Any]] | None:
        """Return the kind and the body that a sealed entry of the record hides; None if it is none for these keys."""
        if entry.kind != SEALED:
            return None
        try:
            return unseal(self.served.statement(entry.sequence).body, self.keys)
        except SealError:
            return None

    def course(self, number: int) -> CourseState:
        """Return how far something has come, by the number that the seat knows.

        Raises:
            RefusedRequestError: The seat sees no such thing.
        """
        try:
            found = self.served.book.courses.get(self.sight.sequence_of(number))
        except NotSeenError:
            found = None
        if found is None:
            raise RefusedRequestError(404, f"there is no entry {number} that has a course")
        return found

    def courses(self, *of: str) -> list[tuple[int, CourseState]]:
        """Return everything of some courses that the seat sees, with its number, the latest first."""
        found = [(self.sight.number_of(n), one) for n, one in self.served.book.courses.items() if one.course in of]
        return sorted(((n, one) for n, one in found if n is not None), key=lambda pair: -pair[0])

    def box(self, name: str) -> PostBox:
        """Return a box of this seat.

        Raises:
            RefusedRequestError: The seat has no such box, whether there is one or not.
        """
        found = next((one for one in self.boxes if one.name == name), None)
        if found is None:
            raise RefusedRequestError(404, f"you have no box {name[:80]!r}")
        return found

    def post(self, box: PostBox, kind: str, body: Mapping[str, Any]) -> None:
        """Put a post into a box.

        Raises:
            SealError: It is too long.
        """
        with self.state.posting:
            add_post(self.state, box, self.keys, self.now, (kind, body))
        self.served.told()

    def posts(self, box: PostBox) -> list[PrivatePost]:
        """Return the posts of a box that the seat can open."""
        return read_posts(self.state, box, self.keys, self.served.key_was)

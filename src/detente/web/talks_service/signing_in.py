"""How a seat signs in: by an invitation, by keys that the service keeps, or by a file that the seat keeps itself."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from detente.talks.record.judging_entries import RefusedError
from detente.talks.record.talks_record import TalksRecord
from detente.talks.seats.invitations import InvitationLetter, join, rotate
from detente.talks.seats.key_files import KeyFileError, SeatKeys, described_text, keys_of, keys_text, new_keys
from detente.talks.seats.roster import key_in
from detente.web.talks_service.seat_sessions import SeatSessions
from detente.web.talks_service.served_record import ServedRecord
from detente.web.talks_service.service_state import ServiceState
from detente.web.talks_service.talks_desk import RefusedRequestError, TalksDesk

WRONG = "no such seat, or another passphrase"  # one answer for both, so that nobody learns which seats keep keys here
NEXT = "+next"  # behind the name of a seat: keys that are about to sign for it


@dataclass
class SigningIn:
    """Lets seats in.

    Attributes:
        served: The record.
        state: What is kept beside it.
        sessions: All that are signed in.
        cost: Cost of Argon2id for new keys; None for that of the key files.
    """

    served: ServedRecord
    state: ServiceState
    sessions: SeatSessions
    cost: Mapping[str, int] | None
    _nobody: str = ""

    def __post_init__(self) -> None:
        """Make keys of nobody, on which a passphrase is tried as long as on those of somebody."""
        self._nobody = keys_text(new_keys("", "nobody"), secrets.token_hex(), self.cost)

    def join(self, invitation: str, passphrase: str) -> str:
        """Take the seat of an invitation with new keys, keep them under a passphrase, and return a token.

        Raises:
            RefusedRequestError: The invitation is none, or was used, or the passphrase is too short.
        """
        own = self.served.book.record_key
        try:
            letter = InvitationLetter.of(invitation)
            if letter.record != self.served.record.origin or own is None or own.text != letter.record_key:
                raise RefusedRequestError(409, "an invitation to another record than this")
            keys = new_keys(self.served.record.origin, letter.seat)
            with self.sessions.trying:
                text = keys_text(keys, passphrase, self.cost)
            self._keep(keys, text, lambda record: join(record, letter, keys).sequence)
        except KeyFileError as error:
            raise RefusedRequestError(422, str(error)) from None
        except RefusedError as error:
            raise RefusedRequestError(409, _unnumbered(error)) from None
        return self.sessions.begin(keys, text)

    def sign_in(self, seat: str, passphrase: str, key_file: str = "") -> str:
        """Open the keys of a seat and return a token.

        Args:
            seat: The seat; not needed with a file.
            passphrase: Under which they are kept.
            key_file: Text of a file with keys; without it, the keys that the service keeps. It is not kept.

        Raises:
            RefusedRequestError: They cannot be opened, or sign for nobody now.
        """
        text = key_file or self._kept(seat)
        try:
            with self.sessions.trying:
                keys = keys_of(text or self._nobody, passphrase)
        except KeyFileError as error:
            if key_file and "not a file with keys" in str(error):
                raise RefusedRequestError(422, str(error)) from None
            raise RefusedRequestError(403, WRONG) from None
        if text is None or not self._signs_now(keys):
            raise RefusedRequestError(403, WRONG)
        return self.sessions.begin(keys, text)

    def rotate(self, desk: TalksDesk, passphrase: str, new_passphrase: str) -> tuple[str, str]:
        """Replace the keys of a seat by new ones; return a token for them, and the old ones as the text of a file.

        Raises:
            RefusedRequestError: The passphrase is another one, or the new one too short.
        """
        desk.confirm(passphrase)
        old = desk.keys
        new = new_keys(old.record, old.key.seat)
        try:
            with self.sessions.trying:
                text = keys_text(new, new_passphrase, self.cost)
        except KeyFileError as error:
            raise RefusedRequestError(422, str(error)) from None
        self._keep(new, text, lambda record: rotate(record, old.key, new).sequence)
        self.sessions.end(desk.token)
        return self.sessions.begin(new, text), desk.session.key_text

    def _keep(self, keys: SeatKeys, text: str, step: Callable[[TalksRecord], int]) -> None:
        """Keep new keys and put them on the record; whenever this is cut off, the keys that then sign are kept."""
        seat = keys.key.seat
        self.state.keep_keys(seat + NEXT, text)
        self.served.adding(step)
        self.state.keep_keys(seat, text)
        self.state.forget_keys(seat + NEXT)

    def _kept(self, seat: str) -> str | None:
        """Return the keys of a seat that sign now, if they are kept; otherwise those that are."""
        taken = self.served.seat(seat)
        first, following = self.state.keys(seat), self.state.keys(seat + NEXT)
        for text in (first, following):
            if text and taken and key_in(described_text(text, "keys")["public"]) == taken.key:
                return text
        return first

    def _signs_now(self, keys: SeatKeys) -> bool:
        self.served.refresh(wait=False)
        seat = self.served.seat(keys.key.seat)
        return seat is not None and seat.key == keys.key.public and keys.record == self.served.record.origin


def _unnumbered(error: RefusedError) -> str:
    """Return why somebody could not join, without numbers of entries."""
    return "the seat is taken" if "taken" in str(error) else "the invitation was used, or withdrawn"

"""Private posts: the caucus of a delegation, and what it tells the mediator in confidence; sealed, not on the record.

A post on the record would take a number, and so tell the other side that there is one. Posts lie in boxes beside the
record. Each is signed by whoever wrote it and names the hash of the one before, so that readers see if one is missing
between others. All are padded to one size before they are sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from detente.talks.record.canonical import NotCanonicalError, canonical, parsed
from detente.talks.record.signatures import is_signature
from detente.talks.record.signed_notes import as_base64, from_base64
from detente.talks.seats.key_files import SeatKeys
from detente.talks.seats.roster import Roster, TakenSeat, key_in
from detente.talks.seats.sealing import SealError, opened_bytes, sealed_bytes
from detente.web.talks_service.service_state import ServiceState

FORM = "detente/post/1"
SIZES = (16_384,)  # bytes: every post has the same size
TO_MEDIATOR = "mediator"
NOTE = "note"  # positions are the other kind of post


@dataclass(frozen=True)
class PostBox:
    """A box that some seats can read.

    Attributes:
        name: Its name: that of the delegation, and `+mediator` where the mediator reads too.
        says: What it is, in words.
        readers: Who can read what is put there now.
    """

    name: str
    says: str
    readers: tuple[TakenSeat, ...]


@dataclass(frozen=True)
class PrivatePost:
    """One post, opened.

    Attributes:
        seat: Who wrote it.
        time: When, in UTC.
        kind: What it is: a note, or positions.
        body: What it says.
        follows: Whether it names the post before it.
        signed: Whether the key that it names signed it, and the roster knows that key for the seat.
    """

    seat: str
    time: str
    kind: str
    body: Mapping[str, Any]
    follows: bool
    signed: bool


def boxes_of(seat: TakenSeat, roster: Roster) -> tuple[PostBox, ...]:
    """Return the boxes that a seat reads and writes; observers have none."""
    taken = [one for one in roster.seats.values() if one.key is not None and one.recipient]
    mediators = tuple(one for one in taken if one.role == "mediator")
    if seat.role == "mediator":
        parties = sorted({one.delegation for one in taken if one.delegation})
        return tuple(_confidence(party, f"{party} and you, in confidence", taken, mediators) for party in parties)
    if not seat.delegation:
        return ()
    own = PostBox(seat.delegation, "Your own side alone", _members(seat.delegation, taken))
    shared = _confidence(seat.delegation, "Your side and the mediator, in confidence", taken, mediators)
    return (own, shared) if mediators else (own,)


def _members(party: str, taken: list[TakenSeat]) -> tuple[TakenSeat, ...]:
    return tuple(one for one in taken if one.delegation == party)


def _confidence(party: str, says: str, taken: list[TakenSeat], mediators: tuple[TakenSeat, ...]) -> PostBox:
    readers = (*_members(party, taken), *mediators)
    return PostBox(f"{party}+{TO_MEDIATOR}", says, readers)


def add_post(state: ServiceState, box: PostBox, keys: SeatKeys, time: str, said: tuple[str, Mapping[str, Any]]) -> None:
    """Sign a post, seal it for those who read the box, and put it there.

    Args:
        state: Where it is kept.
        box: The box.
        keys: Of whoever writes.
        time: When, in UTC.
        said: Its kind, and what it says.

    Raises:
        SealError: It is too long.
        NotCanonicalError: It holds what cannot be signed.
    """
    before = state.posts(box.name)
    statement = canonical(
        {
            "post": FORM,
            "record": keys.record,
            "box": box.name,
            "seat": keys.key.seat,
            "key": as_base64(keys.key.public),
            "time": time,
            "before": _digest(before[-1]) if before else "",
            "kind": said[0],
            "body": dict(said[1]),
        }
    )
    signature = as_base64(keys.key.private.sign(statement))
    whole = canonical({"statement": statement.decode(), "signature": signature})
    state.add_post(box.name, sealed_bytes(whole, [one.recipient for one in box.readers], SIZES))


def read_posts(
    state: ServiceState, box: PostBox, keys: SeatKeys, key_was: Callable[[str, bytes], bool]
) -> list[PrivatePost]:
    """Return the posts of a box that these keys open, in their order.

    Args:
        state: Where they are kept.
        box: The box.
        keys: Of whoever reads.
        key_was: Whether a public key is or was that of a seat.
    """
    found, before = [], ""
    for sealed in state.posts(box.name):
        post = _opened(sealed, box, keys, before, key_was)
        if post is not None:
            found.append(post)
        before = _digest(sealed)
    return found


def _opened(
    sealed: bytes, box: PostBox, keys: SeatKeys, before: str, key_was: Callable[[str, bytes], bool]
) -> PrivatePost | None:
    """Return one post; None if it was sealed for others, such as before this seat was taken."""
    try:
        whole = parsed(opened_bytes(sealed, keys.identity))
        raw = whole["statement"].encode()
        said = parsed(raw)
        public, signature = key_in(said["key"]) or b"", from_base64(whole["signature"])
    except (SealError, NotCanonicalError, ValueError, KeyError, TypeError):
        return None
    place = said["post"], said["record"], said["box"]
    signed = (
        place == (FORM, keys.record, box.name)
        and is_signature(raw, signature, public)
        and key_was(said["seat"], public)
    )
    return PrivatePost(said["seat"], said["time"], said["kind"], said["body"], said["before"] == before, signed)


def _digest(sealed: bytes) -> str:
    return as_base64(sha256(sealed).digest())

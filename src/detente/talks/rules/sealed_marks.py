"""What each delegation could accept, marked without the other side’s seeing it: only what all accept is ever shown.

For every candidate, accepted or not, a delegation puts a hash of its mark and a random number on the record, and seals
marks and numbers for the mediator. The mediator opens the marks of the candidates that all accept, and no others.
Whoever has the record checks that what was opened is what was marked.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any

from detente.talks.record.canonical import canonical
from detente.talks.record.signed_notes import as_base64, from_base64

SALT = 32  # bytes


def mark_hash(number: int, delegation: str, candidate: int, accepts: bool, salt: str) -> str:
    """Return the hash of a mark, in base64.

    Args:
        number: Number of the round.
        delegation: Whose mark it is.
        candidate: Number of the proposal.
        accepts: Whether it could be accepted.
        salt: Random bytes in base64, without which the mark could be guessed.
    """
    said = {"round": number, "delegation": delegation, "candidate": candidate, "accepts": accepts, "salt": salt}
    return as_base64(sha256(b"detente/mark/1\n" + canonical(said)).digest())


def marked(
    number: int, delegation: str, candidates: Sequence[int], accepts: Collection[int]
) -> tuple[list[str], dict[str, Any]]:
    """Return what goes on the record for all to see, and what is sealed for the mediator.

    Args:
        number: Number of the round.
        delegation: Whose marks they are.
        candidates: Numbers of the proposals, in the order of the round.
        accepts: Those that could be accepted.
    """
    salts = [as_base64(secrets.token_bytes(SALT)) for _ in candidates]
    shown = [mark_hash(number, delegation, c, c in accepts, salt) for c, salt in zip(candidates, salts, strict=True)]
    # 0 and 1 are as long as each other, false and true are not
    return shown, {"accepts": [int(c in accepts) for c in candidates], "salts": salts}


def overlap(candidates: Sequence[int], told: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what the mediator opens: the candidates that all accept, with the random number of each delegation.

    Args:
        candidates: Numbers of the proposals, in the order of the round.
        told: Delegation → what it sealed.
    """
    return [
        {"candidate": one, "salts": {delegation: marks["salts"][k] for delegation, marks in sorted(told.items())}}
        for k, one in enumerate(candidates)
        if all(marks["accepts"][k] for marks in told.values())
    ]


def are_openings(value: Any) -> bool:
    """Whether a value has the form of what the mediator opens."""
    return isinstance(value, list) and all(
        isinstance(one, Mapping)
        and one.keys() == {"candidate", "salts"}
        and type(one["candidate"]) is int
        and isinstance(one["salts"], Mapping)
        and all(map(_is_salt, one["salts"].values()))
        for one in value
    )


def _is_salt(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(from_base64(value)) == SALT
    except ValueError:
        return False


def opens(
    number: int, candidates: Sequence[int], marks: Mapping[str, Sequence[str]], opened: Sequence[Mapping[str, Any]]
) -> bool:
    """Whether each candidate that was opened was marked as acceptable by every delegation.

    Args:
        number: Number of the round.
        candidates: Numbers of the proposals, in the order of the round.
        marks: Delegation → what it put on the record.
        opened: What the mediator opened.
    """
    return all(
        one["candidate"] in candidates
        and one["salts"].keys() == marks.keys()
        and all(
            mark_hash(number, delegation, one["candidate"], True, salt)
            == marks[delegation][candidates.index(one["candidate"])]
            for delegation, salt in one["salts"].items()
        )
        for one in opened
    )

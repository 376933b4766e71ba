"""Which entries of a record a seat sees, and in which order it came to see them, by looking at every beginning of it.

Written from docs/theory/rules.md. An entry is a mapping with `seat`, `kind` and `body`; its number is its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Entry = Mapping[str, Any]
WHO_SEES_ALL = ("head", "group", "mediator", "observer")
SEATS_AND_NOTICES = ("opening", "invitation", "joining", "rotation", "revocation", "notice")
NAMES_ABOUT = {
    "report": "commitment",
    "finding": "commitment",
    "breach": "commitment",
    "suspension": "commitment",
    "restoration": "commitment",
    "comment": "consultation",
    "sealed-acceptance": "round",
    "overlap": "round",
    "answer": "test-call",
}
UNDER_A_PROPOSAL = (
    "amendment",
    "acceptance",
    "rejection",
    "withdrawal",
    "agreed-text",
    "initials",
    "signature",
    "entry-into-force",
    "consultation",
    "commitment",
)


def proposal_of(entries: Sequence[Entry], number: int) -> int | None:
    """The proposal that an entry belongs to."""
    entry = entries[number]
    if entry["kind"] == "proposal":
        return number
    if entry["kind"] in UNDER_A_PROPOSAL:
        return earlier(entry["body"].get("proposal"), number, entries, "proposal")
    if entry["kind"] in NAMES_ABOUT:
        name = NAMES_ABOUT[entry["kind"]]
        about = earlier(entry["body"].get(name), number, entries, name)
        return None if about is None else proposal_of(entries, about)
    return None


def earlier(value: Any, number: int, entries: Sequence[Entry], kind: str) -> int | None:
    """The entry that a number names, if it is an earlier one of a kind."""
    there = isinstance(value, int) and 0 <= value < number and entries[value]["kind"] == kind
    return value if there else None


def consultation_of(entries: Sequence[Entry], number: int) -> int | None:
    """The consultation that an entry is, or is about."""
    entry = entries[number]
    if entry["kind"] == "consultation":
        return number
    if entry["kind"] == "comment":
        return earlier(entry["body"].get("consultation"), number, entries, "consultation")
    return None


def sees_now(seat: str, role: str, entries: Sequence[Entry], number: int, before: Sequence[int]) -> bool:
    """Whether a seat sees an entry once all these are there; `before`: what it saw when the entry was made."""
    entry = entries[number]
    if entry["kind"] == "sealed":
        return entry["seat"] == seat or seat in entry["body"]["to"]
    if role in WHO_SEES_ALL or entry["kind"] in SEATS_AND_NOTICES or entry["seat"] == seat:
        return True
    if entry["kind"] == "letter":
        return entry["body"].get("answers") in before
    asked = consultation_of(entries, number)
    if asked is not None and entries[asked]["body"]["ally"] != seat:
        return False
    proposal = proposal_of(entries, number)
    return proposal is not None and any(
        one["kind"] == "consultation" and one["body"]["ally"] == seat and proposal_of(entries, n) == proposal
        for n, one in enumerate(entries)
    )


def sight(seat: str, role: str, entries: Sequence[Entry]) -> list[int]:
    """Numbers of what a seat sees, in the order in which it came to see them."""
    shown: list[int] = []
    saw: list[list[int]] = []
    for size in range(1, len(entries) + 1):
        saw.append(list(shown))
        now = entries[:size]
        shown += [n for n in range(size) if n not in shown and sees_now(seat, role, now, n, saw[n])]
    return shown

"""What the commands about talks print as JSON, as models; `documents` adds where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.case.base import Frozen

if TYPE_CHECKING:
    from detente.talks.record.signed_entries import SeatStatement
    from detente.talks.record.verification import RecordVerdict


class TalksEntryReport(Frozen):
    """One entry of a record."""

    sequence: int
    """Number of the entry, from 0."""
    time: str
    """When it was signed, in UTC."""
    seat: str
    """Who signed it."""
    nth: int
    """How many entries of the seat there are with this one."""
    kind: str
    """Kind of the entry."""
    after: int
    """How many entries the seat had seen when it signed."""
    body: dict[str, Any]
    """What it says."""
    opened_kind: str | None
    """Kind of what it hides, if the keys given open it."""
    opened: dict[str, Any] | None
    """What it hides, if the keys given open it."""

    @classmethod
    def of(cls, sequence: int, said: SeatStatement, opened: tuple[str, dict[str, Any]] | None) -> TalksEntryReport:
        """Report an entry."""
        return cls(
            sequence=sequence,
            time=said.time,
            seat=said.seat,
            nth=said.nth,
            kind=said.kind,
            after=said.after.size,
            body=dict(said.body),
            opened_kind=opened[0] if opened else None,
            opened=opened[1] if opened else None,
        )


class TalksLogReport(Frozen):
    """The entries of a record."""

    record: str
    """Name of the record."""
    entries: list[TalksEntryReport]
    """The entries, in their order."""


class RecordBreakReport(Frozen):
    """One thing that is wrong with a record."""

    entry: int | None
    """Number of the entry; null if it is no matter of one entry."""
    code: str
    """What kind of thing, a word that stays."""
    says: str
    """What is wrong, in words."""


class RecordWitnessReport(Frozen):
    """How much a witness saw of a record."""

    name: str
    """Name of the witness."""
    entries: int
    """Number of entries of the longest checkpoint that it signed."""
    time: str
    """When it signed that, in UTC."""
    checked: bool
    """Whether its signature was checked; otherwise its key was not given."""


class TalksVerifyReport(Frozen):
    """Whether a record holds, and where it breaks."""

    holds: bool
    """Whether nothing is wrong."""
    record: str
    """Name of the record."""
    key: str
    """Key of the record."""
    entries: int
    """Number of entries."""
    root: str
    """Root of the Merkle tree in hexadecimal; empty if entries are missing."""
    withheld: int
    """Number of entries of which only the hash is shown."""
    signed: dict[str, int]
    """Seat → how many entries it signed."""
    checkpoints: list[int]
    """Number of entries of each checkpoint."""
    witnesses: list[RecordWitnessReport]
    """What each witness saw."""
    breaks: list[RecordBreakReport]
    """What is wrong; first what has its place, in the order of entries."""

    @classmethod
    def of(cls, verdict: RecordVerdict) -> TalksVerifyReport:
        """Report what was found."""
        return cls(
            holds=not verdict.breaks,
            record=verdict.origin,
            key=verdict.key,
            entries=verdict.size,
            root=verdict.root.hex(),
            withheld=verdict.withheld,
            signed=verdict.signed,
            checkpoints=verdict.checkpoints,
            witnesses=[
                RecordWitnessReport(name=view.name, entries=view.size, time=view.time, checked=view.checked)
                for view in verdict.witnesses
            ],
            breaks=[RecordBreakReport(entry=one.sequence, code=one.code, says=one.says) for one in verdict.breaks],
        )

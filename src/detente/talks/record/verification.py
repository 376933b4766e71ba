"""Whether a record holds: who signed what, what is missing, where it breaks, and which witness saw how much.

Nothing is trusted but the keys that the reader brings: that of the record, and those of witnesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.talks.record import merkle
from detente.talks.record.breaks import RecordBreak
from detente.talks.record.canonical import NotCanonicalError
from detente.talks.record.checkpoints import Checkpoint
from detente.talks.record.exported_record import ExportedRecord, WithheldEntry
from detente.talks.record.judging_entries import EntryJudge
from detente.talks.record.signature_checks import SignatureCheck, SignatureChecks, signature_checks
from detente.talks.record.signed_entries import EntryError, SeatStatement, SignedEntry, time_text
from detente.talks.record.signed_notes import NoteError, NoteKey, NoteLine, SignedNote, check_line

CHANGED = "was changed, or another record was shown to whoever signed"


@dataclass(frozen=True)
class TrustedKeys:
    """What the reader of a record brings.

    Attributes:
        record: The key of the record; None if it is to be taken from the record itself.
        witnesses: Keys of witnesses.
        known: Checkpoints that the reader has kept, as signed notes: the record must extend each.
    """

    record: NoteKey | None = None
    witnesses: tuple[NoteKey, ...] = ()
    known: tuple[str, ...] = ()


@dataclass
class WitnessView:
    """How much a witness saw.

    Attributes:
        name: Name of the witness.
        size: Number of entries of the longest checkpoint that it signed.
        seconds: When it signed that, in seconds since 1970.
        checked: Whether its signature was checked; otherwise its key was not given.
    """

    name: str
    size: int
    seconds: int
    checked: bool

    @property
    def time(self) -> str:
        """When it signed, in UTC."""
        return time_text(self.seconds)


@dataclass
class RecordVerdict:
    """What was found.

    Attributes:
        origin: Name of the record.
        key: Key of the record, as text.
        size: Number of entries.
        root: Root of their tree; empty if it cannot be known.
        withheld: Number of entries of which only the hash is shown.
        signed: How many entries each seat signed, by seat.
        checkpoints: Sizes of the checkpoints that are signed by the record.
        witnesses: What each witness saw.
        breaks: What is wrong; first what has its place, in the order of entries.
    """

    origin: str
    key: str
    size: int
    root: bytes = b""
    withheld: int = 0
    signed: dict[str, int] = field(default_factory=dict)
    checkpoints: list[int] = field(default_factory=list)
    witnesses: list[WitnessView] = field(default_factory=list)
    breaks: list[RecordBreak] = field(default_factory=list)

    @property
    def first(self) -> RecordBreak | None:
        """The first thing that is wrong."""
        return self.breaks[0] if self.breaks else None


def verify(record: ExportedRecord, judge: EntryJudge, trusted: TrustedKeys | None = None) -> RecordVerdict:
    """Return whether a record holds, and where it does not.

    Args:
        record: What a file or a store says the record is.
        judge: Who knows the rules, told of nothing yet.
        trusted: The keys and checkpoints that the reader brings.
    """
    brought = trusted or TrustedKeys()
    with signature_checks(len(record.entries)) as checks:
        walk = _Walk(record, judge, brought, checks)
        walk.entries()
    walk.checkpoints([(note, None) for note in record.notes] + [(note, "kept") for note in brought.known])
    found = walk.verdict
    placed = [one.sequence for one in walk.breaks if one.sequence is not None and not one.follows]
    kept = [one for one in walk.breaks if not (one.follows and _explained(one, placed))]
    found.breaks = sorted(dict.fromkeys(kept), key=lambda one: (one.sequence is None, one.sequence or 0))
    return found


def _explained(one: RecordBreak, placed: Sequence[int]) -> bool:
    """Whether something wrong follows from what is wrong before it."""
    return any(one.sequence is None or at < one.sequence for at in placed)


class _Walk:
    """Goes through a record once, from its first entry to its last checkpoint."""

    def __init__(
        self, record: ExportedRecord, judge: EntryJudge, trusted: TrustedKeys, checks: SignatureChecks
    ) -> None:
        self.record, self.judge, self.trusted, self.checks = record, judge, trusted, checks
        self.breaks = list(record.breaks)
        self.verdict = RecordVerdict(record.origin, record.key, len(record.entries))
        self.frontier = merkle.GrowingTree()
        self.roots: list[bytes] = [merkle.EMPTY]
        self.whole = True  # no entry was missing so far, so that roots are known
        self.counts: dict[str, int] = {}
        self.hidden = 0  # withheld so far
        self.hidden_at: dict[str, int] = {}  # withheld when a seat signed last
        self.time = ""
        self.leaves: dict[bytes, int] = {}

    def say(self, code: str, says: str, sequence: int | None = None, follows: bool = False) -> None:
        self.breaks.append(RecordBreak(code, says, sequence, follows))

    def entries(self) -> None:
        """Go through the entries."""
        due = 0
        for entry in self.record.entries:
            if entry.sequence > due:
                one = entry.sequence == due + 1
                self.say("missing", "is missing" if one else f"and up to {entry.sequence - 1}: all are missing", due)
                self.whole = False
            elif entry.sequence < due:
                self.say("repeated", "stands twice, or not in its place", entry.sequence)
                self.whole = False
            due = max(due, entry.sequence + 1)
            self._entry(entry)
        if not self.record.entries:
            self.say("empty", "there is no entry")
        for check in self.checks.wrong_ones():
            self.say("signature", f"not signed by the key of {check.seat}", check.sequence)
        self.verdict.size = due
        self.verdict.root = self.frontier.root() if self.whole else b""
        self._key()

    def _key(self) -> None:
        own = self.judge.record_key
        if own is None or own.text != self.record.key or own.name != self.record.origin:
            self.say("key", "the file names another record, or another key, than the record’s opening", 0)
        if self.trusted.record and (own is None or own.text != self.trusted.record.text):
            there = own.text if own else "none"
            self.say("key", f"the key of the record is {there}; expected {self.trusted.record.text}", 0)

    def _entry(self, entry: SignedEntry | WithheldEntry) -> None:
        at, leaf = entry.sequence, entry.leaf
        if leaf in self.leaves:
            self.say("replayed", f"the same as entry {self.leaves[leaf]}", at)
        self.leaves.setdefault(leaf, at)
        nodes = b"".join(self.frontier.add(leaf))
        if self.whole:
            self.roots.append(self.frontier.root())
            if self.record.nodes.get(at, nodes) != nodes:
                self.say("nodes", "the nodes that are stored with it are not those of the tree", at, follows=True)
        if isinstance(entry, WithheldEntry):
            self.hidden += 1
            self.verdict.withheld += 1
            return
        try:
            statement = SeatStatement.of(entry.statement)
        except (NotCanonicalError, EntryError) as error:
            self.say("form", str(error), at)
            return
        self._statement(entry, statement)

    def _statement(self, entry: SignedEntry, said: SeatStatement) -> None:
        at = entry.sequence
        if self.record.columns.get(at, (said.seat, said.nth, said.kind)) != (said.seat, said.nth, said.kind):
            self.say("columns", "the store says another seat, count or kind of it than the entry itself", at)
        if said.record != self.record.origin:
            self.say("record", f"signed for the record {said.record!r}", at)
        key = self.judge.key_of(said)
        if key is None:
            self.say("seat", f"the seat {said.seat} had no key that signed", at)
        else:
            self.checks.add(SignatureCheck(at, said.seat, key, entry.statement, entry.signature))
        self._order(at, said)
        if said.after.size > at:
            self.say("ahead", f"signed after {said.after.size} entries, of which only {at} stand before it", at)
        elif said.after.size < len(self.roots) and said.after.root != self.roots[said.after.size]:
            says = f"what {said.seat} had seen, entries 0 to {said.after.size - 1}, {CHANGED}"
            self.say("seen", says, at, follows=True)
        if not self.hidden and self.whole and (why := self.judge.refuses(said)):
            self.say("rule", why, at)
        self.judge.take(at, said)
        self.verdict.signed[said.seat] = self.verdict.signed.get(said.seat, 0) + 1

    def _order(self, at: int, said: SeatStatement) -> None:
        """Check the count of the seat and the time."""
        due = self.counts.get(said.seat, 0) + 1
        could_be_hidden = self.hidden - self.hidden_at.get(said.seat, 0)
        if said.nth < due:
            self.say("count", f"statement {said.nth} of {said.seat} stands behind statement {due - 1}", at)
        elif said.nth > due + could_be_hidden:
            self.say("count", f"statement {due} of {said.seat} is missing: here stands {said.nth}", at, not self.whole)
        self.counts[said.seat] = max(said.nth, due - 1)
        self.hidden_at[said.seat] = self.hidden
        if said.time < self.time:
            self.say("time", f"signed at {said.time}, before the entry before it ({self.time})", at)
        self.time = max(self.time, said.time)

    def checkpoints(self, notes: Sequence[tuple[str, str | None]]) -> None:
        """Go through the checkpoints: those of the record, and those that the reader kept."""
        key = self.trusted.record or self.judge.record_key
        seen: dict[int, bytes] = {}
        for whole, kept in notes:
            try:
                note = SignedNote.of(whole)
                found = Checkpoint.of(note.text)
                if key is None or not note.by(key):
                    raise NoteError("the checkpoint is not signed by the key of the record")
            except NoteError as error:
                self.say("checkpoint", f"a checkpoint: {error}")
                continue
            if seen.setdefault(found.size, found.root) != found.root:
                self.say("fork", f"two checkpoints of {found.size} entries have different roots: the record has forked")
            self._checkpoint(found, kept)
            if not kept:
                self.verdict.checkpoints.append(found.size)
            for line in note.lines:
                if not line.is_of(key):
                    self._witness(note, found, line)

    def _checkpoint(self, found: Checkpoint, kept: str | None) -> None:
        name = "the checkpoint that you kept" if kept else "the checkpoint"
        if found.origin != self.record.origin:
            self.say("checkpoint", f"{name} of {found.size} entries is one of {found.origin!r}")
        elif found.size > self.verdict.size:
            missing = f"{self.verdict.size} to {found.size - 1}"
            says = f"{name} has {found.size} entries; of these {missing} are missing at the end"
            self.say("missing", says, self.verdict.size)
        elif found.size < len(self.roots) and self.roots[found.size] != found.root:
            self.say(
                "root",
                f"{name} of {found.size} entries has another root: an entry before {found.size} {CHANGED}",
                None,
                follows=not kept,
            )

    def _witness(self, note: SignedNote, found: Checkpoint, line: NoteLine) -> None:
        """Take a line that is not the record’s own."""
        keys = [key for key in self.trusted.witnesses if line.is_of(key)]
        for key in keys:
            try:
                check_line(note.text, line, key)
            except NoteError as error:
                self.say("witness", f"the checkpoint of {found.size} entries: {error}")
                return
        for view in self.verdict.witnesses:
            if view.name == line.name:
                if found.size >= view.size:
                    view.size, view.seconds, view.checked = found.size, line.seconds, bool(keys)
                return
        self.verdict.witnesses.append(WitnessView(line.name, found.size, line.seconds, bool(keys)))

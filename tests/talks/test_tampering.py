"""What can be done to a record by whoever holds its file, or its key, or one seat's key: each is found, and where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from detente.cli.output import UNSAFE
from detente.cli.record_reading import verify_file
from detente.talks.record import exported_record, merkle
from detente.talks.record.checkpoints import Checkpoint, EntryProof
from detente.talks.record.exported_record import ExportedRecord, export_lines, of_store, read_export
from detente.talks.record.signed_entries import PREFIX, SeatStatement, Seen, SignedEntry, entry_of
from detente.talks.record.signed_notes import COSIGNATURE, NoteKey, SignedNote, as_base64, cosign, sign
from detente.talks.record.verification import RecordVerdict, TrustedKeys, verify
from detente.talks.rules.entry_kinds import KINDS as RULED
from detente.talks.rules.rulebook import RuleBook
from detente.talks.seats.roster import FIELDS, Roster
from tests.talks.made import ORIGIN, Talks, private, talks

Lines = list[dict[str, Any]]
OWN = NoteKey(ORIGIN, private("record").public_key().public_bytes_raw())
WITNESS = NoteKey("example.net/w", private("witness").public_key().public_bytes_raw(), COSIGNATURE)
OTHER, THIEF = (private(name).public_key().public_bytes_raw() for name in ("x", "thief"))
LETTER = 9  # the first after eight entries about seats: us, kp, us, kp, us-arms, kp, us, mediator
KEPT = 12  # size of the first checkpoint; the second has 17


@pytest.fixture(scope="module")
def whole() -> tuple[Talks, str]:
    made = talks()
    for seat in ("us", "kp", "us"):
        made.letter(seat)
    first = made.record.checkpoint(made.own.private)
    line = cosign(SignedNote.of(first).text, private("witness"), WITNESS.name, 1_630_000_100)
    made.record.add_line(KEPT, line, WITNESS)
    for seat in ("kp", "us-arms", "kp", "us", "mediator"):
        made.letter(seat)
    made.record.checkpoint(made.own.private)
    return made, first


def lines_of(made: Talks) -> Lines:
    found = of_store(made.record.store, ORIGIN, OWN.text)
    return [json.loads(line) for line in export_lines(found)]


def raw(lines: Lines) -> list[bytes]:
    return [(json.dumps(line, ensure_ascii=False) + "\n").encode() for line in lines]


def judged(lines: list[bytes], kept: str = "", record: NoteKey | None = OWN) -> RecordVerdict:
    trusted = TrustedKeys(record, (WITNESS,), (kept,) if kept else ())
    return verify(read_export(lines), Roster(), trusted)


def test_the_whole_record_holds(whole: tuple[Talks, str]) -> None:
    made, first = whole
    found = judged(raw(lines_of(made)), first)
    assert found.breaks == []
    assert (found.size, found.checkpoints, found.withheld) == (17, [12, 17], 0)
    assert found.root == made.record.root(17)
    assert found.signed == {"record": 4, "us": 5, "kp": 4, "us-arms": 2, "mediator": 2}
    assert [(w.name, w.size, w.checked) for w in found.witnesses] == [(WITNESS.name, 12, True)]
    assert found.witnesses[0].time == "2021-08-26T17:48:20.000Z"


def entry(lines: Lines, sequence: int) -> dict[str, Any]:
    return lines[sequence + 1]


def said(lines: Lines, sequence: int) -> dict[str, Any]:
    return dict(json.loads(entry(lines, sequence)["statement"]))


def restate(lines: Lines, sequence: int, change: Callable[[dict[str, Any]], Any], by: str | None = None) -> None:
    """Change a statement, and sign it anew if somebody’s key is at hand."""
    statement = said(lines, sequence)
    change(statement)
    text = json.dumps(statement, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    entry(lines, sequence)["statement"] = text
    if by:
        entry(lines, sequence)["signature"] = as_base64(private(by).sign(PREFIX + text.encode()))


def text(value: str) -> Callable[[dict[str, Any]], Any]:
    return lambda statement: statement["body"].update(text=value)


def field(name: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda statement: statement.update({name: value})


def renumbered(lines: Lines) -> None:
    entries = [line for line in lines if "sequence" in line]
    for number, line in enumerate(entries):
        line["sequence"] = number
    lines[-1]["entries"] = len(entries)


def dropped(lines: Lines, *sequences: int) -> None:
    for sequence in sequences:
        del lines[sequence + 1]
    renumbered(lines)


def signed_anew(lines: Lines, which: int, change: Callable[[Checkpoint], Checkpoint]) -> None:
    """Make another checkpoint in the place of one, signed with the key of the record."""
    line = [line for line in lines if "checkpoint" in line][which]
    made = change(Checkpoint.of(SignedNote.of(line["checkpoint"]).text))
    line["checkpoint"] = SignedNote(made.text, (sign(made.text, private("record"), ORIGIN),)).whole


def roots(lines: Lines) -> list[bytes]:
    tree = merkle.GrowingTree()
    found = [tree.root()]
    for line in lines:
        if "statement" in line:
            signature = read_export(raw([{"detente-talks": "detente-talks/1", "record": "", "key": ""}, line])).entries
            tree.add(signature[0].leaf)
            found.append(tree.root())
    return found


def rooted(lines: Lines) -> None:
    """Sign checkpoints for whatever stands there now."""
    there = roots(lines)
    last = len(there) - 1
    for which in (0, 1):
        signed_anew(
            lines,
            which,
            lambda c: Checkpoint(c.origin, min(c.size, last), there[min(c.size, last)]),
        )


def swapped(lines: Lines, a: int, b: int) -> None:
    lines[a + 1], lines[b + 1] = lines[b + 1], lines[a + 1]
    renumbered(lines)


def edit(lines: Lines, where: str, old: str, new: str, which: int = 0) -> None:
    line = [line for line in lines if where in line][which]
    assert old in line[where]
    line[where] = line[where].replace(old, new)


def both(*steps: Callable[[Lines], Any]) -> Callable[[Lines], Any]:
    return lambda lines: [step(lines) for step in steps]


def forged(lines: Lines) -> None:
    """Put another letter of the record’s own seat at the end, without its key."""
    lines.insert(LETTER + 9, {**entry(lines, 16), "sequence": 17})
    restate(lines, 17, field("body", {"text": "forged"}))
    lines[-1]["entries"] = 18


def other_signature(lines: Lines) -> None:
    """Add the order of the curve to what is signed, which some programs let pass: two forms of one signature."""
    whole = read_export(raw([lines[0], entry(lines, 9)])).entries[0]
    assert isinstance(whole, SignedEntry)
    size = int.from_bytes(whole.signature[32:], "little") + 2**252 + 27742317777372353535851937790883648493
    entry(lines, 9)["signature"] = as_base64(whole.signature[:32] + size.to_bytes(32, "little"))


# name → what is done, the code of the first break, its entry
TAMPERINGS: dict[str, tuple[Callable[[Lines], Any], str, int | None]] = {
    "a letter is changed": (lambda s: restate(s, 9, text("No.")), "signature", 9),
    "one letter of a letter is changed": (lambda s: edit(s, "statement", "Let us", "let us", 9), "signature", 9),
    "a letter is changed, the checkpoints signed anew": (
        both(lambda s: restate(s, 9, text("No.")), rooted),
        "signature",
        9,
    ),
    "a letter is changed by its own author": (lambda s: restate(s, 9, text("No."), "us"), "seen", 10),
    "a letter is changed by its author and whoever holds the record’s key": (
        both(lambda s: restate(s, 9, text("No."), "us"), rooted),
        "seen",
        10,
    ),
    "a letter is signed by another seat": (lambda s: restate(s, 9, text("No."), "kp"), "signature", 9),
    "a letter is given to another seat": (lambda s: restate(s, 10, field("seat", "us"), "us"), "count", 10),
    "a letter of a seat that is not there": (lambda s: restate(s, 10, field("seat", "jp"), "us"), "seat", 10),
    "the kind is changed": (lambda s: restate(s, 9, field("kind", "treaty")), "signature", 9),
    "the time is changed": (lambda s: restate(s, 9, field("time", "2021-08-26T17:46:43.000Z")), "signature", 9),
    "the time goes back": (lambda s: restate(s, 9, field("time", "2020-01-01T00:00:00.000Z"), "us"), "time", 9),
    "the day is none": (lambda s: restate(s, 9, field("time", "2021-02-30T00:00:00.000Z"), "us"), "form", 9),
    "the record is another one": (lambda s: restate(s, 9, field("record", "example.org/iran"), "us"), "record", 9),
    "what was seen is changed": (
        lambda s: restate(s, 9, field("after", {"root": as_base64(b"0" * 32), "size": 4}), "us"),
        "seen",
        9,
    ),
    "more was seen than there was": (
        lambda s: restate(s, 9, field("after", {"root": as_base64(b"0" * 32), "size": 40}), "us"),
        "ahead",
        9,
    ),
    "the statement has a field more": (lambda s: restate(s, 9, field("to", "kp"), "us"), "form", 9),
    "the statement has spaces": (lambda s: edit(s, "statement", '":', '": ', 9), "form", 9),
    "the signature is changed": (lambda s: entry(s, 9).update(signature=entry(s, 10)["signature"]), "signature", 9),
    "the signature is cut": (lambda s: entry(s, 9).update(signature="AAAA"), "unreadable", 9),
    "a letter is taken out": (lambda s: s.pop(10), "missing", 9),
    "two letters are taken out": (lambda s: (s.pop(10), s.pop(10)), "missing", 9),
    "a letter is taken out, the others numbered anew": (lambda s: dropped(s, 9), "ahead", 9),
    "a letter is taken out by whoever holds the record’s key": (both(lambda s: dropped(s, 9), rooted), "ahead", 9),
    "the last letter is taken out": (lambda s: dropped(s, 16), "missing", 16),
    "the last six are taken out, the checkpoints signed anew": (
        both(lambda s: dropped(s, *range(16, 10, -1)), rooted),
        "missing",
        11,
    ),
    "two letters are exchanged": (lambda s: swapped(s, 9, 10), "ahead", 9),
    "an entry stands twice": (both(lambda s: s.insert(11, dict(entry(s, 9))), renumbered), "replayed", 10),
    "a letter is sent again": (both(lambda s: s.insert(18, dict(entry(s, 9))), renumbered), "replayed", 17),
    "a letter is forged at the end": (forged, "signature", 17),
    "the opening is taken out": (lambda s: dropped(s, 0), "seat", 0),
    "the opening names another key": (
        lambda s: restate(s, 0, lambda o: o["body"].update(key=NoteKey(ORIGIN, OTHER).text)),
        "key",
        0,
    ),
    "the file names another key": (lambda s: s[0].update(key=WITNESS.text), "key", 0),
    "an invitation is changed": (lambda s: restate(s, 1, lambda i: i["body"].update(role="observer")), "rule", 1),
    "a joining brings another key": (
        lambda s: restate(s, 2, lambda j: j["body"].update(key=as_base64(THIEF)), "thief"),
        "rule",
        2,
    ),
    "a letter is withheld and another put in its place": (
        lambda s: s.__setitem__(10, {"sequence": 9, "withheld": as_base64(b"1" * 32)}),
        "seen",
        10,
    ),
    "a checkpoint is changed": (lambda s: edit(s, "checkpoint", "\n12\n", "\n11\n"), "checkpoint", None),
    "a checkpoint has another root": (
        lambda s: signed_anew(s, 0, lambda c: Checkpoint(c.origin, c.size, b"2" * 32)),
        "root",
        None,
    ),
    "two checkpoints of one size": (
        lambda s: signed_anew(s, 0, lambda c: Checkpoint(c.origin, 17, b"2" * 32)),
        "fork",
        None,
    ),
    "a checkpoint of another record": (
        lambda s: signed_anew(s, 0, lambda c: Checkpoint("example.org/iran", c.size, c.root)),
        "checkpoint",
        None,
    ),
    "a checkpoint of more than there is": (
        lambda s: signed_anew(s, 1, lambda c: Checkpoint(c.origin, 30, c.root)),
        "missing",
        17,
    ),
    "a checkpoint is no note": (lambda s: s[-2].update(checkpoint="17"), "checkpoint", None),
    "the line of a witness is changed": (
        lambda s: edit(s, "checkpoint", "AAAABhJ9Pk", "AAAABhJ9Pl"),
        "witness",
        None,
    ),
    "the file is cut": (lambda s: s.pop(), "cut", None),
    "a line is no JSON": (lambda s: s.__setitem__(10, {"what": "is this"}), "missing", 9),
    "a line stands behind the last": (lambda s: s.append({"checkpoint": ""}), "unreadable", None),
    "the last line counts wrongly": (lambda s: s[-1].update(entries=16), "count-of-file", None),
    "a line says a second thing besides": (lambda s: entry(s, 9).update(note="It was never sent."), "unreadable", 9),
    "the number of an entry is a fraction": (lambda s: entry(s, 9).update(sequence=9.0), "unreadable", 9),
    "the number of an entry has no end": (lambda s: entry(s, 9).update(sequence=10**300), "missing", 9),
    "the other signature that fits the same key": (other_signature, "signature", 9),
    "a letter is written with other signs that look the same": (
        lambda s: restate(s, 9, text("Let us tal\u212a.")),
        "signature",
        9,
    ),
    "nothing is left": (lambda s: s.__delitem__(slice(1, -1)), "key", 0),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_it_is_found_and_where(name: str, whole: tuple[Talks, str]) -> None:
    made, first = whole
    change, code, at = TAMPERINGS[name]
    lines = lines_of(made)
    change(lines)
    found = judged(raw(lines), first)
    assert found.breaks, "not found"
    placed = [one for one in found.breaks if one.code == code and one.sequence == at]
    assert placed, [one.text for one in found.breaks]
    earlier = [one for one in found.breaks if one.sequence is not None and (at is None or one.sequence < at)]
    assert at is None or earlier == [], [one.text for one in earlier]


@pytest.mark.parametrize("value", [[], {}, None, True, -1, "", [[]]])
@pytest.mark.parametrize("kind", [*FIELDS, *RULED])
def test_what_was_made_up_is_found_and_stops_nothing(kind: str, value: Any, whole: tuple[Talks, str]) -> None:
    made, _ = whole
    lines = lines_of(made)
    fields = FIELDS.get(kind) or {one.name for one in RULED[kind].fields}
    restate(lines, 9, lambda said: said.update(kind=kind, body=dict.fromkeys(fields, value)), "us")
    found = verify(read_export(raw(lines)), RuleBook(), TrustedKeys(OWN))
    assert (found.breaks[0].code, found.breaks[0].sequence) == ("seat" if kind == "joining" else "rule", 9)


HOSTILE = {
    "a key twice": b'{"sequence":9,"statement":"{}","statement":"{}","signature":"AAAA"}',
    "a key twice within": b'{"entries":17,"checkpoints":2,"entries":17}',
    "deep": b"[" * 100_000,
    "deep within": b'{"sequence":9,"statement":' + b"[" * 100_000,
    "a number without end": b'{"entries":' + b"9" * 10_000 + b',"checkpoints":2}',
    "no number": b'{"entries":NaN,"checkpoints":2}',
    "no text": b'{"checkpoint":{"a":1}}',
    "not UTF-8": b'{"checkpoint":"\xff"}',
    "a mark of order": b'\xef\xbb\xbf{"checkpoint":"x"}',
    "half a letter": b'{"sequence":9,"statement":"\\ud800","signature":"' + b"A" * 86 + b'=="}',
    "a list": b"[]",
    "no line": b"\x00" * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_is_named_and_stops_nothing(name: str, whole: tuple[Talks, str]) -> None:
    made, first = whole
    lines = raw(lines_of(made))
    lines.insert(10, HOSTILE[name] + b"\n")
    (found,) = judged(lines, first).breaks
    assert (found.code, found.sequence) == ("unreadable", 9)
    assert found.says.startswith("line 11 cannot be read: ")


def test_a_line_without_end_is_not_read_into_memory() -> None:
    class Endless:
        """A file of which every line goes on as long as somebody reads."""

        asked = 0

        def readline(self, most: int) -> bytes:
            self.asked += most
            return b"x" * most if self.asked < 3 * most else b""

    endless: Any = Endless()
    found = read_export(exported_record.lines_of(endless))
    assert [one.says.partition(":")[0] for one in found.breaks[:2]] == [
        "line 1 cannot be read",
        "line 2 cannot be read",
    ]


def test_what_an_export_says_cannot_steer_the_terminal(
    whole: tuple[Talks, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = lines_of(whole[0])
    lines[0]["record"] = "x\x1b[2J\x9b2J\u202eIt holds."
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"".join(raw(lines)))
    with pytest.raises(typer.Exit):
        verify_file(str(path), None, [], [], as_json=False)
    said = capsys.readouterr().out
    assert "\\x1b[2J\\x9b2J\\u202eIt holds." in said
    assert not UNSAFE.search(said)


def test_there_are_enough() -> None:
    assert len(TAMPERINGS) >= 40


def test_without_a_checkpoint_of_ones_own_a_shorter_record_looks_whole(whole: tuple[Talks, str]) -> None:
    """This is why a delegation keeps checkpoints: whoever has all keys can show any record that never was."""
    made, first = whole
    lines = lines_of(made)
    dropped(lines, *range(16, 10, -1))
    rooted(lines)
    lines.pop(-2)
    lines[-1]["checkpoints"] = 1
    assert judged(raw(lines)).breaks == []
    assert [one.code for one in judged(raw(lines), first).breaks] == ["missing"]


def test_every_line_cut_short_is_noticed(whole: tuple[Talks, str]) -> None:
    made, first = whole
    text = b"".join(raw(lines_of(made)))
    for cut in range(1, len(text), 997):
        assert judged(text[:cut].splitlines(keepends=True), first).breaks, cut


def test_only_some_entries_are_shown(whole: tuple[Talks, str]) -> None:
    made, first = whole
    part = of_store(made.record.store, ORIGIN, OWN.text, {*range(9), 11})
    text = "".join(export_lines(part))
    assert text.count("Let us talk.") == 1
    found = judged([line.encode() for line in text.splitlines(keepends=True)], first)
    assert found.breaks == []
    assert found.withheld == 7
    assert found.signed["us"] == 3


def test_one_letter_is_shown_without_any_other(whole: tuple[Talks, str]) -> None:
    made, _ = whole
    proof = made.record.prove(LETTER)
    again = EntryProof.of(proof.text)
    assert again == proof
    found, _ = again.checked(OWN)
    assert (found.size, SeatStatement.of(entry_of(LETTER, again.data).statement).body) == (17, {"text": "Let us talk."})
    assert len(again.hashes) == 5


def test_what_a_store_says_beside_an_entry_is_compared(whole: tuple[Talks, str]) -> None:
    made, _ = whole
    for change in ("columns", "nodes"):
        found: ExportedRecord = of_store(made.record.store, ORIGIN, OWN.text)
        if change == "columns":
            found.columns[9] = ("kp", 2, "letter")
        else:
            found.nodes[9] = b"3" * 64
        assert [(one.code, one.sequence) for one in verify(found, Roster()).breaks] == [(change, 9)]


def test_many_signatures_are_checked_while_they_are_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.talks.record import signature_checks as checks

    key = private("us")
    public = key.public_key().public_bytes_raw()
    few = [checks.SignatureCheck(n, "us", public, b"%d" % n, key.sign(PREFIX + b"%d" % n)) for n in range(7)]
    monkeypatch.setattr(checks, "MANY", 2)
    monkeypatch.setattr(checks, "CHUNK", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    for wrong in (-1, 0, 5, 6):  # in what another process checks, in what is taken back, and in what is left
        with checks.signature_checks(len(few)) as gathered:
            for n, one in enumerate(few):
                gathered.add(one._replace(statement=b"x") if n == wrong else one)
            assert [one.sequence for one in gathered.wrong_ones()] == ([wrong] if wrong >= 0 else [])


def test_an_entry_made_by_hand_is_the_one_that_is_written() -> None:
    """The form on the page of theory, byte by byte."""
    statement = SeatStatement("r", "us", 1, "letter", "2021-08-31T12:00:00.000Z", Seen(0, merkle.EMPTY), {"text": "é"})
    assert statement.raw.decode() == (
        '{"after":{"root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","size":0},"body":{"text":"é"},'
        '"kind":"letter","nth":1,"record":"r","seat":"us","time":"2021-08-31T12:00:00.000Z"}'
    )
    made = SignedEntry(0, statement.raw, bytes(64))
    assert made.data == statement.raw + b"\n" + b"A" * 86 + b"==\n"

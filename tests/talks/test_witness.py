"""A witness signs what only grew, and nothing else; requests and proofs are read as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.talks.record.checkpoints import Checkpoint, EntryProof, WitnessRequest, opened
from detente.talks.record.judging_entries import RefusedError
from detente.talks.record.merkle import ProofError
from detente.talks.record.signed_notes import NoteError, NoteKey
from detente.talks.record.witness import RecordWitness, WitnessError
from tests.oracles import record_tree as oracle
from tests.talks.made import ORIGIN, Talks, private, talks

OWN = NoteKey(ORIGIN, private("record").public_key().public_bytes_raw())


@pytest.fixture
def made() -> Talks:
    found = talks()
    found.record.checkpoint(found.own.private)
    return found


@pytest.fixture
def witness(tmp_path: Path) -> RecordWitness:
    return RecordWitness(tmp_path / "memory.json", private("witness"), "example.net/w")


def grown(made: Talks) -> None:
    made.letter("us")
    made.record.checkpoint(made.own.private)


def test_a_witness_signs_what_extends_what_it_signed(made: Talks, witness: RecordWitness) -> None:
    for size, old in ((9, 0), (10, 9), (10, 10)):
        request = made.record.request(old)
        line = witness.sign(WitnessRequest.of(request.text), OWN, 1_630_000_000)
        note = (request.checkpoint + line.text).encode()
        assert oracle.note_is_signed(note, witness.key.text, 1_630_000_000)
        assert witness.seen(ORIGIN) == (size, made.record.root(size))
        made.record.add_line(size, line, witness.key)
        if size == 9:
            grown(made)
    assert len(made.record.store.lines()) == 2  # the third line is the second again
    latest = made.record.latest()
    assert latest is not None
    assert opened(latest, OWN)[1].by(witness.key)


def test_of_a_witness_that_signs_twice_the_last_line_is_shown(made: Talks, witness: RecordWitness) -> None:
    for old, seconds in ((0, 1_630_000_000), (9, 1_630_000_060)):
        made.record.add_line(9, witness.sign(made.record.request(old), OWN, seconds), witness.key)
    latest = made.record.latest()
    assert latest is not None
    assert [line.seconds for line in opened(latest, OWN)[1].by(witness.key)] == [1_630_000_060]


def test_a_witness_does_not_sign_another_past(made: Talks, witness: RecordWitness) -> None:
    witness.sign(made.record.request(0), OWN, 0)
    other = talks(seats=False)
    other.seated("us", "head", "us")
    for _ in range(9):
        other.letter("us", "otherwise")
    other.record.checkpoint(other.own.private)
    with pytest.raises(WitnessError, match=r"the record was changed since example.net/w saw it"):
        witness.sign(other.record.request(9), OWN, 0)
    assert witness.seen(ORIGIN) == (9, made.record.root(9))


def test_a_witness_does_not_go_back(made: Talks, witness: RecordWitness) -> None:
    early = made.record.request(0)
    grown(made)
    witness.sign(made.record.request(0), OWN, 0)
    with pytest.raises(WitnessError, match=r"begins at 0 entries; example.net/w saw 10 last"):
        witness.sign(early, OWN, 0)
    with pytest.raises(WitnessError, match=r"a checkpoint of 9 entries; example.net/w has signed one of 10"):
        witness.sign(WitnessRequest(10, (), early.checkpoint), OWN, 0)


def test_a_witness_wants_the_key_that_it_was_given(made: Talks, witness: RecordWitness) -> None:
    with pytest.raises(WitnessError, match="is not signed by"):
        witness.sign(made.record.request(0), NoteKey(ORIGIN, OWN.public[::-1]), 0)
    witness.memory.write_text("[]", encoding="utf-8")
    with pytest.raises(WitnessError, match="not what a witness remembers"):
        witness.seen(ORIGIN)


def test_a_line_of_nobody_is_not_taken(made: Talks, witness: RecordWitness) -> None:
    line = witness.sign(made.record.request(0), OWN, 0)
    with pytest.raises(RefusedError, match="no checkpoint of 3"):
        made.record.add_line(3, line, witness.key)
    with pytest.raises(RefusedError, match="not one of this text"):
        made.record.add_line(9, line, NoteKey("example.net/w", OWN.public, 4))


@pytest.mark.parametrize("old", ["extra ", "index 3", "\n\n", "c2sp", "index 3\n"])
def test_a_proof_that_is_none(made: Talks, old: str) -> None:
    text = made.record.prove(3).text
    with pytest.raises((NoteError, ProofError)):
        EntryProof.of(text.replace(old, {"index 3": "index 03"}.get(old, "x"), 1)).checked(OWN)


def test_a_proof_of_another_entry_shows_nothing(made: Talks) -> None:
    one, other = made.record.prove(3), made.record.prove(4)
    with pytest.raises(ProofError):
        EntryProof(3, other.data, one.hashes, one.checkpoint).checked(OWN)


@pytest.mark.parametrize("text", ["", "old 03\n\n", "old x\n\n", "new 3\n\n", "old 3\nAAAA\n\n", "old 3\n?\n\n"])
def test_a_request_that_is_none(text: str) -> None:
    with pytest.raises(NoteError):
        WitnessRequest.of(text)


@pytest.mark.parametrize("text", ["", "a\n03\nAAAA\n", "a\n3\nAAAA\n", "\n3\nAAAA\n", "a\n3\nx\nmore\n"])
def test_a_checkpoint_that_is_none(text: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint.of(text)

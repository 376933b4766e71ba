"""What a record hands out is verified by another program for such logs, `aics-tlog`, which asks for Python 3.12."""

from __future__ import annotations

from typing import Any

import pytest

from detente.talks.record.signed_notes import cosign
from tests.talks.made import ORIGIN, private, talks

tlog: Any = pytest.importorskip("aics_tlog", reason="aics-tlog is not installed")
NAME, SECONDS = "example.net/w", 1_630_000_000


def test_checkpoints_cosignatures_and_proofs_are_verified_by_it() -> None:
    made = talks()
    older = tlog.parse_checkpoint(tlog.parse_note(made.record.checkpoint(made.own.private)).text)
    for number in range(4):
        made.letter("us", f"Letter {number}.")
    note = made.record.checkpoint(made.own.private)
    own = made.record.judge.record_key
    witness = private("witness")
    assert own is not None
    both = tlog.parse_note(note + cosign(note.rpartition("\n\n")[0] + "\n", witness, NAME, SECONDS).text)
    keys = tlog.parse_vkey(own.text), tlog.cosignature_vkey(NAME, witness.public_key())
    assert tlog.verify_checkpoint(both, keys[0], [keys[1]], 1, expected_origin=ORIGIN, now=SECONDS).ok
    assert not tlog.verify_checkpoint(both, keys[1], [keys[0]], 1, expected_origin=ORIGIN, now=SECONDS).ok
    found = tlog.parse_checkpoint(both.text)
    assert (found.size, found.root) == (13, made.record.root(13))
    proof = made.record.prove(10)
    assert tlog.verify_leaf_inclusion(proof.data, 10, 13, proof.hashes, found.root)
    assert not tlog.verify_leaf_inclusion(proof.data, 11, 13, proof.hashes, found.root)
    steps = made.record.request(older.size).hashes
    assert tlog.verify_consistency(older.size, 13, older.root, found.root, steps)
    assert not tlog.verify_consistency(older.size, 13, found.root, older.root, steps)

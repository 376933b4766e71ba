"""Trees, proofs, notes and canonical bytes against definitions written out, other programs, and published examples."""

from __future__ import annotations

from pathlib import Path

import pymerkle
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.talks.record import merkle
from detente.talks.record.canonical import LARGEST, NotCanonicalError, canonical, parsed
from detente.talks.record.signed_notes import NoteError, NoteKey, SignedNote, cosign, sign
from tests.oracles import record_tree as oracle
from tests.talks.made import private

# The eight leaves, roots and proofs that the tests of Certificate Transparency have published since 2013.
LEAVES = [*map(bytes.fromhex, ("", "00", "10", "2021", "3031", "40414243", "5051525354555657"))]
LEAVES += [bytes.fromhex("606162636465666768696a6b6c6d6e6f")]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): "96a296d2 5f083f0a 6b47aaf2",
    (5, 8): "bc1a0643 ca854ea1 d37ee418",
    (2, 3): "fac54203",
    (1, 5): "6e340b9c 5f083f0a bc1a0643",
}
CONSISTENCY = {
    (1, 8): "96a296d2 5f083f0a 6b47aaf2",
    (6, 8): "0ebc5d34 ca854ea1 d37ee418",
    (2, 5): "5f083f0a bc1a0643",
    (6, 7): "0ebc5d34 b08693ec d37ee418",
}
# The example of the Go implementation of signed notes.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
NOTE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=
"""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


class Tree:
    """A tree whose nodes are all kept."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.frontier = merkle.GrowingTree()
        self.roots = [self.frontier.root()]
        for at, leaf in enumerate(leaves):
            for level, node in enumerate(self.frontier.add(merkle.leaf_hash(leaf))):
                self.nodes[level, at >> level] = node
            self.roots.append(self.frontier.root())

    def node(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]


def test_published_roots_and_proofs() -> None:
    tree = Tree(LEAVES)
    assert [root.hex() for root in tree.roots[1:]] == ROOTS
    for (index, size), expected in INCLUSION.items():
        found = merkle.inclusion(index, size, tree.node)
        assert " ".join(one.hex()[:8] for one in found) == expected
        merkle.check_inclusion(index, size, merkle.leaf_hash(LEAVES[index]), found, bytes.fromhex(ROOTS[size - 1]))
    for (old, new), expected in CONSISTENCY.items():
        found = merkle.consistency(old, new, tree.node)
        assert " ".join(one.hex()[:8] for one in found) == expected
        merkle.check_consistency(old, new, (tree.roots[old], tree.roots[new]), found)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13])
def test_every_proof_is_that_of_the_definition_and_holds(size: int) -> None:
    data = [bytes([k]) * k for k in range(size)]
    tree = Tree(data)
    assert tree.roots == [oracle.root(data[:k]) for k in range(size + 1)]
    for new in range(size + 1):
        assert merkle.root_of(new, tree.node) == tree.roots[new]
        for index in range(new):
            proof = merkle.inclusion(index, new, tree.node)
            assert proof == oracle.path(index, data[:new])
            merkle.check_inclusion(index, new, merkle.leaf_hash(data[index]), proof, tree.roots[new])
        for old in range(new + 1):
            proof = merkle.consistency(old, new, tree.node)
            assert proof == oracle.proof(old, data[:new])
            merkle.check_consistency(old, new, (tree.roots[old], tree.roots[new]), proof)


@settings(max_examples=30)
@given(st.lists(st.binary(max_size=40), min_size=2, max_size=40), st.data())
def test_another_program_has_the_same_roots_and_takes_no_other_proof(leaves: list[bytes], data: st.DataObject) -> None:
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for leaf in leaves:
        other.append_entry(leaf)
    tree = Tree(leaves)
    new = data.draw(st.integers(1, len(leaves)))
    index, old = data.draw(st.integers(0, new - 1)), data.draw(st.integers(1, new))
    assert other.get_root(new) == tree.roots[new]
    proof = merkle.inclusion(index, new, tree.node)
    theirs = other.prove_inclusion(index + 1, new)
    assert set(proof) <= {*map(bytes, theirs.path)}
    at = data.draw(st.integers(0, len(proof)))
    leaf = merkle.leaf_hash(leaves[index])
    for wrong in (proof[:at] + proof[at + 1 :], [*proof[:at], leaf, *proof[at:]], [*proof[:at], b"", *proof[at:]]):
        if wrong != proof:
            with pytest.raises(merkle.ProofError):
                merkle.check_inclusion(index, new, leaf, wrong, tree.roots[new])
    steps = merkle.consistency(old, new, tree.node)
    at = data.draw(st.integers(0, len(steps)))
    for wrong in (steps[:at] + steps[at + 1 :], [*steps[:at], leaf, *steps[at:]]):
        if wrong != steps:
            with pytest.raises(merkle.ProofError):
                merkle.check_consistency(old, new, (tree.roots[old], tree.roots[new]), wrong)
    if leaves[index : index + 1] != leaves[old - 1 : old]:
        with pytest.raises(merkle.ProofError):
            merkle.check_inclusion(index, new, merkle.leaf_hash(leaves[old - 1]), proof, tree.roots[new])


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3), (0, 3), (3, 3), (1, 3)])
def test_nothing_shows_what_is_not_so(old: int, new: int) -> None:
    tree = Tree(LEAVES)
    wrong = (b"x" * 32, tree.roots[new])
    with pytest.raises(merkle.ProofError):
        merkle.check_consistency(old, new, wrong, [])
    with pytest.raises(merkle.ProofError):
        merkle.check_inclusion(old, max(old, 0), tree.roots[1], [], tree.roots[1])


def test_a_note_of_another_program_is_read() -> None:
    note = SignedNote.of(NOTE)
    assert note.whole == NOTE
    for text in (NEUMANN, ENOCH):
        key = NoteKey.of(text)
        assert key.text == text
        assert [line.name for line in note.by(key)] == [key.name]
    changed = SignedNote.of(NOTE.replace("answer", "problem"))
    with pytest.raises(NoteError, match="PeterNeumann"):
        changed.by(NoteKey.of(NEUMANN))


@pytest.mark.parametrize("wrong", [NEUMANN[1:], NEUMANN[:-1], NEUMANN.replace("+AR", "+BR"), "a b+c74f20a3+AAAA", ""])
def test_a_key_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(NoteError):
        NoteKey.of(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        NOTE[:-1],
        NOTE.replace("—", "-"),
        NOTE + "more\n",
        "\x01" + NOTE,
        NOTE.split("\n\n", maxsplit=1)[0],
        NOTE.replace("PeterNeumann x", "Peter Neumann x"),
        NOTE + "— EnochRoot rwz+eB==\n" * 100,
    ],
)
def test_a_note_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(NoteError):
        SignedNote.of(wrong)


def test_a_note_of_ours_is_read_by_another_program() -> None:
    text = "example.org/korea\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    key, witness = private("a"), private("b")
    lines = (sign(text, key, "example.org/korea"), cosign(text, witness, "example.net/w", 1_679_315_147))
    raw = SignedNote(text, lines).whole.encode()
    own = NoteKey("example.org/korea", key.public_key().public_bytes_raw()).text
    other = NoteKey("example.net/w", witness.public_key().public_bytes_raw(), 4).text
    assert oracle.note_is_signed(raw, own)
    assert oracle.note_is_signed(raw, other, 1_679_315_147)
    with pytest.raises(NoteError):
        sign("no end", key, "a")


@given(JSON)
def test_canonical_bytes_are_those_of_the_rfc(value: object) -> None:
    try:
        expected = rfc8785.dumps(value)  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError:
        with pytest.raises(NotCanonicalError):
            canonical(value)
        return
    assert canonical(value) == expected
    assert parsed(expected) == value


@pytest.mark.parametrize(
    "wrong",
    [
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":9007199254740992}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\ud800"}',
        b'{"\xc3\xa9":1}',
        b'"\xff"',
        b"",
        b"[" * 200 + b"]" * 200,
        b'"' + b"x" * 2**20 + b'"',
    ],
)
def test_bytes_that_are_not_canonical_are_refused(wrong: bytes) -> None:
    with pytest.raises(NotCanonicalError):
        parsed(wrong)


def test_pages_of_the_specifications_are_named() -> None:
    page = (Path(__file__).parents[2] / "docs" / "theory" / "record.md").read_text(encoding="utf-8")
    for name in ("cosignature/v1", "c2sp.org/tlog-proof@v1", "detente/entry/1"):
        assert name in page

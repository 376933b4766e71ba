"""The Merkle tree of a record: roots, and proofs that one entry is in it or that one tree extends another [Laurie2021].

A tree of n leaves splits at the largest power of two below n. The hash of a leaf is SHA-256(0x00 ‖ data), that of a
node SHA-256(0x01 ‖ left ‖ right). Node (l, i) covers the leaves i·2ˡ … (i + 1)·2ˡ − 1; only complete ones are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

HASH = 32  # bytes of a hash
EMPTY = sha256(b"").digest()  # root of a tree without leaves
Node = Callable[[int, int], bytes]


class ProofError(ValueError):
    """A proof that does not show what it should; the message says why."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node from those of its halves."""
    return sha256(b"\1" + left + right).digest()


class GrowingTree:
    """The complete subtrees that a tree is made of, largest first: all that is needed to add leaves to it."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """Start from a tree.

        Args:
            size: Number of its leaves.
            peaks: The roots of its complete subtrees, largest first.
        """
        self.size = size
        self.peaks = list(peaks)
        self._root = b""  # once it was asked for

    def add(self, leaf: bytes) -> list[bytes]:
        """Add the hash of a leaf, and return the nodes that it completes: on levels 0, 1, … up to the highest."""
        done = [leaf]
        size = self.size
        while size & 1:
            done.append(node_hash(self.peaks.pop(), done[-1]))
            size >>= 1
        self.peaks.append(done[-1])
        self.size += 1
        self._root = b""
        return done

    def root(self) -> bytes:
        """Return the root of the tree."""
        if not self._root:
            self._root = self.peaks[-1] if self.peaks else EMPTY
            for peak in self.peaks[-2::-1]:
                self._root = node_hash(peak, self._root)
        return self._root


def peaks_of(size: int) -> list[tuple[int, int]]:
    """Return the complete subtrees of a tree of this size, largest first, each as level and index.

    Example:
        >>> peaks_of(6)
        [(2, 0), (1, 2)]
    """
    found, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def _subtree(start: int, stop: int, node: Node) -> bytes:
    """Return the root over the leaves from start to before stop, where start is a multiple of a large enough power."""
    sizes = stop - start
    found = b""
    for level, index in reversed(peaks_of(sizes)):
        peak = node(level, (start >> level) + index)
        found = node_hash(peak, found) if found else peak
    return found


def root_of(size: int, node: Node) -> bytes:
    """Return the root of the first leaves of a tree whose complete nodes can be asked for."""
    return _subtree(0, size, node) if size else EMPTY


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """Return the proof that a leaf is in the tree of this size, from the leaf's sibling up."""
    proof: list[bytes] = []
    start, stop = 0, size
    while stop - start > 1:
        half = start + _split(stop - start)
        if index < half:
            proof.append(_subtree(half, stop, node))
            stop = half
        else:
            proof.append(_subtree(start, half, node))
            start = half
    return proof[::-1]


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """Return the proof that the tree of the new size begins with that of the old size."""
    if old in {0, new}:
        return []
    proof: list[bytes] = []
    start, stop, whole = 0, new, True
    while old != stop:
        half = start + _split(stop - start)
        if old <= half:
            proof.append(_subtree(half, stop, node))
            stop = half
        else:
            proof.append(_subtree(start, half, node))
            start, whole = half, False
    if not whole:
        proof.append(_subtree(start, stop, node))
    return proof[::-1]


def _split(size: int) -> int:
    """Return the largest power of two below a size of at least 2."""
    return 1 << (size - 1).bit_length() - 1


def root_by_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """Return the root of a tree that has this leaf, by the proof of its inclusion.

    Raises:
        ProofError: No tree of this size has such a proof.
    """
    if not 0 <= index < size:
        raise ProofError(f"there is no entry {index} in a tree of {size}")
    _check_hashes([leaf, *proof])
    at, last, found = index, size - 1, leaf
    for sibling in proof:
        if not last:
            raise ProofError(f"the proof has {len(proof)} hashes, too many for entry {index} of {size}")
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofError(f"the proof has {len(proof)} hashes, too few for entry {index} of {size}")
    return found


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check that a leaf is in the tree with this root.

    Raises:
        ProofError: The proof does not show it.
    """
    if root_by_inclusion(index, size, leaf, proof) != root:
        raise ProofError(f"the proof does not lead from entry {index} to the root of {size} entries")


def check_consistency(old: int, new: int, roots: tuple[bytes, bytes], proof: Sequence[bytes]) -> None:
    """Check that a tree begins with an older one.

    Args:
        old: Size of the older tree.
        new: Size of the newer tree.
        roots: The root of each.
        proof: The proof.

    Raises:
        ProofError: The proof does not show it.
    """
    _check_hashes([*roots, *proof])
    if not 0 <= old <= new:
        raise ProofError(f"a tree of {new} cannot begin with one of {old}")
    if old in {0, new}:
        if proof or roots[0] != (roots[1] if old else EMPTY):
            raise ProofError("the roots of the same tree differ" if old else "the tree of no entries has another root")
    elif not proof or _roots_by_consistency(old, new, proof if old & (old - 1) else [roots[0], *proof]) != roots:
        raise ProofError(f"the proof does not show that the tree of {new} entries begins with that of {old}")


def _roots_by_consistency(old: int, new: int, nodes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Return the roots of both trees, from nodes that begin with a subtree of both; None for a wrong number of them."""
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = nodes[0]
    for sibling in nodes[1:]:
        if not last:
            return None
        if at & 1 or at == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        at, last = at >> 1, last >> 1
    return None if last else (first, second)


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(one) != HASH for one in hashes):
        raise ProofError(f"a hash has {HASH} bytes")

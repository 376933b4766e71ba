"""What a condition says by its form alone: all ways in which its parts can hold together, by what implies what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from detente.arrays import Bools
from detente.case.language.condition_tree import Node, placeless

MOST = 12  # atoms of a condition; one of more is not looked at, as there are too many ways
JOINS = ("and", "or", "not")


class TruthTable:
    """All ways in which the atoms of conditions can hold together.

    An atom is whatever is no `and`, `or` or `not`: a column, the event of a judgement, a comparison.
    """

    def __init__(self, trees: Iterable[Node], implied: Mapping[str, frozenset[str]]) -> None:
        """Look at conditions.

        Args:
            trees: The conditions.
            implied: Column → all columns that hold wherever it does.
        """
        atoms = dict.fromkeys(placeless(atom) for tree in trees for atom in _atoms(tree))
        self.numbers = {atom: number for number, atom in enumerate(atoms)}
        self.known = len(atoms) <= MOST
        ways = np.arange(1 << len(atoms)) if self.known else np.arange(0)
        self.rows = [(ways >> number & 1).astype(np.bool_) for number in range(len(atoms))] if self.known else []
        possible = np.ones(len(ways), dtype=np.bool_)
        for one, first in self.numbers.items() if self.known else ():
            for other, second in self.numbers.items():
                if one != other and _implies(one, other, implied):
                    possible &= ~self.rows[first] | self.rows[second]
                if one != other and _excludes(one, other):
                    possible &= ~self.rows[first] | ~self.rows[second]
        self.possible = possible

    def always(self, tree: Node) -> bool:
        """Return whether a condition holds in every way that is possible."""
        return self.known and bool(np.all(self._of(tree) | ~self.possible))

    def never(self, tree: Node) -> bool:
        """Return whether it holds in none."""
        return self.known and not np.any(self._of(tree) & self.possible)

    def implies(self, one: Node, other: Node) -> bool:
        """Return whether the second condition holds in every way in which the first does."""
        return self.known and bool(np.all(~self._of(one) | self._of(other) | ~self.possible))

    def together(self, one: Node, other: Node) -> bool:
        """Return whether there may be a way in which both conditions hold."""
        return not self.known or bool(np.any(self._of(one) & self._of(other) & self.possible))

    def _of(self, tree: Node) -> Bools:
        """Array (ways): in which of them a condition holds."""
        if tree.does not in JOINS:
            return np.asarray(self.rows[self.numbers[placeless(tree)]])
        parts = [self._of(part) for part in tree.parts]
        match tree.does:
            case "not":
                return np.logical_not(parts[0])
            case "and":
                return np.asarray(np.logical_and.reduce(parts))
        return np.asarray(np.logical_or.reduce(parts))


def closure(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return what follows from pairs of columns of which the first implies the second: column → all that it implies.

    Example:
        >>> sorted(closure([("a", "b"), ("b", "c")])["a"])
        ['b', 'c']
    """
    direct: dict[str, set[str]] = {}
    for one, other in pairs:
        direct.setdefault(one, set()).add(other)
    found: dict[str, frozenset[str]] = {}
    for start in direct:
        reached: set[str] = set()
        ahead = [start]
        while ahead:
            for nxt in direct.get(ahead.pop(), set()) - reached:
                reached.add(nxt)
                ahead.append(nxt)
        found[start] = frozenset(reached - {start})
    return found


def _atoms(tree: Node) -> Iterable[Node]:
    """Yield the parts of a condition that are joined by and, or, not."""
    if tree.does not in JOINS:
        yield tree
        return
    for part in tree.parts:
        yield from _atoms(part)


def _implies(one: Node, other: Node, implied: Mapping[str, frozenset[str]]) -> bool:
    if one.does == other.does == "column":
        return other.name in implied.get(one.name, ())
    first, second = _half_line(one), _half_line(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    (_, up, limit, open_), (_, other_up, other_limit, other_open) = first, second
    if up != other_up:
        return False
    beyond = limit > other_limit if up else limit < other_limit
    return beyond or (limit == other_limit and (open_ or not other_open))


def _excludes(one: Node, other: Node) -> bool:
    """Whether two comparisons of the same thing with numbers cannot both hold."""
    first, second = _half_line(one), _half_line(other)
    if first is None or second is None or first[0] != second[0] or first[1] == second[1]:
        return False
    above, below = (first, second) if first[1] else (second, first)
    return above[2] > below[2] or (above[2] == below[2] and (above[3] or below[3]))


def _half_line(atom: Node) -> tuple[Node, bool, float, bool] | None:
    """Return of a comparison with a number what is compared, whether it lies above, the number, and whether without it.

    None for anything else.
    """
    if atom.does != "compare" or len(atom.parts) != 2 or atom.name not in {"<", "<=", ">", ">="}:
        return None
    left, right = atom.parts
    if right.does == "number":
        return left, atom.name.startswith(">"), right.number, len(atom.name) == 1
    if left.does == "number":
        return right, atom.name.startswith("<"), left.number, len(atom.name) == 1
    return None

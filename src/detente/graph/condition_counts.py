"""Count, or find the cheapest of, the sets of states that must be ranked low so that a condition holds.

A formula is a set of clauses, all of which must hold. A clause is a set of terms, at least one of which must hold. A
term is a set of states, all of which must be low. No term asks for a high state, so a formula that holds for a set of
low states holds for larger sets too. Results are combined in a semiring: the number of sets of each size (`Counts`), or
the cheapest set of each size (`Cheapest`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from detente.graph.conflict import ConflictError

Term = frozenset[int]
ConditionClause = frozenset[Term]
RankCondition = frozenset[ConditionClause]
MOST_STEPS = 10_000
W = TypeVar("W")


class Semiring(Protocol[W]):
    """How results are combined: `unit` is the result of choosing no state, `never` that of a condition that fails."""

    unit: W
    never: W

    def way(self, state: int) -> W:
        """Return the result of choosing one state, to be low."""

    def either(self, one: W, other: W) -> W:
        """Return the result of alternatives that exclude each other."""

    def both(self, one: W, other: W) -> W:
        """Return the result of two choices among different states."""


class Counts:
    """The numbers of sets of each size, as a polynomial packed into one integer with `width` bits a coefficient."""

    unit = 1
    never = 0

    def __init__(self, states: int) -> None:
        """Choose the width: no coefficient exceeds 2^states, so `states` + 1 bits never overflow into the next."""
        self.width = states + 1

    def way(self, state: int) -> int:
        """Return the polynomial of one set of one state."""
        return 1 << self.width

    def either(self, one: int, other: int) -> int:
        """Return the sum of two polynomials."""
        return one + other

    def both(self, one: int, other: int) -> int:
        """Return the product of two polynomials."""
        return one * other

    def sizes(self, found: int) -> list[int]:
        """Return the numbers of sets of size 0, 1 and so on."""
        out = []
        while found:
            out.append(found & ((1 << self.width) - 1))
            found >>= self.width
        return out


Set = tuple["Set", "Set"] | int | None  # a set of states as a tree, joined without copying
Sets = dict[int, tuple[int, Set]]


class Cheapest:
    """The cheapest set of each size, as size → (price, states); the price of a set is the sum of its states' prices."""

    def __init__(self, prices: dict[int, int]) -> None:
        """Keep the price of each state."""
        self.prices = prices
        self.unit: Sets = {0: (0, None)}
        self.never: Sets = {}

    def way(self, state: int) -> Sets:
        """Return the set of one state, with its price."""
        return {1: (self.prices[state], state)}

    def either(self, one: Sets, other: Sets) -> Sets:
        """Return the cheaper set of each size, the first if both cost the same."""
        out = dict(one)
        for size, found in other.items():
            if size not in out or found[0] < out[size][0]:
                out[size] = found
        return out

    def both(self, one: Sets, other: Sets) -> Sets:
        """Return the cheapest unions of each size, of sets of different states."""
        out: Sets = {}
        for size, (price, states) in one.items():
            for more, (extra, others) in other.items():
                if size + more not in out or price + extra < out[size + more][0]:
                    joined = states if others is None else others if states is None else (states, others)
                    out[size + more] = (price + extra, joined)
        return out


def members(found: Set) -> list[int]:
    """Return the states of a set that is stored as a tree, in order.

    Example:
        >>> members(((3, 1), 2))
        [1, 2, 3]
    """
    out, left = [], [found]
    while left:
        part = left.pop()
        if isinstance(part, tuple):
            left.extend(part)
        elif part is not None:
            out.append(part)
    return sorted(out)


def simplified(formula: Iterable[Iterable[Term]]) -> RankCondition:
    """Return a formula without terms that ask for more than another of their clause, and clauses that others imply.

    Example:
        >>> loose, firm = [frozenset({1}), frozenset({2})], [frozenset({1})]
        >>> simplified([loose, firm]) == frozenset({frozenset({frozenset({1})})})
        True
    """
    clauses = {frozenset(t for t in clause if not any(u < t for u in clause)) for clause in map(frozenset, formula)}
    return frozenset(c for c in clauses if not any(d != c and _implies(d, c) for d in clauses))


def _implies(firm: ConditionClause, loose: ConditionClause) -> bool:
    return all(any(u <= t for u in loose) for t in firm)


class Ways(Generic[W]):
    """Combines the results of a formula over all sets of low states, by splitting it until nothing is left."""

    def __init__(self, ring: Semiring[W], states: Iterable[int], most: int = MOST_STEPS) -> None:
        """Set up the computation.

        Args:
            ring: The semiring of the results.
            states: The numbers of the states that may be low, none negative.
            most: The number of different formulas into which one may be split.
        """
        self._ring = ring
        self._most = most
        self._steps = 0
        self._states = frozenset(states)
        self._low = {state: ring.way(state) for state in self._states}
        self._high = dict.fromkeys(self._states, ring.unit)
        self._groups: dict[tuple[bool, Term], int] = {}
        self._known: dict[RankCondition, W] = {}

    def of(self, formula: RankCondition) -> W:
        """Return the combined result of a formula over all states, also those that it does not name.

        Raises:
            ConflictError: Its clauses share so many states that splitting takes more than `most` steps.
        """
        try:
            found = self._solved(simplified(formula))
        except RecursionError:  # a chain of clauses, each hanging on the one before
            raise self._entangled() from None
        return self._ring.both(found, self._free(self._states - _named(formula)))

    def _entangled(self) -> ConflictError:
        expected = "a state with fewer sanctions that depend on each other"
        return ConflictError(f"a condition that takes more than {self._most:,} steps to count", expected)

    def _free(self, variables: Iterable[int]) -> W:
        found = self._ring.unit
        for v in sorted(variables):
            found = self._ring.both(found, self._ring.either(self._high[v], self._low[v]))
        return found

    def _solved(self, formula: RankCondition) -> W:
        """Return the combined result of a simplified formula over the states that it names."""
        if formula not in self._known:
            self._steps += 1
            if self._steps > self._most:
                raise self._entangled()
            self._known[formula] = self._split(formula)
        return self._known[formula]

    def _split(self, formula: RankCondition) -> W:
        if not formula:
            return self._ring.unit
        if frozenset() in formula:
            return self._ring.never
        parts = _components(formula)
        if len(parts) > 1:
            found = self._ring.unit
            for part in parts:
                found = self._ring.both(found, self._solved(part))
            return found
        grouped = self._grouped(formula)
        if grouped != formula:
            return self._solved(grouped)
        counted = Counter(v for clause in formula for term in clause for v in term)
        v = min(counted, key=lambda each: (-counted[each], each))
        low = self._with(formula, [[t - {v} for t in clause] for clause in formula], self._low[v], v)
        high = self._with(formula, [[t for t in clause if v not in t] for clause in formula], self._high[v], v)
        return self._ring.either(low, high)

    def _with(self, before: RankCondition, clauses: list[list[Term]], weight: W, chosen: int) -> W:
        rest = simplified(c for c in clauses if frozenset() not in c)
        if frozenset() in rest:
            return self._ring.never
        free = _named(before) - _named(rest) - {chosen}
        return self._ring.both(weight, self._ring.both(self._solved(rest), self._free(free)))

    def _grouped(self, formula: RankCondition) -> RankCondition:
        """Return the formula with one group of states replaced by a new variable, if it has such a group.

        States form a group if they occur only alone, in the same clauses (one of them must be low), or only in the same
        terms (all of them must be low).
        """
        terms: dict[int, set[Term]] = {}
        clauses: dict[int, set[ConditionClause]] = {}
        for clause in formula:
            for term in clause:
                for v in term:
                    terms.setdefault(v, set()).add(term)
                    clauses.setdefault(v, set()).add(clause)
        alike: dict[tuple[bool, frozenset[object]], set[int]] = {}
        for v, where in terms.items():
            alone = where == {frozenset({v})}
            alike.setdefault((alone, frozenset[object](clauses[v] if alone else where)), set()).add(v)
        for (alone, _), group in alike.items():
            if len(group) > 1:
                return self._replaced(formula, frozenset(group), self._group(alone, frozenset(group)), alone)
        return formula

    def _replaced(self, formula: RankCondition, group: Term, name: int, alone: bool) -> RankCondition:
        def new(term: Term) -> Term:
            hit = term <= group if alone else group <= term
            return term - group | {name} if hit else term

        return frozenset(frozenset(new(term) for term in clause) for clause in formula)

    def _group(self, alone: bool, group: Term) -> int:
        """Return the variable that is low if one state of a group is low (`alone`), or if all are."""
        if (alone, group) not in self._groups:
            name = self._groups[alone, group] = -1 - len(self._groups)
            ring, first, *others = self._ring, *sorted(group)
            high, low = self._high[first], self._low[first]
            for v in others:
                both = ring.either(self._high[v], self._low[v])
                if alone:
                    low = ring.either(ring.both(low, both), ring.both(high, self._low[v]))
                    high = ring.both(high, self._high[v])
                else:
                    high = ring.either(ring.both(high, both), ring.both(low, self._high[v]))
                    low = ring.both(low, self._low[v])
            self._high[name], self._low[name] = high, low
        return self._groups[alone, group]


def _named(formula: RankCondition) -> frozenset[int]:
    return frozenset(v for clause in formula for term in clause for v in term)


def _components(formula: RankCondition) -> list[RankCondition]:
    """Return the parts of a formula that share no state."""
    parts: list[tuple[set[int], set[ConditionClause]]] = []
    for clause in formula:
        names, clauses = {v for term in clause for v in term}, {clause}
        apart = []
        for other in parts:
            if names & other[0]:
                names |= other[0]
                clauses |= other[1]
            else:
                apart.append(other)
        parts = [*apart, (names, clauses)]
    return [frozenset(clauses) for _, clauses in parts]

"""The lattice of a package: the places between the status quo and the package, and the rounds between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from math import prod

import numpy as np

from detente.arrays import Bools, Ints
from detente.chapters.agreement import OptionNumbers

MeasureStep = tuple[int, int]  # number of an issue, number of an option
Leg = tuple[OptionNumbers, OptionNumbers]  # positions before and after a round

MOST_EDGES = 60_000  # with more rounds than this, the number of issues that a round moves is bounded
MOST_PLACES = 5_000  # with more places than this, there is no search
AT_ONCE = 256  # places whose rounds are found together


def legs(roadmap: Sequence[OptionNumbers]) -> list[Leg]:
    """Return the positions before and after each round of a roadmap.

    Args:
        roadmap: Positions after each round.

    Returns:
        A pair of positions for each round; the first round begins at the status quo.

    Example:
        >>> legs([(1, 0), (2, 1)])
        [((0, 0), (1, 0)), ((1, 0), (2, 1))]
    """
    return list(pairwise([(0,) * len(roadmap[0]), *roadmap])) if roadmap else []


def measures_between(before: OptionNumbers, after: OptionNumbers) -> list[MeasureStep]:
    """Return the measures that a round carries out, given the positions before and after it.

    Example:
        >>> measures_between((1, 0), (2, 0))
        [(0, 2)]
    """
    return [(issue, option) for issue, option in enumerate(after) if option != before[issue]]


class NoRoadmapError(ValueError):
    """No roadmap can be worked out."""


class TooManyRoundsError(NoRoadmapError):
    """There are more places on the way than can be searched."""


@dataclass(frozen=True)
class Precedence:
    """A rule that some options must be reached before others are begun.

    Attributes:
        first: The options that must be reached, or later ones; only for issues that the package changes.
        then: The options that may be brought about only in a later round.
    """

    first: tuple[MeasureStep, ...]
    then: frozenset[MeasureStep]

    def allows(self, before: OptionNumbers, after: OptionNumbers) -> bool:
        """Return whether a round keeps the rule."""
        begins = any((i, after[i]) in self.then for i in range(len(after)) if after[i] != before[i])
        return not begins or all(before[i] >= option for i, option in self.first)


@dataclass(frozen=True)
class Rules:
    """The rules that a round must keep.

    Attributes:
        orders: What must come before what.
        apart: Sets of options; a round brings about at most one of each set.
        together: Sets of options; of those on the way, a round reaches or passes all of a set or none.
        most: Largest number of issues that a round moves; None for any number.
    """

    orders: tuple[Precedence, ...] = ()
    apart: tuple[frozenset[MeasureStep], ...] = ()
    together: tuple[frozenset[MeasureStep], ...] = ()
    most: int | None = None

    def broken(self, before: OptionNumbers, after: OptionNumbers) -> str | None:
        """Return which kind of rule forbids a round: order, apart, together or most; None where it is allowed."""
        moved = {(i, after[i]) for i in range(len(after)) if after[i] != before[i]}
        if any(not order.allows(before, after) for order in self.orders):
            return "order"
        if any(len(moved & group) > 1 for group in self.apart):
            return "apart"
        if any(len({before[i] < o <= after[i] for i, o in group}) > 1 for group in self.together):
            return "together"
        return "most" if self.most is not None and len(moved) > self.most else None


def thinned(rungs: Mapping[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """Return rungs that make no more places than can be searched, if leaving some out is enough for that.

    Those of the issue with most rungs are left out first, the lowest before the others; never the status quo or the
    last.

    Args:
        rungs: Issue → the option numbers at which a roadmap may stop.

    Example:
        >>> thinned({0: (0, 1, 2), 1: (0, 1)})
        {0: (0, 1, 2), 1: (0, 1)}
        >>> thinned({n: (0, 1, 2) for n in range(8)})[0]
        (0, 2)
    """
    found = dict(rungs)
    while prod(map(len, found.values())) > MOST_PLACES:
        longest = max(found, key=lambda issue: (len(found[issue]), -issue))
        if len(found[longest]) <= 2:
            break
        found[longest] = (0, *found[longest][2:])
    return found


@dataclass(frozen=True)
class Lattice:
    """All places between the status quo and a package.

    Attributes:
        target: The package.
        rungs: For each issue that the package changes, the option numbers on the way, from 0 to the target's.
        rules: The rules for rounds.
    """

    target: OptionNumbers
    rungs: dict[int, tuple[int, ...]]
    rules: Rules

    @cached_property
    def issues(self) -> tuple[int, ...]:
        """Numbers of the issues that the package changes."""
        return tuple(self.rungs)

    @cached_property
    def steps(self) -> int:
        """Number of measures, if each is carried out by itself."""
        return sum(len(rungs) - 1 for rungs in self.rungs.values())

    @property
    def size(self) -> int:
        """Number of places."""
        return prod(len(rungs) for rungs in self.rungs.values())

    @property
    def crowded(self) -> bool:
        """Whether there are more places than can be searched."""
        return self.size > MOST_PLACES

    @cached_property
    def places(self) -> Ints:
        """Array (places, issues changed): rung of each issue; the status quo first, the target last.

        Raises:
            TooManyRoundsError: There are more than `MOST_PLACES`.
        """
        if self.crowded:
            raise TooManyRoundsError(
                f"{self.size:,} places lie between the status quo and the package, more than the {MOST_PLACES:,} that "
                "can be searched; `pass_over` in roadmap.yaml names options that need no stop of their own."
            )
        return np.array(list(product(*(range(len(rungs)) for rungs in self.rungs.values()))), dtype=np.intp)

    def position(self, place: int) -> OptionNumbers:
        """Return the position at a place: the option number of every issue."""
        found = [0] * len(self.target)
        for (issue, rungs), rung in zip(self.rungs.items(), self.places[place], strict=True):
            found[issue] = rungs[rung]
        return tuple(found)

    def place(self, position: OptionNumbers) -> int:
        """Return the number of the place with a position, whose options must be rungs."""
        found = 0
        for issue, rungs in self.rungs.items():
            found = found * len(rungs) + rungs.index(position[issue])
        return found

    @cached_property
    def bound(self) -> int:
        """Largest number of issues that a round moves: as the rules say, or less to keep within `MOST_EDGES` rounds."""
        if self.crowded:
            return self.rules.most or len(self.rungs)
        counts = np.cumsum(np.bincount(self._every[2], minlength=len(self.rungs) + 1))
        fits = np.flatnonzero(counts <= MOST_EDGES)
        most = len(self.rungs) if self.rules.most is None else min(self.rules.most, len(self.rungs))
        return min(int(fits[-1]), most)

    @cached_property
    def edges(self) -> tuple[Ints, Ints]:
        """Arrays (rounds): places before and after each round within the bound, sorted by after, then by before."""
        before, after, moved = self._every
        kept = moved <= self.bound
        return before[kept], after[kept]

    @cached_property
    def _every(self) -> tuple[Ints, Ints, Ints]:
        """Arrays (rounds) of all rounds that the rules allow: places before and after, and number of issues moved."""
        found = [self._leading_to(start, start + AT_ONCE) for start in range(0, len(self.places), AT_ONCE)]
        before, after, moved = map(np.concatenate, zip(*found, strict=True))
        return before, after, moved

    def _leading_to(self, start: int, stop: int) -> tuple[Ints, Ints, Ints]:
        """Return what `_every` does of the rounds that lead to some places."""
        here, rows = self.places[start:stop], self.places[:stop]
        lower = np.tri(len(here), len(rows), start - 1, dtype=bool)  # what is lower everywhere has a smaller number
        for column in range(len(self.rungs)):
            lower &= rows[:, column] <= here[:, column, None]
        after, before = np.nonzero(lower)
        after += start
        changes = self.places[after] != self.places[before]
        kept = self._allowed(before, after, changes)
        return before[kept], after[kept], changes[kept].sum(axis=1)

    @cached_property
    def _options(self) -> dict[int, Ints]:
        """Issue → array (places): the number of its option at each place."""
        return {issue: np.array(rungs)[self.places[:, n]] for n, (issue, rungs) in enumerate(self.rungs.items())}

    def _allowed(self, before: Ints, after: Ints, moved: Bools) -> Bools:
        """Return which of some rounds the rules allow, by the places before and after each and the issues it moves."""
        fits = moved.sum(axis=1) <= (self.rules.most or len(self.rungs))
        begun = {issue: moved[:, n] for n, issue in enumerate(self.issues)}
        at = self._options
        for group in self.rules.apart:
            brought = [begun[i] & (at[i][after] == option) for i, option in group if i in at]
            fits &= np.sum(brought, axis=0) <= 1
        for group in self.rules.together:
            passed = [(at[i][before] < option) & (at[i][after] >= option) for i, option in group]
            fits &= np.all(passed, axis=0) | ~np.any(passed, axis=0)
        for order in self.rules.orders:
            opened = [begun[i] & (at[i][after] == option) for i, option in order.then if i in at]
            reached = [at[i][before] >= option for i, option in order.first]
            fits &= ~np.any(opened, axis=0) | np.all(reached, axis=0)
        return np.asarray(fits)

    @cached_property
    def starts(self) -> Ints:
        """Array (places + 1): where in `edges` the rounds that lead to each place begin."""
        counts = np.bincount(self.edges[1], minlength=len(self.places))
        return np.concatenate([[0], np.cumsum(counts)])

    def count(self, most_rounds: int) -> int:
        """Return how many roadmaps there are with at most so many rounds."""
        top = len(self.places) - 1
        before = self.edges[0]
        ways = {top: 1}
        total = 0
        for _ in range(most_rounds):
            following: dict[int, int] = {}
            for place, number in ways.items():
                for start in before[self.starts[place] : self.starts[place + 1]].tolist():
                    following[start] = following.get(start, 0) + number
            total += following.pop(0, 0)
            ways = following
        return total

    def roadmaps(self, most_rounds: int) -> Iterator[tuple[int, ...]]:
        """Yield every roadmap as the numbers of its edges, first round first, in the order of the search.

        They are built from the target backwards; of the rounds that lead to a place, the one that begins nearest to the
        status quo is taken first.
        """
        before = self.edges[0]

        def lead_to(place: int, behind: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            found = range(int(self.starts[place]), int(self.starts[place + 1]))
            for edge in found:
                if before[edge] == 0:
                    yield (edge, *behind)
            if len(behind) + 2 <= most_rounds:
                for edge in found:
                    if before[edge] != 0:
                        yield from lead_to(int(before[edge]), (edge, *behind))

        yield from lead_to(len(self.places) - 1, ())

    def rounds(self, edges: Sequence[int]) -> tuple[OptionNumbers, ...]:
        """Return the positions after each round of a roadmap."""
        return tuple(self.position(int(self.edges[1][edge])) for edge in edges)

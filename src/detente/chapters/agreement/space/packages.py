"""The packages of a case: every way to settle all issues that the rules allow.

The issues are split into two halves. A package is a pair (a, b) of a row of the first half and a row of the second,
so that whatever adds up over issues is a sum of two small tables instead of one large one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import prod

import numpy as np

from detente.arrays import TIE, Bools, Floats, Ints
from detente.case.model import Case
from detente.case.patterns import Pattern
from detente.handover import HandedOver

MOST_LISTED = 2_000_000
OptionNumbers = tuple[int, ...]


class TooManyPackagesError(ValueError):
    """The case has more packages than can be listed."""


def simplicity(package: OptionNumbers) -> tuple[int, OptionNumbers]:
    """Return what packages that are tied are ordered by: the number of changes, then the order of the case."""
    return sum(map(bool, package)), package


def usable(case: Case) -> tuple[tuple[int, ...], ...]:
    """Return for each issue the numbers of the options that are not past and that no rule about it alone forbids.

    An option is past if its last day lies before the day from which the case is seen, unless it has been carried out.
    Where such rules leave nothing of an issue, all its options are returned, and no package is valid.
    """
    found = []
    for issue in case.issues:
        ladder = case.ladder(issue)
        rules = (never[issue].of(ladder) for never in case.forbidden.values() if never.keys() == {issue})
        barred = {option for options in rules for option in options} | past(case, issue)
        left = tuple(n for n, option in enumerate(ladder) if option not in barred)
        found.append(left or tuple(range(len(ladder))))
    return tuple(found)


def past(case: Case, issue: str, day: dt.date | None = None) -> set[str]:
    """Return the options of an issue that cannot be carried out any more on a day, or on that of the case.

    These are options whose last day lies before, but for the status quo and what has been carried out already.
    """
    day, done = case.date if day is None else day, case.carried_out.get(issue)
    dated = ((option, case.issues[issue].options[option].until) for option in case.ladder(issue)[1:])
    return {option for option, until in dated if until is not None and until < day and option != done}


def listable(case: Case) -> bool:
    """Whether a case has few enough packages to list them all."""
    return prod(map(len, usable(case))) <= MOST_LISTED


def told_apart(rows: Ints) -> tuple[Ints, Ints]:
    """Return the different rows, in rising order, and which of these each row is."""
    seen, which = np.unique(rows, axis=0, return_inverse=True)
    return seen, which.reshape(-1)


@dataclass(frozen=True)
class Stake:
    """The rows of a half, told apart only by the issues that somebody cares about.

    Attributes:
        issues: Positions of those issues.
        options: Array (different rows, issues): their option numbers, in rising order.
        row: For every row of the half, which of the different rows it is; −1 for rows that nobody asks about.
    """

    issues: tuple[int, ...]
    options: Ints
    row: Ints

    @property
    def distinct(self) -> bool:
        """Whether all rows of the half differ, as far as they are asked about."""
        return len(self.options) == np.count_nonzero(self.row >= 0)

    @cached_property
    def _beginnings(self) -> tuple[tuple[Ints, Ints], ...]:
        """For 1, 2, … issues, the different beginnings of rows: the one that each continues, its last option."""
        found = []
        shorter = np.zeros(len(self.options), dtype=np.intp)  # of each row, the number of its beginning
        for column in range(len(self.issues)):
            new = np.ones(len(self.options), dtype=bool)
            new[1:] = (np.diff(shorter) > 0) | (np.diff(self.options[:, column]) != 0)
            found.append((shorter[new], self.options[new, column]))
            shorter = np.cumsum(new) - 1
        return tuple(found)

    def some(self, rows: Bools) -> Bools:
        """Return which different rows occur among some rows of the half."""
        found = np.zeros(len(self.options), dtype=bool)
        found[self.row[rows & (self.row >= 0)]] = True
        return found

    def sums(self, options: Sequence[Floats]) -> Floats:
        """Add up what the options are worth: array (different rows, worlds), from arrays (options, worlds) an issue.

        Rows that begin alike share the sum of their beginning.
        """
        table = np.zeros((len(self.options) if not self.issues else 1, options[0].shape[1]))
        for n, (shorter, option) in zip(self.issues, self._beginnings, strict=True):
            table = table[shorter]
            table += options[n][option]
        return table

    def crossed(self, lines: Sequence[Bools | None]) -> Bools | None:
        """Return where a row has an option at which a line is crossed; None where there is no line."""
        found: Bools | None = None
        for column, n in enumerate(self.issues):
            line = lines[n]
            if line is not None:
                here = line[self.options[:, column]]
                found = here if found is None else found | here
        return found


@dataclass(frozen=True)
class Packages(HandedOver):
    """Every package of a case, as option numbers, one for each issue in the order of the case.

    Attributes:
        case: The case.
    """

    case: Case

    def __post_init__(self) -> None:
        """Refuse a case with too many packages."""
        if not listable(self.case):
            raise TooManyPackagesError(f"{self.case.id} has more than {MOST_LISTED:,} combinations of options.")

    @property
    def complete(self) -> bool:
        """Whether these are all packages of the case."""
        return True

    @cached_property
    def issues(self) -> tuple[str, ...]:
        """Ids of the issues, in the order of the case."""
        return tuple(self.case.issues)

    @cached_property
    def usable(self) -> tuple[tuple[int, ...], ...]:
        """For each issue, the numbers of the options that a package can have."""
        return usable(self.case)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Number of usable options of each issue."""
        return tuple(map(len, self.usable))

    @cached_property
    def halves(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Positions of the issues of each half; issues that need further consents come first."""
        asked = {issue for clause in self.case.consent.values() for issue in clause.covers}
        asked |= {i for i, issue in self.case.issues.items() if set(issue.movers) - set(self.case.principals)}
        order = sorted(range(len(self.issues)), key=lambda n: (self.issues[n] not in asked, n))
        first: list[int] = []
        while order and prod(self.sizes[n] for n in [*first, order[0]]) ** 2 <= prod(self.sizes) * 2:
            first.append(order.pop(0))
        return tuple(sorted(first)), tuple(sorted(order))

    @cached_property
    def rows(self) -> tuple[Ints, Ints]:
        """Option numbers of each half: arrays (rows, issues of the half)."""
        first, second = (
            np.array(list(product(*(self.usable[n] for n in half))), dtype=np.intp).reshape(
                prod(self.sizes[n] for n in half), len(half)
            )
            for half in self.halves
        )
        return first, second

    def stake(self, half: int, issues: Iterable[str], among: Bools) -> Stake:
        """Return the rows of a half, told apart only by these issues.

        Args:
            half: 0 or 1.
            issues: The issues.
            among: Which rows of the half are asked about.
        """
        kept = [column for column, n in enumerate(self.halves[half]) if self.issues[n] in issues]
        row = np.full(len(among), -1)
        seen, row[among] = told_apart(self.rows[half][among][:, kept])
        return Stake(tuple(self.halves[half][column] for column in kept), seen, row)

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Number of rows of each half."""
        first, second = self.rows
        return len(first), len(second)

    def matching(self, pattern: Pattern) -> tuple[Bools, Bools]:
        """Return which rows of each half match a pattern, as far as it speaks of their issues."""
        allowed = {issue: self.numbers(issue, which.of(self.case.ladder(issue))) for issue, which in pattern.items()}
        return self.within(allowed)

    def within(self, allowed: Mapping[str, Iterable[int]]) -> tuple[Bools, Bools]:
        """Return which rows of each half have only allowed options; issues that are not named are free."""
        result = []
        for half, rows in zip(self.halves, self.rows, strict=True):
            fits = np.ones(len(rows), dtype=bool)
            for column, n in enumerate(half):
                if self.issues[n] in allowed:
                    fits &= np.isin(rows[:, column], list(allowed[self.issues[n]]))
            result.append(fits)
        return result[0], result[1]

    @cached_property
    def valid(self) -> Bools:
        """Array (rows of the first half, of the second): whether the rules allow it and it changes something."""
        valid = np.ones(self.shape, dtype=bool)
        for never in self.case.forbidden.values():
            first, second = self.matching(never)
            valid &= ~(first[:, None] & second[None, :])
        status_quo = (0,) * len(self.issues)
        if self.has(status_quo):
            valid[self.place(status_quo)] = False
        return valid

    @cached_property
    def listed_places(self) -> Ints:
        """Where the packages lie in tables laid out as `valid`, read line by line."""
        return np.flatnonzero(self.valid)

    @property
    def count(self) -> int:
        """Number of packages, the status quo not counted."""
        return len(self.listed_places)

    def numbers(self, issue: str, options: Iterable[str]) -> frozenset[int]:
        """Return the numbers of options of an issue."""
        ladder = self.case.ladder(issue)
        return frozenset(ladder.index(option) for option in options)

    def package(self, first: int, second: int) -> OptionNumbers:
        """Return the package at a pair of rows."""
        numbers = [0] * len(self.issues)
        for half, row in zip(self.halves, (self.rows[0][first], self.rows[1][second]), strict=True):
            for n, option in zip(half, row, strict=True):
                numbers[n] = int(option)
        return tuple(numbers)

    def place(self, package: OptionNumbers) -> tuple[int, int]:
        """Return the pair of rows of a package whose options are all usable."""
        places = []
        for half in self.halves:
            index = 0
            for n in half:
                index = index * self.sizes[n] + self.usable[n].index(package[n])
            places.append(index)
        return places[0], places[1]

    def named(self, options: Mapping[str, str]) -> OptionNumbers:
        """Return the package with these options; issues not named stay as they are."""
        return tuple(self.case.ladder(issue).index(options[issue]) if issue in options else 0 for issue in self.issues)

    def options(self, package: OptionNumbers) -> dict[str, str]:
        """Return issue → option for what a package changes."""
        return {i: self.case.ladder(i)[o] for i, o in zip(self.issues, package, strict=True) if o}

    def simplest(self, tied: Bools) -> OptionNumbers:
        """Return the package with the fewest changes among these, then the one that comes first."""
        place = int(np.where(tied, self.simplicities, self.simplicities.max() + 1).argmin())
        return self.package(*divmod(place, self.shape[1]))

    def largest(self, values: Floats, among: Bools) -> OptionNumbers:
        """Return the package with the largest value among some, laid out as P(x); of those tied, the simplest."""
        return self.simplest(among & (values >= values[among].max() - TIE))

    def has(self, package: OptionNumbers) -> bool:
        """Whether all options of a package are usable."""
        return all(option in usable for option, usable in zip(package, self.usable, strict=True))

    def allowed(self, package: OptionNumbers) -> bool:
        """Whether no rule forbids a package."""
        options = dict(zip(self.issues, package, strict=True))
        return not any(
            all(options[i] in self.numbers(i, which.of(self.case.ladder(i))) for i, which in never.items())
            for never in self.case.forbidden.values()
        )

    def is_valid(self, package: OptionNumbers) -> bool:
        """Whether the rules allow the package and it changes something."""
        return self.has(package) and bool(self.valid[self.place(package)])

    def amendments(self, package: OptionNumbers, changes: int) -> list[OptionNumbers]:
        """Return every allowed package that differs from this one on exactly so many issues."""
        found = []
        for where in combinations(range(len(package)), changes):
            for chosen in product(*(self._others(n, package[n]) for n in where)):
                amended = list(package)
                for n, option in zip(where, chosen, strict=True):
                    amended[n] = option
                if self.is_valid(tuple(amended)):
                    found.append(tuple(amended))
        return found

    def differing(self, package: OptionNumbers) -> tuple[Ints, Ints]:
        """Return on how many issues each row of each half differs from a package."""
        first, second = (
            (rows != np.array([package[n] for n in half], dtype=np.intp)).sum(axis=1)
            for half, rows in zip(self.halves, self.rows, strict=True)
        )
        return first, second

    @cached_property
    def simplicities(self) -> Ints:
        """Array (rows of the first half, of the second): numbers that rise as `simplicity` does, all different."""
        strides = np.cumprod([1, *self.sizes[:0:-1]], dtype=np.int64)[::-1]
        every = prod(self.sizes)
        halves = []
        for half, rows in zip(self.halves, self.rows, strict=True):
            found = every * (rows != 0).sum(axis=1, dtype=np.int64)
            for column, n in enumerate(half):
                found += np.searchsorted(self.usable[n], rows[:, column]) * strides[n]
            halves.append(found)
        return np.asarray(halves[0][:, None] + halves[1][None, :])

    @cached_property
    def rank(self) -> tuple[Floats, Floats]:
        """Numbers for the rows of each half whose sums sort packages into the order of the case."""
        strides = np.cumprod([1.0, *(float(len(self.case.ladder(issue))) for issue in self.issues[:0:-1])])[::-1]
        first, second = (rows @ strides[list(half)] for half, rows in zip(self.halves, self.rows, strict=True))
        return first, second

    def _others(self, n: int, option: int) -> Sequence[int]:
        return [other for other in self.usable[n] if other != option]

    def array(self, packages: Sequence[OptionNumbers]) -> Ints:
        """Return packages as an array (packages, issues)."""
        return np.array(packages, dtype=np.intp).reshape(len(packages), len(self.issues))

"""What is the same in every world and is worked out once: packages, needs, linkages, scopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from detente.arrays import Bools, Ints
from detente.case.model import Case
from detente.case.schema import Scope
from detente.chapters.agreement.space.consents import Need, calls, every_need, needs_by_option
from detente.chapters.agreement.space.packages import Packages, Stake
from detente.handover import HandedOver

Halves = tuple[Bools, Bools]


@dataclass(frozen=True)
class RowGroup:
    """Rows of the two halves that are judged together.

    Attributes:
        linkages: Linkages that every row of the first half brings about, as far as they speak of its issues.
        first: Rows of the first half.
        second: Rows of the second half that may go with each of them.
    """

    linkages: tuple[str, ...]
    first: Ints
    second: Ints


class Question(NamedTuple):
    """Tells plans of one case apart that find different packages attainable in the same worlds.

    Attributes:
        red_lines: Whether red lines count.
        packages: A digest of the packages in question.
    """

    red_lines: bool
    packages: bytes


@dataclass(frozen=True)
class Groundwork(HandedOver):
    """What is the same in every world: the packages of a case, and what is to be worked out about them.

    Attributes:
        packages: The packages of the case.
        vetoes: Parties that would be asked in addition, one at a time.
        waivers: `party ID` or `clause ID`, whose consent would be taken for granted, one at a time.
        full: Whether gains and surpluses are wanted, not only what is attainable.
        best_only: Whether of these only the largest gain of each principal is.
        red_lines: Whether red lines count.
        among: Which packages are in question, array (rows of the first half, of the second); all if not given.
    """

    packages: Packages
    vetoes: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()
    full: bool = False
    best_only: bool = False
    red_lines: bool = True
    among: Bools | None = None

    @property
    def case(self) -> Case:
        """The case."""
        return self.packages.case

    @cached_property
    def by_option(self) -> Mapping[tuple[str, str], tuple[Need, ...]]:
        """(issue, option) → needs."""
        return needs_by_option(self.case)

    @cached_property
    def question(self) -> Question:
        """Tells plans of one case apart that find different packages attainable in the same worlds."""
        packages = blake2b(np.packbits(self._looked_at).tobytes())
        for rows in self.packages.rows:
            packages.update(rows.tobytes())
        return Question(self.red_lines, packages.digest())

    @cached_property
    def _looked_at(self) -> Bools:
        return self.packages.valid if self.among is None else self.packages.valid & self.among

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Every need of the case once."""
        return every_need(self.by_option)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties whose scores are wanted: principals, those asked for consent, and the would-be vetoes."""
        asked = {party for need in self.needs for party in need.parties(self.case)} | set(self.vetoes)
        return tuple(p for p in self.case.parties if p in asked or p in self.case.principals)

    @cached_property
    def stakes(self) -> Mapping[str, tuple[Stake, Stake]]:
        """Party → the rows of each half, told apart by what it cares about: most care about some issues only.

        Rows of which no package is in question are left out.
        """
        found = {}
        first, second = (np.asarray(self._looked_at.any(axis=axis)) for axis in (1, 0))
        for party in self.parties:
            issues = {*self.case.positions.get(party, {}), *self.case.red_lines.get(party, {})}
            issues |= {i for link in self.case.linkages.values() if link.party == party for i in link.pattern}
            found[party] = self.packages.stake(0, issues, first), self.packages.stake(1, issues, second)
        return found

    @cached_property
    def called(self) -> Halves:
        """For each half, array (rows, needs): whether a row has an option that calls upon the need."""
        names = self.packages.issues
        first, second = (
            calls(self.case, self.by_option, [names[n] for n in half], rows)
            for half, rows in zip(self.packages.halves, self.packages.rows, strict=True)
        )
        return first, second

    @cached_property
    def linked(self) -> Mapping[str, Halves]:
        """Linkage → which rows of each half have its options, as far as it speaks of their issues."""
        return {name: self.packages.matching(link.pattern) for name, link in self.case.linkages.items()}

    @cached_property
    def groups(self) -> tuple[RowGroup, ...]:
        """Rows of the first half that go with the same rows of the second and bring about the same linkages."""
        valid = self._looked_at
        groups: dict[bytes, dict[tuple[str, ...], list[int]]] = {}
        for row in np.flatnonzero(valid.any(axis=1)):
            signature = tuple(name for name, (first, _) in self.linked.items() if first[row])
            groups.setdefault(valid[row].tobytes(), {}).setdefault(signature, []).append(int(row))
        found = []
        for alike in groups.values():
            second = np.flatnonzero(valid[next(iter(alike.values()))[0]])
            found += [RowGroup(signature, np.array(rows), second) for signature, rows in alike.items()]
        return tuple(found)

    @cached_property
    def waived(self) -> Mapping[str, Mapping[int, Need | None]]:
        """Waiver → number of a need that it lifts → what is left of that need, None for nothing."""
        found: dict[str, Mapping[int, Need | None]] = {}
        for name in self.waivers:
            kind, who = name.split(" ")
            if kind == "clause":
                found[name] = {k: None for k, need in enumerate(self.needs) if need.name == who}
            else:
                found[name] = {k: need.without(who) for k, need in enumerate(self.needs) if need.mentions(who)}
        return found

    @cached_property
    def scopes(self) -> Mapping[str, Halves]:
        """Scope → rows of each half that belong to it."""
        return {name: self.scope_rows(scope) for name, scope in self.case.scopes.items()}

    def scope_rows(self, scope: Scope) -> Halves:
        """Return the rows of each half whose options belong to a scope."""
        return self.packages.within(self.scope_options(scope))

    def scope_options(self, scope: Scope) -> dict[str, frozenset[int]]:
        """Return the numbers of the options that belong to a scope, for each issue of which it speaks."""
        allowed = {}
        for issue in {*scope.require, *scope.exclude}:
            ladder = self.case.ladder(issue)
            kept = set(scope.require[issue].of(ladder)) if issue in scope.require else set(ladder)
            kept -= set(scope.exclude[issue].of(ladder)) if issue in scope.exclude else set()
            allowed[issue] = self.packages.numbers(issue, kept)
        return allowed

    @cached_property
    def regions(self) -> Mapping[str, Mapping[int, frozenset[int]]]:
        """Scope → position of an issue of which it speaks → the numbers of the options that belong to it."""
        numbers = {issue: n for n, issue in enumerate(self.packages.issues)}
        scopes = {name: self.scope_options(scope) for name, scope in self.case.scopes.items()}
        return {name: {numbers[issue]: some for issue, some in allowed.items()} for name, allowed in scopes.items()}

    def options(self) -> Iterator[tuple[int, int, int]]:
        """Yield (half, column, issue number) for every issue."""
        for half, numbers in enumerate(self.packages.halves):
            for column, n in enumerate(numbers):
                yield half, column, n

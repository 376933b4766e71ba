"""What a ledger carries over when measures change: only what declares that they make no difference to it."""

from __future__ import annotations

import inspect
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.arrays import Floats
from detente.chapters.agreement import OptionNumbers
from detente.chapters.stability.compliance import Ledger, breach_kernels, ledger_entries, read
from detente.chapters.stability.compliance.courses import Course
from detente.chapters.stability.compliance.ledger_entries import NEVER, Books, Breach, FixedTime, GroupKept, unaffected
from detente.compiled.marked import marked_in
from detente.worlds import Worlds
from tests.chapters.stability.made import anything

SIZE = 3


def kinds() -> set[type]:
    """Every kind of entry that there is."""
    members = vars(ledger_entries).values()
    return {kind for kind in members if inspect.isclass(kind) and issubclass(kind, tuple) and hasattr(kind, "work")}


def positions(ledger: Ledger, of: np.random.Generator) -> tuple[OptionNumbers, OptionNumbers]:
    """Return a round: positions of which the second is nowhere lower."""
    most = [len(options) for options in ledger.terms.measures]
    after = [int(of.integers(0, n + 1)) for n in most]
    return tuple(int(of.integers(0, n + 1)) for n in after), tuple(after)


def used(ledger: Ledger, rounds: list[tuple[OptionNumbers, OptionNumbers]]) -> None:
    """Ask a ledger for everything that it can be asked for."""
    for before, after in rounds:
        for party in ledger.parties:
            ledger.keep(party, before, after, ledger.length(before, after), ledger.steady(party, after))
            ledger.cheat(party, before, after)
            ledger.victim(party, before, after)
            ledger.leave(party, before)
            for issue, ends in enumerate(zip(before, after, strict=True)):
                for course in ledger.ways(party, issue, *ends)[1:]:
                    ledger.alone(party, before, after, course)


def entries(ledger: Ledger) -> list[Any]:
    """Everything that a ledger has kept."""
    return [entry for kept in ledger._kept.values() for entry in kept]


def same(mine: Any, theirs: Any) -> bool:
    """Whether two things that were kept are the same to the last bit."""
    match mine:
        case Breach():
            return same(tuple(vars(mine).values()), tuple(vars(theirs).values()))
        case None:
            return theirs is None
        case tuple():
            return len(mine) == len(theirs) and all(map(same, mine, theirs))
    return bool(np.array_equal(mine, theirs, equal_nan=True))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 2**32 - 1))
def test_a_changed_ledger_is_one_that_was_opened_afresh(seed: int, drawn: int) -> None:
    """For every kind of entry, asked for in any order, after one change or several."""
    of = np.random.default_rng(drawn)
    ledger = Ledger(read(Worlds(anything(seed), SIZE, seed).draws(0, SIZE)))
    rounds = [positions(ledger, of) for _ in range(3)]
    used(ledger, rounds)
    asked = entries(ledger)
    changed, terms = ledger, ledger.terms
    for _ in range(int(of.integers(1, 4))):
        issue = int(of.integers(len(terms.issues)))
        option = int(of.integers(1, len(terms.measures[issue]) + 1))
        before = terms.measure(issue, option)
        names = of.choice(["lead", "detection", "snapback", "others", "own"], 2, replace=False)
        other = replace(before, **{name: of.choice([0.0, 0.5, 1.0], SIZE) for name in names})
        terms = terms.changed(issue, option, other)
        changed = changed.changed(issue, option, other)
        if of.random() < 0.5:
            used(changed, rounds[:1])
    fresh = Ledger(terms)
    of.shuffle(asked)
    for entry in asked:
        assert same(changed.kept_once(entry), fresh.kept_once(entry)), entry


def test_every_kind_is_asked_for_in_that_test() -> None:
    asked: set[type] = set()
    of = np.random.default_rng(1)
    for seed in range(12):
        ledger = Ledger(read(Worlds(anything(seed), SIZE, seed).draws(0, SIZE)))
        used(ledger, [positions(ledger, of) for _ in range(3)])
        asked |= set(map(type, entries(ledger)))
    assert asked == kinds()


def test_one_function_is_called_from_outside() -> None:
    assert list(marked_in(breach_kernels)) == ["best_of_ways"]


class Undeclared(NamedTuple):
    """A new kind of entry that does not say on which measures it depends."""

    issue: int

    def work(self, ledger: Books) -> Floats:
        return ledger.terms.measure(self.issue, 1).lead


class Declared(NamedTuple):
    """A kind that does, truly or not."""

    issue: int
    issues: frozenset[int]

    def work(self, ledger: Books) -> Floats:
        return ledger.terms.measure(self.issue, 1).lead


@pytest.fixture
def ledger() -> Ledger:
    seed = next(n for n in range(50) if len(anything(n).issues) > 1)
    return Ledger(read(Worlds(anything(seed), SIZE, seed).draws(0, SIZE)))


def later(ledger: Ledger, issue: int) -> Ledger:
    """Return a ledger with another measure."""
    measure = ledger.terms.measure(issue, 1)
    return ledger.changed(issue, 1, replace(measure, lead=measure.lead + 1))


def test_a_new_kind_that_declares_nothing_is_never_carried_over(ledger: Ledger) -> None:
    for issue in range(2):
        before = ledger.kept_once(Undeclared(issue))
        assert ledger.kept_once(Undeclared(issue)) is before
        for changed in range(2):
            assert not unaffected(Undeclared(issue), changed)
            found = later(ledger, changed).kept_once(Undeclared(issue))
            assert found.tolist() == (before + (issue == changed)).tolist()


def test_declarations_alone_decide_what_is_carried_over(ledger: Ledger) -> None:
    """So that one which says too little is found out by comparing with a fresh ledger, and by nothing else."""
    right, wrong = Declared(0, frozenset({0})), Declared(0, frozenset({1}))
    before = ledger.kept_once(right)
    ledger.kept_once(wrong)
    assert later(ledger, 0).kept_once(right).tolist() == (before + 1).tolist()
    assert later(ledger, 0).kept_once(wrong) is before
    assert later(ledger, 1).kept_once(right) is before


def test_entries_of_different_kinds_are_told_apart_whatever_they_hold(ledger: Ledger) -> None:
    party = ledger.parties[0]
    group = ledger.groups[party][0]
    courses = tuple(Course(issue, 0, 0) for issue in group)
    mine, other = GroupKept(party, courses, NEVER), Same(party, courses, NEVER)
    assert tuple(mine) == tuple(other)
    assert ledger.kept_once(mine).tolist() != ledger.kept_once(other).tolist()


class Same(NamedTuple):
    """Another kind with the same contents."""

    party: str
    courses: tuple[Course, ...]
    until: FixedTime

    def work(self, ledger: Books) -> Floats:
        return ledger.time(NEVER)

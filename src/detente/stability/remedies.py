"""What would make a package durable: a snapback clause, better verification, more reversibility, a payment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from detente.case.model import Case
from detente.stability.commitments import Bools, kept
from detente.stability.compliance import Ledger, Measure, Terms
from detente.stability.compliance.terms import Position, measure
from detente.worlds import Draws

Kind = Literal["clause", "no-clause", "verification", "reversibility"]
HALF = 0.5


@dataclass(frozen=True)
class Remedy:
    """A change of one measure.

    Attributes:
        kind: clause: a snapback clause where only a vote restores; no-clause: without the clause that there is;
            verification: a breach is found in half the time; reversibility: half of what could not be taken back from
            the others could be.
        issue: Number of the issue.
        option: Number of the option.
    """

    kind: Kind
    issue: int
    option: int


def remedies(case: Case, package: Position) -> tuple[Remedy, ...]:
    """Which changes of a package's measures are tried?"""
    return tuple(
        Remedy(kind, issue, option)
        for issue, option in enumerate(package)
        if option
        for kind in _kinds(case, issue, option)
    )


def _kinds(case: Case, issue: int, option: int) -> Iterator[Kind]:
    name = tuple(case.issues)[issue]
    by = case.parts["stability"].measures[name][case.ladder(name)[option]].restored_by
    if by == "vote":
        yield "clause"
    if by == "clause":
        yield "no-clause"
    yield "verification"
    if by != "vote":
        yield "reversibility"


def durable_with(case: Case, draws: Draws, ledger: Ledger, package: Position, remedy: Remedy) -> Bools:
    """In which worlds of a block would a package be durable with one measure changed?"""
    other = _changed(case, draws, ledger.terms, remedy)
    return kept(ledger.changed(remedy.issue, remedy.option, other), package).durable


def _changed(case: Case, draws: Draws, terms: Terms, remedy: Remedy) -> Measure:
    before = terms.measure(remedy.issue, remedy.option)
    if remedy.kind == "verification":
        return replace(before, detection=before.detection * HALF)
    if remedy.kind == "reversibility":
        return replace(before, others=1 - (1 - before.others) * HALF)
    issue = tuple(case.issues)[remedy.issue]
    return measure(case, draws, issue, case.ladder(issue)[remedy.option], voted=remedy.kind == "no-clause")

"""What would make a package durable: a snapback clause, better verification, more reversibility, a payment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from detente.arrays import Bools
from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.chapters.stability.commitments import kept
from detente.chapters.stability.compliance import Ledger, MeasureTerms, Terms
from detente.chapters.stability.compliance.terms import measure
from detente.worlds import Draws

RemedyKind = Literal["clause", "no-clause", "verification", "reversibility", "found-at-once", "wholly-reversible"]
EVERYWHERE: tuple[RemedyKind, ...] = ("verification", "reversibility", "found-at-once", "wholly-reversible")
# What is left of the time until a breach is found, or of what cannot be taken back.
LEFT = {"verification": 0.5, "reversibility": 0.5, "found-at-once": 0.0, "wholly-reversible": 0.0}


@dataclass(frozen=True)
class Remedy:
    """A change of one measure, or of all measures of a package.

    Attributes:
        kind: clause: a snapback clause where only a vote restores; no-clause: without the clause that there is;
            verification: a breach is found in half the time; reversibility: half of what could not be taken back from
            the others could be; found-at-once and wholly-reversible: the most that either could be.
        issue: Number of the issue; None for all measures of the package.
    """

    kind: RemedyKind
    issue: int | None


def remedies(case: Case, package: OptionNumbers) -> tuple[Remedy, ...]:
    """List the changes of a package's measures that are tried."""
    changed = [issue for issue, option in enumerate(package) if option]
    single = tuple(Remedy(kind, issue) for issue in changed for kind in _kinds(case, issue, package[issue]))
    return tuple(Remedy(kind, None) for kind in EVERYWHERE) + single


def _kinds(case: Case, issue: int, option: int) -> Iterator[RemedyKind]:
    name = tuple(case.issues)[issue]
    by = case.parts["stability"].measures[name][case.ladder(name)[option]].restored_by
    if by == "vote":
        yield "clause"
    if by == "clause":
        yield "no-clause"
    yield "verification"
    if by != "vote":
        yield "reversibility"


def durable_with(case: Case, draws: Draws, ledger: Ledger, package: OptionNumbers, remedy: Remedy) -> Bools:
    """Return in which worlds of a block a package would be durable with a change."""
    issues = [issue for issue, option in enumerate(package) if option] if remedy.issue is None else [remedy.issue]
    for issue in issues:
        changed = _changed(case, draws, ledger.terms, remedy.kind, issue, package[issue])
        ledger = ledger.changed(issue, package[issue], changed)
    return kept(ledger, package).durable


def _changed(case: Case, draws: Draws, terms: Terms, kind: RemedyKind, issue: int, option: int) -> MeasureTerms:
    before = terms.measure(issue, option)
    if kind in ("verification", "found-at-once"):
        return replace(before, detection=before.detection * LEFT[kind])
    if kind in ("reversibility", "wholly-reversible"):
        return replace(before, others=np.where(before.reversible, 1 - (1 - before.others) * LEFT[kind], 0.0))
    name = tuple(case.issues)[issue]
    return measure(case, draws, name, case.ladder(name)[option], voted=kind == "no-clause")

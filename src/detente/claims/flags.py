"""Claims that say less than they seem to: decided by ranges, by definition, by a red line, or alike in all worlds."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.language.condition_tree import condition
from detente.claims.decided_forms import Decided, Flag, decided_by_form
from detente.claims.truth_tables import TruthTable
from detente.claims.verdicts import Verdict

NEARLY_ALL = 0.9  # of the variation of a verdict: what explains so much of it decides it


def flagged(verdict: Verdict, decided: Decided) -> tuple[Flag, ...]:
    """Return why the verdict on a claim says less than it seems to; nothing where it does not."""
    if verdict.reason is not None:
        return ()
    found = tuple(_flags(verdict, decided))
    by_form = any(flag.holds is not None for flag in found)
    constant = None if verdict.holds is None or 0 < verdict.holds.mean() < 1 else bool(verdict.holds[0])
    if constant is not None and not by_form:
        return (*found, Flag("everywhere" if constant else "nowhere", constant))
    return found


def _flags(verdict: Verdict, decided: Decided) -> Iterator[Flag]:
    by_form = decided_by_form(condition(str(verdict.claim.holds_if)), decided)
    if by_form is not None:
        yield by_form
        return
    first = next(iter(verdict.drivers), None)
    if first is not None and first.eta2 >= NEARLY_ALL and first.path is not None:
        if first.kind == "decision":
            yield Flag("decision", None, (first.path,))
        elif first.path.startswith("red_lines/"):
            yield Flag("red-line", None, (first.path,))


def contradictory(one: Verdict, other: Verdict, decided: Decided) -> bool:
    """Return whether definitions alone keep two claims from holding together."""
    trees = [condition(str(v.claim.holds_if)) for v in (one, other)]
    return not TruthTable(trees, decided.implied).together(*trees)

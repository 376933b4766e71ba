"""Claims that are decided before any world is drawn: by ranges, by definition, by a red line that is certain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from detente.case.condition_names import SHARE, ConditionNames
from detente.case.critique import Remark
from detente.case.language.condition_tree import Node, condition, names
from detente.case.model import EVENT, Case
from detente.chapters import CHAPTERS
from detente.claims.possible_ranges import EITHER, FAILS, HOLDS, OPEN, PossibleRange, possible_range
from detente.claims.truth_tables import TruthTable, closure
from detente.outcomes.columns import JOINT
from detente.outcomes.joint import parts
from detente.outcomes.names_offered import names_offered

FlagKind = Literal["cannot-fail", "cannot-hold", "inclusion", "red-line", "decision", "everywhere", "nowhere"]
WHY = {
    "cannot-fail": "the ranges of the case decide it",
    "cannot-hold": "the ranges of the case decide it",
    "inclusion": "definitions decide it",
    "red-line": "a red line that is certain decides it",
}


@dataclass(frozen=True)
class Flag:
    """A reason why the verdict on a claim says less than it seems to.

    Attributes:
        kind: cannot-fail or cannot-hold: the ranges of the case's judgements decide it; inclusion: definitions do, such
            as a scope that contains another; red-line: a red line that the case stipulates does; decision: what the
            side advised decides does; everywhere or nowhere: it is the same in every world drawn, though none of these
            is the reason.
        holds: Whether it holds for this reason; None where that depends.
        paths: The judgements that decide it.
    """

    kind: FlagKind
    holds: bool | None = None
    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decided:
    """What is decided whatever the worlds, in one case.

    Attributes:
        case: The case.
    """

    case: Case

    @cached_property
    def _offered(self) -> ConditionNames:
        return names_offered()

    @cached_property
    def _pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs of columns of which the first implies the second."""
        found = [pair for chapter in CHAPTERS for pair in chapter.implications(self.case)]
        labels = dict.fromkeys([*self.case.packages])
        found += [(JOINT.named(label), p.column.named(label)) for label in labels for p in parts().values()]
        return tuple(found)

    @cached_property
    def implied(self) -> dict[str, frozenset[str]]:
        """Column → all columns that hold wherever it does."""
        return closure(self._pairs)

    def known(self, node: Node) -> PossibleRange:
        """Return what a column or a judgement can be by the ranges of the case and by its unit."""
        if node.does == "judgement":
            stated = self.case.judgements[node.name.removesuffix(EVENT)].judgement
            if not node.name.endswith(EVENT):
                return PossibleRange(stated.low, stated.high)
            return HOLDS if stated.low >= 1 else FAILS if stated.high <= 0 else EITHER
        found = self._offered.column(node.name, self.case)
        return EITHER if found.kind == "bool" or found.unit == SHARE else OPEN

    def ruled_out(self, name: str) -> tuple[str, ...]:
        """Return the judgements, certain in the case, any of which alone makes a column false: also what implies it."""
        columns = (name, *self.implied.get(name, ()))
        return tuple(dict.fromkeys(p for c in CHAPTERS for column in columns for p in c.ruled_out(self.case, column)))

    def with_red_lines(self, node: Node) -> PossibleRange:
        """Return what a column or a judgement can be if also red lines that are certain are known."""
        ruled = node.does == "column" and self.ruled_out(node.name)
        return FAILS if ruled else self.known(node)


def decided_by_form(tree: Node, decided: Decided) -> Flag | None:
    """Return what decides a condition before any world is drawn, if anything does."""
    by_range = possible_range(tree, decided.known).decided
    if by_range is not None:
        return Flag("cannot-fail" if by_range else "cannot-hold", by_range, names(tree, "judgement"))
    included = _included(tree, decided)
    if included is not None:
        return Flag("inclusion", included)
    by_line = possible_range(tree, decided.with_red_lines).decided
    if by_line is not None:
        paths = dict.fromkeys(path for name in names(tree, "column") for path in decided.ruled_out(name))
        return Flag("red-line", by_line, tuple(paths))
    return None


def claims_worth_a_look(case: Case) -> tuple[Remark, ...]:
    """Return a remark on each claim that is decided before any world is drawn, and so claims nothing."""
    found, decided = [], Decided(case)
    for name, file in case.arguments.items():
        for one, claim in file.claims.items():
            flag = None if claim.holds_if is None else decided_by_form(condition(claim.holds_if), decided)
            if flag is not None:
                cannot = "cannot fail" if flag.holds else "cannot hold"
                says = f"the condition {cannot}, whatever the worlds: {WHY[flag.kind]}"
                found.append(Remark.at((name, "claims", one), says))
    return tuple(found)


def _included(tree: Node, decided: Decided) -> bool | None:
    """Return whether a condition holds, or cannot, by definition alone; None where it is open.

    Of shares it is asked whether what one counts is contained in what the other counts.
    """
    shares = _shares(tree)
    if shares is None:
        if any(node.does == "call" and node.name in {"share", "mean", "median", "quantile"} for node in tree.all):
            return None
        table = TruthTable([tree], decided.implied)
        return True if table.always(tree) else False if table.never(tree) else None
    sign, one, other = shares
    table = TruthTable([one, other], decided.implied)
    if sign in {"<", "<="}:
        sign, one, other = {"<": ">", "<=": ">="}[sign], other, one
    if sign == ">=" and table.implies(other, one):
        return True
    if sign == ">" and table.implies(one, other):
        return False
    return None


def _shares(tree: Node) -> tuple[str, Node, Node] | None:
    """Return a comparison of two shares of the same worlds: its sign, and what each counts; None for anything else."""
    if tree.does != "compare" or len(tree.parts) != 2 or tree.name not in {"<", "<=", ">", ">="}:
        return None
    left, right = tree.parts
    both = all(side.does == "call" and side.name == "share" and side.given is None for side in tree.parts)
    simple = both and not any(n.does == "call" for side in tree.parts for p in side.parts for n in p.all)
    return (tree.name, left.parts[0], right.parts[0]) if simple else None

"""Whether any package can have certain options at all, given the rules of a case."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.model import Case
from detente.case.patterns import Pattern

MOST_TRIES = 20_000  # then a package is taken to be possible: a remark is no place for a hard search

Left = Mapping[str, frozenset[str]]  # issue → options that are left


def options_left(case: Case, require: Pattern, exclude: Pattern | None = None) -> Left:
    """Return issue → the options that a pattern leaves.

    Args:
        case: The case.
        require: The options that are asked for, where any are.
        exclude: The options that are not allowed.
    """
    left = {}
    for issue in case.issues:
        ladder = case.ladder(issue)
        asked = require[issue].of(ladder) if issue in require else frozenset(ladder)
        barred = exclude[issue].of(ladder) if exclude and issue in exclude else frozenset()
        left[issue] = asked - barred
    return left


def possible(case: Case, left: Left) -> bool:
    """Whether some package of these options changes something and matches no rule."""
    quo = {issue: frozenset(case.ladder(issue)[:1]) for issue in case.issues}
    rules = [{i: which.of(case.ladder(i)) for i, which in never.items()} for never in case.forbidden.values()]
    return _search(left, [*rules, quo], [MOST_TRIES])


def _search(left: Left, rules: list[dict[str, frozenset[str]]], tries: list[int]) -> bool:
    """Whether options can be chosen so that no rule is matched: some issue of each rule must get around it."""
    if not all(left.values()):
        return False
    tries[0] -= 1
    if tries[0] < 0:
        return True
    threats = [never for never in rules if all(left[issue] & options for issue, options in never.items())]
    if not threats:
        return True
    tight = min(threats, key=lambda never: sum(bool(left[issue] - options) for issue, options in never.items()))
    around = [(issue, left[issue] - options) for issue, options in tight.items() if left[issue] - options]
    return any(_search({**left, issue: rest}, rules, tries) for issue, rest in around)

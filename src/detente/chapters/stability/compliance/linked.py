"""Linkages over time: how long a whole pattern stands, and which issues have to be looked at together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import combinations

import numpy as np

from detente.arrays import Floats
from detente.chapters.stability.compliance.courses import Course, Fading
from detente.chapters.stability.compliance.terms import LinkageTerms


def groups(size: int, patterns: Iterable[Iterable[int]]) -> tuple[tuple[int, ...], ...]:
    """Return the groups of issues that share a linkage, directly or by way of others.

    Args:
        size: Number of issues.
        patterns: The issues of each linkage of one party.

    Returns:
        Groups of issue numbers; every issue is in one of them.

    Example:
        >>> groups(4, [{0, 2}, {2, 3}])
        ((0, 2, 3), (1,))
    """
    group = {issue: {issue} for issue in range(size)}
    for pattern in patterns:
        joined = set().union(*(group[issue] for issue in pattern))
        group |= dict.fromkeys(joined, joined)
    return tuple(dict.fromkeys(tuple(sorted(members)) for members in group.values()))


def standing(linkage: LinkageTerms, courses: Mapping[int, Course], faded: Mapping[int, Fading], rate: Floats) -> Floats:
    """Return the present value of a point a year for as long as a pattern stands.

    Before its rise an issue has the option from before, then the new one, and after its fall the status quo. So each
    member matches from some time to another, or but for the time between its rise and its fall. In present value, the
    time from s to t is worth (e^(−rate·s) − e^(−rate·t)) / rate.

    Args:
        linkage: The linkage.
        courses: Issue → its course.
        faded: Issue → when it changes, as what a point is worth then: e^(−rate·time), 0 where it never does.
        rate: Yearly rate of the party.

    Returns:
        The present value for as long as every member matches.
    """
    starts, ends = list[Floats](), list[Floats]()
    gaps: list[Fading] = []
    for issue, options in linkage.members.items():
        course, at = courses[issue], faded[issue]
        matches = course.before in options, course.after in options, 0 in options
        if not any(matches):
            return np.zeros_like(rate)
        if matches == (True, False, True):
            gaps.append(at)
        else:
            first, last = _span(matches, at)
            starts += first
            ends += last
    start = reduce(np.minimum, starts) if starts else np.ones_like(rate)
    end = reduce(np.maximum, ends) if ends else np.zeros_like(rate)
    stands = np.maximum(start - end, 0.0)
    for number in range(1, len(gaps) + 1):  # what lies in no gap, by inclusion and exclusion
        for some in combinations(gaps, number):
            from_then = reduce(np.minimum, (gap.rise for gap in some), start)
            till = reduce(np.maximum, (gap.fall for gap in some), end)
            stands = stands + (-1) ** number * np.maximum(from_then - till, 0.0)
    return np.asarray(stands / rate)


def _span(matches: tuple[bool, bool, bool], at: Fading) -> tuple[list[Floats], list[Floats]]:
    """Return from when and until when a member matches, as what a point is worth then.

    Args:
        matches: Whether the option before, the one after and the status quo match: one of them, but not just the first
            and the last.
        at: When the issue rises and falls.

    Returns:
        What bounds its beginning, the latest of which counts; and its end, of which the earliest counts.
    """
    match matches:
        case True, True, False:
            return [], [at.fall]
        case True, False, False:
            return [], [at.rise, at.fall]
        case False, True, False:
            return [at.rise], [at.fall]
        case False, True, True:
            return [np.maximum(at.rise, at.fall)], []
        case False, False, True:
            return [at.fall], []
    return [], []

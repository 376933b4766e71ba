"""Linkages over time: how long a whole pattern stands, and which issues have to be looked at together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from detente.arrays import Floats
from detente.chapters.stability.compliance.courses import Course, Timing
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


def standing(
    linkage: LinkageTerms, courses: Mapping[int, Course], timings: Mapping[int, Timing], rate: Floats
) -> Floats:
    """Return the present value of a point a year for as long as a pattern stands.

    Args:
        linkage: The linkage.
        courses: Issue → its course.
        timings: Issue → when it changes.
        rate: Yearly rate of the party.

    Returns:
        The present value for as long as every member matches. Before its rise, an issue has the option from before,
        then the new one, and after its fall the status quo.
    """
    changes = _changes(linkage, courses, timings)
    if not changes:
        matches = all(courses[issue].before in options for issue, options in linkage.members.items())
        return 1 / rate if matches else np.zeros_like(rate)
    times = np.sort(np.array([np.zeros_like(rate), *changes]), axis=0)
    matching = np.ones(times.shape, dtype=bool)
    for issue, options in linkage.members.items():
        course, timing = courses[issue], timings[issue]
        old = np.where(times < timing.rise, course.before in options, course.after in options)
        matching &= np.where(times < timing.fall, old, 0 in options)
    edges = np.exp(-rate * times)
    edges[:-1] -= edges[1:].copy()
    return np.asarray(np.sum(matching * edges, axis=0) / rate)


def _changes(linkage: LinkageTerms, courses: Mapping[int, Course], timings: Mapping[int, Timing]) -> Sequence[Floats]:
    """Return the times at which some member may change."""
    found = []
    for issue in linkage.members:
        timing, course = timings[issue], courses[issue]
        if course.after != course.before and np.isfinite(timing.rise).any():
            found.append(timing.rise)
        if np.isfinite(timing.fall).any():
            found.append(timing.fall)
    return found

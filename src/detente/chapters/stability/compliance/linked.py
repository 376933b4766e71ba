"""Linkages: how an issue matches a pattern over time, and which issues have to be looked at together."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from detente.chapters.stability.compliance.courses import Course

# Whether the option before a round matches, the one after it, and the status quo.
MATCHES = (
    (False, False, False),
    (True, True, False),
    (True, False, False),
    (False, True, False),
    (False, True, True),
    (False, False, True),
    (True, False, True),
    (True, True, True),
)


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


def match(options: Collection[int], course: Course) -> int:
    """Return how an issue matches a pattern on its course: the number by which `breach_kernels` knows it.

    Before its rise an issue has the option from before, then the new one, and after its fall the status quo.

    Args:
        options: The options of the issue that match.
        course: Its course.

    Returns:
        0 where it never matches; 1 until its fall; 2 until its rise or its fall, whichever is first; 3 from its rise to
        its fall; 4 from its rise or its fall on; 5 from its fall on; 6 but for the time between them; 7 always.

    Example:
        >>> match({1}, Course(0, 0, 1)), match({0}, Course(0, 0, 1))
        (3, 6)
    """
    return MATCHES.index((course.before in options, course.after in options, 0 in options))

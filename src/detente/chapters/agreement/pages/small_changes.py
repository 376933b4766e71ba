"""Whether a small change brings a party aboard a package, and which one is worth naming."""

from __future__ import annotations

from detente.chapters.agreement.reports.refusal_reports import NearestReport

SMALL = 2  # changes; more of them make another package
WORTH_NAMING = 0.2  # of the worlds in which the party refuses what is attainable otherwise


def small_change(nearest: NearestReport) -> dict[str, str]:
    """Return the change that serves most often, issue → option, if it is small and serves often enough to be named.

    That is in a fifth of the worlds in question, and in more than the error of that share.
    """
    if not nearest.changes or len(nearest.changes) > SMALL or nearest.serves < WORTH_NAMING:
        return {}
    ends = nearest.errors["serves"]
    return nearest.changes if nearest.serves > (ends.high - ends.low) / 2 else {}


def nothing_small(nearest: NearestReport) -> bool:
    """Whether so few changes as are small bring the party aboard in less of those worlds than is worth naming."""
    return sum(share for changes, share in nearest.by_changes.items() if changes <= SMALL) < WORTH_NAMING

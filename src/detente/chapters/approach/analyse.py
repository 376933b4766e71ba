"""The approach chapter from a case and its worlds to what it found."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.agreement import AGREEMENT
from detente.chapters.approach.lacks import unprobed
from detente.chapters.approach.letters.drafted import drafted
from detente.chapters.approach.probes.probing import probing
from detente.chapters.approach.result import Approaches
from detente.chapters.contract import Upstream
from detente.chapters.roadmap import ROADMAP
from detente.worlds import Worlds


def analyse(worlds: Worlds, upstream: Upstream) -> Approaches:
    """What should be sent next, and what would the answer tell?

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter, weighted by the evidence if the case has any.
        upstream: Results of chapters that come before; agreement is needed.

    Returns:
        What was found, a pure function of the worlds.
    """
    case = worlds.case
    agreement = upstream.needed(AGREEMENT)
    rounds = _rounds(case, upstream)
    letters = {
        recipient: drafted(case, worlds, agreement, form.sender, recipient, rounds)
        for recipient, form in case.parts["approach"].letters.items()
    }
    lacking = unprobed(case)
    ready = case.parts["approach"].probes and not lacking
    return Approaches(
        worlds=worlds,
        agreement=agreement,
        letters=letters,
        probing=probing(case, worlds, agreement, upstream) if ready else None,
        unprobed=lacking,
    )


def _rounds(case: Case, upstream: Upstream) -> list[dict[str, str]]:
    """What the recommended roadmap has carried out by the end of each round; nothing where there is none."""
    roadmaps = upstream.of(ROADMAP)
    way = None if roadmaps is None else roadmaps.way
    places = way.chosen if way is not None else ()
    return [
        {issue: case.ladder(issue)[n] for issue, n in zip(case.issues, place, strict=True) if n} for place in places
    ]

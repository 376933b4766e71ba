"""Roadmaps that need no search: as fast as the rules allow, and like another one."""

from __future__ import annotations

from collections.abc import Iterator

from detente.chapters.agreement import OptionNumbers
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace


def unsearched(plan: RoadmapSpace) -> tuple[Roadmap, ...]:
    """Return what is compared where there are too many places to search: short roadmaps and those for comparison.

    Short are those that move one issue at a time, two, three and so on, from the status quo or once a principal has
    carried out its part.
    """
    return tuple(dict.fromkeys(roadmap for roadmap in _made(plan) if roadmap and plan.broken(roadmap) is None))


def _made(plan: RoadmapSpace) -> Iterator[Roadmap]:
    yield from (base.roadmap for base in plan.baselines)
    begun = [(), *((base.roadmap[0],) for base in plan.baselines if base.kind == "goes-first")]
    for first in begun:
        here = first[-1] if first else (0,) * len(plan.target)
        for most in range(1, len(plan.lattice.rungs) + 1):
            yield shortest(plan, first, here, most)


def cut(plan: RoadmapSpace, other: Roadmap) -> Roadmap:
    """Return the roadmap of another package, applied to this one."""
    rounds: list[OptionNumbers] = []
    here = (0,) * len(plan.target)
    for place in other:
        after = tuple(min(a, b) for a, b in zip(place, plan.target, strict=True))
        if after != here:
            rounds.append(after)
            here = after
    return shortest(plan, tuple(rounds), here)


def shortest(plan: RoadmapSpace, begun: Roadmap, here: OptionNumbers, most: int | None = None) -> Roadmap:
    """Return a roadmap that goes on from a position as fast as the rules allow; empty where they do not let it end.

    Args:
        plan: The package.
        begun: Positions after the rounds before.
        here: The position.
        most: Largest number of issues that a round moves, if the rules do not set a smaller one.
    """
    rounds, rules = list(begun), plan.lattice.rules
    most = min((n for n in (most, rules.most) if n), default=len(plan.target))
    while here != plan.target:
        after = list(plan.target)
        for order in rules.orders:
            if not order.allows(here, tuple(after)):
                after = [here[i] if (i, o) in order.then else o for i, o in enumerate(after)]
        for group in rules.apart:
            for issue in [i for i, o in enumerate(after) if o != here[i] and (i, o) in group][1:]:
                after[issue] = here[issue]
        for issue in [i for i, o in enumerate(after) if o != here[i]][most:]:
            after[issue] = here[issue]
        for group in rules.together:
            passed = {here[i] < o <= after[i] for i, o in group}
            after = [here[i] if len(passed) > 1 and any(i == n for n, _ in group) else o for i, o in enumerate(after)]
        if tuple(after) == here or len(rounds) >= plan.most_rounds:
            return ()
        here = tuple(after)
        rounds.append(here)
    return tuple(rounds)

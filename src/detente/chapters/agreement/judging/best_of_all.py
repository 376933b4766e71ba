"""The best that each principal could have by any package at all, in some worlds and however these were changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from detente.arrays import Bools, Floats
from detente.chapters.agreement.judging.attainability import Block
from detente.chapters.agreement.judging.search_order import Region
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.scores import Scores


@dataclass(frozen=True)
class BestOfAll:
    """What any package would bring; arrays (worlds).

    Attributes:
        any: Whether some package is attainable.
        gains: Principal → its largest gain by an attainable package over what no agreement is worth; 0 without one.
    """

    any: Bools
    gains: Mapping[str, Floats]


def for_the_best(plan: Groundwork) -> Groundwork | None:
    """Return a plan that asks for the best of all packages alone; None where these are too many to be judged each.

    Args:
        plan: The groundwork of the case.
    """
    known = plan.full and plan.packages.complete
    return replace(plan, vetoes=(), waivers=(), best_only=True) if known else None


def best_of_all(plan: Groundwork, block: Scores, within: Region) -> BestOfAll:
    """Judge every package in some worlds for the best that each principal could have.

    Args:
        plan: The plan that asks for it (`for_the_best`).
        block: What options are worth in these worlds, as drawn or changed.
        within: The options that packages may have, for issues of which some are out of question.
    """
    if within:
        first, second = plan.packages.within({plan.packages.issues[n]: options for n, options in within.items()})
        asked = first[:, None] & second[None]
        plan = replace(plan, among=asked if plan.among is None else plan.among & asked)
    parties = {party: block.parties[party] for party in plan.parties}
    found = Block(plan, replace(block, parties=parties)).run()
    assert found.gains is not None
    return BestOfAll(found.any, found.gains.best)

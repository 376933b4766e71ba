"""The package that is attainable most often, found without counting for every package how often it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import numpy as np

from detente.arrays import Floats
from detente.chapters.agreement.judging.contenders import SearchBlock, contenders
from detente.chapters.agreement.judging.few_packages import evaluate
from detente.chapters.agreement.judging.search_order import Region, SearchOrder, by_spread
from detente.chapters.agreement.judging.tally import BlockWeights
from detente.chapters.agreement.judging.upper_bounds import UpperBounds
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.space.scores import Scores, scores
from detente.worlds import Worlds
from detente.worlds.worlds import BLOCK, KEPT

Shares = Mapping[OptionNumbers, float]

LIKELY = 48  # packages that were attainable most often in other worlds, which are looked at first
AT_A_TIME = 64  # packages judged together
MEMORY = 2**26  # numbers that beginnings may take
CLOSE = 1e-6  # of the largest share: packages that fall short of it by less may be tied, so they are looked at


def shares_of_best(
    plan: Groundwork, known: Sequence[OptionNumbers], region: Region, worlds: Sequence[Worlds]
) -> list[Shares | None]:
    """Return P(x) of the packages of a region that are attainable most often, and of some others.

    Args:
        plan: The groundwork of the case, with all its packages.
        known: Packages of which P(x) is wanted, or among which the best may be.
        region: Where to look for others.
        worlds: For each set of worlds there is one answer; as many are worked out at a time as blocks.

    Returns:
        Package → share of worlds, all of `known` included; None where it is quicker to judge every package, as where
        none of `known` is ever attainable or there are very many worlds.
    """
    if not worlds:
        return []
    return list(worlds[0].shared(partial(_shares, plan, tuple(known), region), worlds))


def _shares(plan: Groundwork, known: tuple[OptionNumbers, ...], region: Region, worlds: Worlds) -> Shares | None:
    if worlds.size > KEPT or not known:
        return None
    draws = [worlds.draws(start, min(start + BLOCK, worlds.size)) for start in range(0, worlds.size, BLOCK)]
    blocks = [scores(plan.case, block, plan.parties, plan.needs) for block in draws]
    weighs = [BlockWeights(block.weights) for block in blocks]
    found = dict(_weighed(plan, known, blocks, weighs))
    most = max(weight for package, weight in found.items() if plan.packages.is_valid(package))
    if most <= 0:
        return None
    order = SearchOrder(plan, by_spread(plan, blocks[0]))
    search = [
        SearchBlock(UpperBounds(order, block, plan.case.principals), weigh)
        for block, weigh in zip(blocks, weighs, strict=True)
    ]
    room = MEMORY // (worlds.size * len(plan.case.principals))
    others = contenders(order, search, most * (1 - CLOSE), region, room)
    if others is None:
        return None
    left = [package for package in map(tuple, others.tolist()) if package not in found]
    found.update(_weighed(plan, [package for package in left if plan.packages.is_valid(package)], blocks, weighs))
    total = worlds.total
    return {package: weight / total for package, weight in found.items()}


def _weighed(
    plan: Groundwork, packages: Sequence[OptionNumbers], blocks: Sequence[Scores], weighs: Sequence[BlockWeights]
) -> Iterable[tuple[OptionNumbers, float]]:
    """Yield packages with the weight of the worlds in which each is attainable, added up as in a survey."""
    for start in range(0, len(packages), AT_A_TIME):
        some = packages[start : start + AT_A_TIME]
        weight: Floats = np.zeros(len(some))
        for block, weigh in zip(blocks, weighs, strict=True):
            weight += weigh(np.packbits(evaluate(plan, some, block).attainable, axis=1))
        yield from zip(some, weight.tolist(), strict=True)

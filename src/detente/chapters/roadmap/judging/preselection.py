"""Which roadmaps to a package are good enough to be judged by the outcome tree, compared cheaply in a few worlds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import Case
from detente.chapters.roadmap.judging.hopes import Context, hopes
from detente.chapters.roadmap.judging.label_setting import good_roadmaps
from detente.chapters.roadmap.judging.lattice_values import RoundMoves, distinct_rounds, overhead
from detente.chapters.roadmap.judging.leaving import requirement
from detente.chapters.roadmap.judging.roadmap_search import ComparedRoadmaps, SearchStakes, compare, search
from detente.chapters.roadmap.judging.round_values import Rounds, walk
from detente.chapters.roadmap.judging.stated_beliefs import all_sincere
from detente.chapters.roadmap.judging.valued_rounds import lattice_rounds, rounds_of
from detente.chapters.roadmap.judging.waiting import usually_in_time
from detente.chapters.roadmap.space.lattice import NoRoadmapError
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.roadmap.space.shortest_roadmaps import unsearched
from detente.chapters.stability.compliance import Ledger, Terms, read
from detente.findings.words import count
from detente.worlds import Draws, Worlds
from detente.worlds.dependences import Dependences
from detente.worlds.draws import BlockEntry

MOST_MEASURES = 8  # up to so many, every roadmap is compared
STRESS = (0.1, 0.5, 0.9)  # worlds between these quantiles of the trust needed for all at once
BLOCK = 1024  # worlds from which the sample is taken
SAMPLE = 256  # worlds in which roadmaps are compared
ROOM = 3_000_000  # roadmaps times worlds
BEST, SOME, FEW = 10, 3, 2  # how many go on: by worth; by trust, by slacks; of each first measure and length


@dataclass(frozen=True)
class PromisingRoadmaps:
    """Roadmaps worth judging in every world.

    Attributes:
        roadmaps: Positions after each round.
        compared: How many roadmaps they were chosen from.
        every: Whether these are all that the rules allow.
    """

    roadmaps: tuple[Roadmap, ...]
    compared: int
    every: bool


def candidates(plan: RoadmapSpace, context: Context, worlds: Worlds) -> PromisingRoadmaps:
    """Which roadmaps to a package are worth judging by the outcome tree in every world?

    Args:
        plan: The package.
        context: Where it would be agreed.
        worlds: The worlds; the first block of them is looked at.

    Returns:
        The best by several measures, and every comparison that the rules allow; where there are too many places to
        search, those that need no search.

    Raises:
        NoRoadmapError: The rules leave none.
    """
    short = unsearched(plan) if plan.lattice.crowded else ()
    number = len(short) if plan.lattice.crowded else plan.lattice.count(plan.most_rounds)
    if not number:
        raise NoRoadmapError(f"The rules of the case leave no roadmap of at most {count(plan.most_rounds, 'round')}.")
    if plan.lattice.crowded:
        return PromisingRoadmaps(short, number, every=False)
    draws = worlds.draws(0, min(worlds.size, BLOCK))
    allowed = [base.roadmap for base in plan.baselines if base.breaks is None]
    if plan.lattice.steps > MOST_MEASURES:
        number = SAMPLE  # so many are found at most, more or less
    rows, ledger = _sample(plan, context, draws, number)
    stakes, extra = _stakes(plan, context, draws, rows, ledger.parties), overhead(draws)[rows]
    if plan.lattice.steps > MOST_MEASURES:
        compared = _labelled(plan, _by_labels(plan, context, draws, worlds), ledger, stakes, extra)
    else:
        rounds = lattice_rounds(plan.lattice, ledger, extra)
        compared = search(plan.lattice, rounds, stakes, plan.most_rounds)
    in_time = usually_in_time(plan, compared.edges, ledger.terms, extra)
    chosen = _promising(plan, compared, _best(plan, context, ledger, stakes, rows), in_time)
    found = tuple(dict.fromkeys([*allowed, *(plan.lattice.rounds(compared.edges[n]) for n in chosen)]))
    return PromisingRoadmaps(
        found, len(compared), every=not plan.partly and len(found) == plan.lattice.count(plan.most_rounds)
    )


def _sample(plan: RoadmapSpace, context: Context, draws: Draws, number: int) -> tuple[Ints, Ledger]:
    """Choose the worlds in which roadmaps are compared, the same for all packages where that will do."""
    size = SAMPLE
    while size > 32 and size * number > ROOM:
        size //= 2
    agreed = np.flatnonzero(context.agreed[: draws.size])
    if np.count_nonzero(agreed < size) >= min(size, draws.size) // 4 or not len(agreed):
        rows = np.arange(min(size, draws.size))
        return rows, draws.kept(SampleLedger(len(rows)))
    return agreed[:size], Ledger(read(draws).some(agreed[:size]))


@dataclass(frozen=True)
class SampleLedger(BlockEntry[Ledger]):
    """The ledger of a case in the first worlds of a block.

    Attributes:
        size: Number of worlds.
    """

    size: int
    large = True

    def depends(self, case: Case) -> Dependences:
        """Return that it may depend on everything but the weights."""
        return Dependences(weights=False)

    def work(self, draws: Draws) -> Ledger:
        """Open it."""
        return Ledger(read(draws).some(list(range(self.size))))


def _stakes(plan: RoadmapSpace, context: Context, draws: Draws, rows: Ints, parties: Sequence[str]) -> SearchStakes:
    principals = plan.case.principals
    agreed = draws.weights[rows] * context.agreed[rows]
    return SearchStakes(
        principals=tuple(parties.index(party) for party in principals),
        belief=all_sincere(draws, plan.target)[:, rows],
        agreed=agreed if agreed.any() else draws.weights[rows],
        weight=draws.weights[rows],
    )


def _best(plan: RoadmapSpace, context: Context, ledger: Ledger, stakes: SearchStakes, rows: Ints) -> Floats:
    """For each principal, the sum over worlds of its best attainable gain, present value."""
    sums = [np.sum(stakes.agreed * context.best[p][rows] / ledger.terms.rates[p]) for p in plan.case.principals]
    return hopes(np.array(sums), float(stakes.agreed.sum()))


def _promising(plan: RoadmapSpace, found: ComparedRoadmaps, best: Floats, in_time: Bools) -> list[int]:
    """Return the best few by what is cheap to know, and the best few of each first measure and number of rounds.

    Those that usually miss a last day come after all others.
    """
    counted, advised = np.flatnonzero(best > 0), plan.case.advises
    own = [n for n in counted.tolist() if plan.case.principals[n] == advised]
    who = own or counted
    worth = (found.gains[:, who] / best[who]).min(axis=1)
    ranked, late = np.lexsort((found.lengths, -worth, ~in_time)), ~in_time
    chosen = [*ranked[:BEST]]
    chosen += [*np.lexsort((-worth, found.doubt, late))[:SOME], *np.lexsort((-worth, -found.enforcing, late))[:SOME]]
    for alike in _kinds(plan, found):
        chosen += list(ranked[alike[ranked]][:FEW])
    return list(dict.fromkeys(int(n) for n in chosen))


def _kinds(plan: RoadmapSpace, found: ComparedRoadmaps) -> Iterator[Bools]:
    """Yield which roadmaps have each number of rounds, and which begin with each measure."""
    for length in np.unique(found.lengths).tolist():
        yield np.asarray(found.lengths == length)
    lattice = plan.lattice
    begun = lattice.places[lattice.edges[1][[edges[0] for edges in found.edges]]]
    for column in range(begun.shape[1]):
        for rung in range(1, int(begun[:, column].max()) + 1):
            yield np.asarray(begun[:, column] == rung)


def _labelled(
    plan: RoadmapSpace, edges: Sequence[tuple[int, ...]], ledger: Ledger, stakes: SearchStakes, extra: Floats
) -> ComparedRoadmaps:
    """Compare the roadmaps that label-setting found."""
    pairs, made = distinct_rounds([plan.lattice.rounds(one) for one in edges])
    sums = compare(rounds_of(ledger, RoundMoves.between(pairs), plan.target, extra), made, stakes)
    return ComparedRoadmaps(tuple(edges), sums[:, 2:], sums[:, 0], sums[:, 1])


def _by_labels(plan: RoadmapSpace, context: Context, draws: Draws, worlds: Worlds) -> tuple[tuple[int, ...], ...]:
    """Which roadmaps are good in the central world or in one under stress?

    The worlds under stress are those between the quantiles `STRESS` of the trust needed for all at once, among the
    first block's in which the package is attainable.
    """
    terms, extra = read(draws), overhead(draws)
    pairs, (once,) = distinct_rounds([(plan.target,)])
    whole = walk(rounds_of(Ledger(terms), RoundMoves.between(pairs), plan.target, extra), once)
    doubt = requirement(whole.nothing, whole.keep[0], whole.worst[0]).max(axis=0)
    among = np.flatnonzero(context.agreed[: draws.size])
    ranked = among[np.argsort(doubt[among], kind="stable")]
    rows = sorted({int(ranked[round(q * (len(ranked) - 1))]) for q in STRESS}) if len(ranked) else [0]
    looked_at = _looked_at(plan, worlds.central(), terms.some(rows), extra[rows])
    found = worlds.shared(partial(_good, plan), looked_at)
    return tuple(dict.fromkeys(roadmap for roadmaps in found for roadmap in roadmaps))


def _looked_at(
    plan: RoadmapSpace, centre: Draws, terms: Terms, extra: Floats
) -> Iterator[tuple[Terms, Floats] | Rounds]:
    """Yield the central world, then the rounds in those under stress: these are worked out while it is looked at."""
    yield read(centre), overhead(centre)
    rounds = lattice_rounds(plan.lattice, Ledger(terms), extra)
    yield from (rounds.in_world(n) for n in range(len(extra)))


def _good(plan: RoadmapSpace, world: tuple[Terms, Floats] | Rounds) -> list[tuple[int, ...]]:
    """Return the roadmaps that are good in one world, given the rounds, or what the case says and the overhead."""
    rounds = world if isinstance(world, Rounds) else lattice_rounds(plan.lattice, Ledger(world[0]), world[1])
    return good_roadmaps(plan.lattice, rounds, plan.most_rounds)

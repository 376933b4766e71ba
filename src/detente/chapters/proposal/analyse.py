"""The proposal chapter: from what can be agreed to the package to propose."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import Case
from detente.chapters.agreement import AGREEMENT, Agreement, OptionNumbers, about
from detente.chapters.contract import Upstream
from detente.chapters.proposal.judging.engagement import Readiness, readiness
from detente.chapters.proposal.judging.outcomes_by_world import COMPLETED, Prospects, prospects, yearly_rates
from detente.chapters.proposal.judging.walked_packages import (
    OnTheirWay,
    good_roadmaps,
    on_their_way,
    prospects_along,
    walkable,
)
from detente.chapters.proposal.questions.candidate_packages import candidates, neighbours
from detente.chapters.proposal.questions.expected_gains import Expected, expected, terms_again
from detente.chapters.proposal.questions.proposals_in_sequence import sequence
from detente.chapters.proposal.questions.selection import RARELY, best_of, dominated, eligible, select
from detente.chapters.proposal.result import RHOS, Proposals
from detente.chapters.reading import READING
from detente.chapters.roadmap import Roadmap, along
from detente.worlds import Worlds

CLIMBS = 4  # times at most that neighbours of the best are judged
MOST_WORTH, MOST_KEPT = 6, 3  # packages judged on their way, beside the best of each number of changes
MOST_ASKS = 3  # of each side, that are judged on their way
LEADING = 3  # packages, hardly ever completed or not, that have their rivals judged on their way
SEARCHES = 3  # packages at most to which all roadmaps are searched for the sake of others
TIMES, MOST_WORLDS = 8, 16_000  # as many worlds, in which packages near the best are judged again
RIVALS = 2  # packages without a term of the best, for each term, that are judged on their way


def analyse(worlds: Worlds, upstream: Upstream) -> Proposals:
    """Which package should be proposed?

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter, weighted by the evidence if the case has any.
        upstream: Results of chapters that come before; agreement is needed.

    Returns:
        What was found, a pure function of the worlds.
    """
    agreement = upstream.needed(AGREEMENT)
    choice = _Choice(worlds, agreement, readiness(worlds), asking(worlds))
    packages = candidates(agreement, worlds)
    if not packages:
        return Proposals(worlds, about(agreement, None), choice.ready, choice.cost)
    all_judged = choice.climbed(packages)
    found, way = choice.walked(all_judged) if walkable(worlds.case) else (all_judged, None)
    close = None if way is not None else choice.close(all_judged)
    ways = {} if way is None else dict(zip(found.packages, way.roadmaps, strict=True))
    in_more = partial(in_more_worlds, choice, found, ways)
    picked = select(found, worlds.weight(), side_advised(worlds.case), worlds.seed, close, in_more)
    if picked.chosen is not None and way is not None:
        way = way.searched(picked.chosen, agreement, worlds)
        found = choice.expected(way.prospects)
    roadmaps = {} if way is None else dict(zip(found.packages, way.roadmaps, strict=True))
    if picked.chosen is None:
        nothing = about(agreement, None)
        return Proposals(worlds, nothing, choice.ready, choice.cost, found, picked, roadmaps=roadmaps)
    chosen = found.packages[picked.chosen]
    judged = all_judged.prospects
    if chosen not in judged.packages:  # a smaller one of a package that was judged, and seen only on its way
        judged = judged.beside(prospects(agreement.main.plan, [chosen], worlds))
    rows = [n for n in range(len(judged.packages)) if judged.packages[n] != chosen]
    anything = worlds.share(agreement.main.any)
    roadmap = None if way is None else way.roadmaps[picked.chosen]
    return Proposals(
        worlds=worlds,
        agreement=choice.asked_for(about(agreement, chosen), np.asarray(found.prospects.completed[picked.chosen])),
        ready=choice.ready,
        cost=choice.cost,
        found=found,
        selected=picked,
        judged_packages=judged.packages,
        sequence=sequence(judged.attainable, judged.row(chosen), rows, anything, worlds.weight()),
        by_rho={
            rho: float(found.joint[picked.chosen]) if rho == 0 else _joint(agreement, chosen, roadmap, worlds.tied(rho))
            for rho in RHOS
        },
        roadmaps=roadmaps,
    )


@dataclass
class _Choice:
    """What packages are judged by."""

    worlds: Worlds
    agreement: Agreement
    ready: Readiness
    cost: Floats
    known: list[Roadmap] = field(default_factory=list)

    def expected(self, judged: Prospects) -> Expected:
        """Return what may be expected of packages."""
        return expected(self.agreement, judged, self.ready, self.cost, self.worlds)

    def climbed(self, packages: tuple[OptionNumbers, ...]) -> Expected:
        """Judge packages, and those that differ from the best of them on one issue, until none of these is better."""
        judged = prospects(self.agreement.main.plan, packages, self.worlds)
        found = self.expected(judged)
        seen: set[OptionNumbers] = set()
        for _ in range(CLIMBS):
            best = found.packages[_best(found)]
            if best in seen:
                break
            seen.add(best)
            known = set(judged.packages)
            more = [package for package in neighbours(self.agreement, best) if package not in known]
            if more:
                judged = judged.beside(prospects(self.agreement.main.plan, more, self.worlds))
                found = self.expected(judged)
        return found

    def walked(self, found: Expected) -> tuple[Expected, OnTheirWay | None]:
        """Judge the best packages and their rivals on their way, along roadmaps that are good for the best of them."""
        rows, rates = dict.fromkeys([*_promising(found).tolist(), *self.asked(found)]), found.prospects.rates
        way = on_their_way(self.agreement, [found.packages[n] for n in rows], self.known, self.worlds, rates)
        if way is None:
            return found, None
        searched: set[OptionNumbers] = set()
        for turn in range(SEARCHES):
            way = self.with_rivals(way, found)
            best = self.leading(way)[0 if turn else 1]  # first the largest, although by roadmaps that are no good
            if best in searched:
                break
            searched.add(best)
            self.known += good_roadmaps(best, self.agreement, self.worlds)
            again = on_their_way(self.agreement, way.prospects.packages, self.known, self.worlds, rates)
            assert again is not None
            way = again
        way = self.with_rivals(way, found)
        return self.expected(way.prospects), way

    def leading(self, way: OnTheirWay) -> list[OptionNumbers]:
        """Return the best package that can be chosen, then the best of all, which may hardly ever be completed."""
        told = self.expected(way.prospects)
        order = np.lexsort((np.arange(len(told.packages)), -told.objective))[:LEADING]
        return [told.packages[n] for n in (_best(told), *order.tolist())]

    def with_rivals(self, way: OnTheirWay, found: Expected) -> OnTheirWay:
        """Judge more packages on their way, until the best of all has its rivals beside it.

        Args:
            way: The packages judged on their way so far.
            found: What may be expected of all packages if they are carried out at once.
        """
        seen = {*way.prospects.packages}
        for _ in range(CLIMBS):
            told = self.expected(way.prospects)
            rare = {x for x, share in zip(told.packages, told.joint, strict=True) if share < RARELY}
            beside = chain(*(self.beside(best, found, rare) for best in self.leading(way)))
            more = [x for x in dict.fromkeys(beside) if x not in seen]
            if not more:
                break
            seen.update(more)
            added = on_their_way(self.agreement, more, self.known, self.worlds, way.prospects.rates)
            way = way if added is None else way.beside(added)
        return way

    def asked_for(self, seen: Agreement, completed: Bools) -> Agreement:
        """Judge what comes of the changes to the package chosen that each side should ask for first.

        Args:
            seen: What can be agreed, seen from that package.
            completed: Array (worlds): where it is completed.
        """
        first = {party: asked[:MOST_ASKS] for party, asked in seen.asks.items()}
        packages = list(dict.fromkeys(ask.package for asked in first.values() for ask in asked))
        if not packages:
            return seen
        way = None
        if walkable(self.worlds.case):
            way = on_their_way(seen, packages, self.known, self.worlds, yearly_rates(self.worlds))
        told = prospects(seen.main.plan, packages, self.worlds) if way is None else way.prospects
        after = dict(zip(told.packages, told.completed, strict=True))
        return replace(
            seen,
            asks={
                party: tuple(
                    a.jointly(completed, after[a.package], self.worlds) if a.package in after else a for a in asked
                )
                for party, asked in seen.asks.items()
            },
        )

    def close(self, found: Expected) -> list[int]:
        """Return the rows of the best packages and their rivals: the same that are judged on their way elsewhere."""
        rows = {package: row for row, package in enumerate(found.packages)}
        best = _best(found)
        rivals = (rows[x] for x in self.beside(found.packages[best], found) if x in rows)
        return sorted({best, *_promising(found).tolist(), *self.asked(found), *rivals})

    def asked(self, found: Expected) -> list[int]:
        """Return the rows of the named packages, if any were asked for in this run."""
        named = {*self.agreement.named.values()} if self.worlds.inquiry.packages else set()
        return [row for row, package in enumerate(found.packages) if package in named]

    def beside(self, best: OptionNumbers, found: Expected, rare: Collection[OptionNumbers] = ()) -> list[OptionNumbers]:
        """Return the packages that the best must be told apart from: smaller, larger by a term, without each term.

        Args:
            best: The best package.
            found: What may be expected of all packages if they are carried out at once.
            rare: Packages known to be hardly ever completed, which are no rivals.
        """
        order = np.lexsort((np.arange(len(found.packages)), -found.objective))
        ranked = [found.packages[n] for n in order if found.packages[n] not in rare]
        rivals = [[x for x in ranked if x[i] != o][:RIVALS] for i, o in enumerate(best) if o]
        added = [x for x in neighbours(self.agreement, best) if all(o in (0, a) for a, o in zip(x, best, strict=True))]
        return list(dict.fromkeys([*_smaller(best, self.agreement), *chain(*rivals), *added]))


def in_more_worlds(
    choice: _Choice, found: Expected, roadmaps: Mapping[OptionNumbers, Roadmap], rows: Ints
) -> tuple[Floats, Floats] | None:
    """Return what each of more worlds adds to the objective of some packages, and their weights.

    Args:
        choice: What packages are judged by.
        found: What may be expected of packages in the worlds of the run.
        roadmaps: Package → its roadmap; empty where packages are not judged on their way.
        rows: Rows of the packages that are judged again, along the same roadmaps.

    Returns:
        Array (packages, worlds) and array (worlds); None where the run has as many worlds as are looked at.
    """
    worlds = more_worlds(choice.worlds)
    if worlds is None:
        return None
    packages = [found.packages[n] for n in rows]
    judged = prospects_along(choice.agreement.main.plan, packages, roadmaps, worlds, alone=True)
    terms = terms_again(found, choice.agreement, judged, readiness(worlds), asking(worlds), worlds)
    return terms, worlds.weight()


def more_worlds(worlds: Worlds) -> Worlds | None:
    """Return more worlds than those of a run, drawn for themselves and weighted by the same evidence.

    Returns:
        `TIMES` as many, at most `MOST_WORLDS`; None where that is less than twice as many.
    """
    size = min(TIMES * worlds.size, MOST_WORLDS)
    if size < 2 * worlds.size or (worlds.weights is not None and worlds.evidence is None):
        return None
    more = replace(worlds, size=size, weights=None, evidence=None, notice=None)
    return more if worlds.evidence is None else READING.following(more, READING.analyse(more, Upstream()))


def side_advised(case: Case) -> str | None:
    """Return the principal that is advised; None in a mediator's view, or where the party advised is no principal."""
    return case.advises if case.advises in case.principals else None


def asking(worlds: Worlds) -> Floats:
    """Return what a refused or unanswered proposal costs the side advised in every world, points once; 0 if unsaid."""
    path = "proposal/asking"
    if side_advised(worlds.case) is None or path not in worlds.case.judgements:
        return np.zeros(worlds.size)
    return worlds.judged([path])[path]


def _promising(found: Expected) -> Ints:
    """Return the rows of the packages that are judged on their way: the best, the most kept, the best of each size.

    What is worth most if carried out at once is the largest; on the way, every issue is one more at which to stop.
    """
    order = np.lexsort((np.arange(len(found.packages)), -found.objective))
    kept = np.lexsort((-found.objective, -found.joint))
    changes = np.array([sum(map(bool, package)) for package in found.packages])
    best = [order[changes[order] == size][0] for size in np.unique(changes)]
    some = dict.fromkeys([*order[:MOST_WORTH].tolist(), *kept[:MOST_KEPT].tolist(), *map(int, best)])
    return np.array(list(some), dtype=np.intp)


def _smaller(package: OptionNumbers, agreement: Agreement) -> list[OptionNumbers]:
    """Return the packages that leave one issue out, or ask for less on it."""
    return [x for x in neighbours(agreement, package) if all(a <= b for a, b in zip(x, package, strict=True))]


def _best(found: Expected) -> int:
    return best_of(found, eligible(found, dominated(found)))


def _joint(agreement: Agreement, package: OptionNumbers, roadmap: Roadmap | None, worlds: Worlds) -> float:
    """Return the joint share of a package in worlds that are drawn otherwise."""
    if roadmap is not None:
        return worlds.share(
            along({package: roadmap}, worlds, agreement.main.plan, alone=True)[package].branch == COMPLETED
        )
    return worlds.share(prospects(agreement.main.plan, [package], worlds).completed[0])

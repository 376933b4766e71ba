"""Many roadmaps in a block of worlds, laid out side by side: each where its package is agreed, and only there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.chapters.roadmap.judging.lattice_values import distinct_rounds
from detente.chapters.roadmap.judging.round_book import OpenRounds, RoundBook
from detente.chapters.roadmap.judging.round_values import Rounds
from detente.chapters.roadmap.judging.stated_beliefs import all_sincere, relied_upon
from detente.chapters.roadmap.judging.waiting import TimedRounds, timed
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.worlds import Draws

AT_ONCE = 4096  # worlds side by side: enough to hide the overhead of a call, few enough for the cache


@dataclass(frozen=True)
class WaysToPackage:
    """Roadmaps to one package.

    Attributes:
        plan: The package.
        roadmaps: Positions after each round.
        agreed: Array (worlds): where the package would be agreed.
    """

    plan: RoadmapSpace
    roadmaps: tuple[Roadmap, ...]
    agreed: Bools


@dataclass(frozen=True)
class OneOfMany:
    """One roadmap among those that lie side by side.

    Attributes:
        way: Number of its package.
        roadmap: Its number among the roadmaps to the package.
        plan: The package.
        rows: Array: numbers of the worlds of the block in which the package is agreed.
    """

    way: int
    roadmap: int
    plan: RoadmapSpace
    rows: Ints


@dataclass(frozen=True)
class SideBySide:
    """Roadmaps of as many rounds to packages on which the same parties depend, the worlds of one behind the other's.

    Attributes:
        members: Which roadmaps.
        timed: Their rounds, waits for first days included; the worlds of every array are those of all members.
        worlds: Array: number of each of these worlds in the block.
    """

    members: tuple[OneOfMany, ...]
    timed: TimedRounds
    worlds: Ints

    @property
    def slices(self) -> Iterator[tuple[OneOfMany, slice]]:
        """Each roadmap, and where its worlds are."""
        start = 0
        for member in self.members:
            yield member, slice(start, start + len(member.rows))
            start += len(member.rows)

    def held(self, shares: Sequence[tuple[Floats, ...]], draws: Draws) -> Floats:
        """Array (rounds + 1, principals, worlds): how likely each principal holds all others to be sincere.

        Args:
            shares: For each package and roadmap, in which share of worlds an insincere party would keep each round.
            draws: The block.
        """
        plan = self.members[0].plan
        kept = np.ones((1 + len(self.timed.rounds), len(plan.case.principals), len(self.worlds)))
        for member, here in self.slices:
            kept[1:, :, here] = shares[member.way][member.roadmap][:, :, None]
        for row, party in enumerate(plan.case.principals):
            if party in plan.said.keeps_if_insincere:
                chance = draws.value(f"roadmap/keeps_if_insincere/{party}")[self.worlds]
                kept[:, row] = chance ** np.arange(len(kept))[:, None]
        return all_sincere(draws, plan.target, kept, self.worlds)


@dataclass(frozen=True)
class BookOfWays:
    """What the rounds of some roadmaps come to, in a block or where one of their packages is agreed.

    Attributes:
        book: The rounds.
        worlds: Array: numbers of the worlds of the block that they are of.
    """

    book: RoundBook
    worlds: Ints

    def rounds(self, way: WaysToPackage, rows: Ints, *, anew: bool) -> Iterator[TimedRounds]:
        """Yield the rounds of each roadmap to a package in some worlds of the block, by their numbers."""
        at = np.searchsorted(self.worlds, rows)
        yield from opened_rounds(way.plan, way.roadmaps, self.book, at, anew=anew)


def prepared(ways: Sequence[WaysToPackage], draws: Draws, *, alone: bool) -> BookOfWays:
    """Work out the rounds of roadmaps in one go.

    Args:
        ways: The roadmaps to each package.
        draws: The block.
        alone: Whether nobody else asks what rounds come to in these worlds, so that those in which none of the packages
            is agreed are left out.
    """
    where, entry = np.ones(draws.size, dtype=bool), OpenRounds()
    if alone:
        where = np.any([way.agreed[draws.start : draws.start + draws.size] for way in ways], axis=0)
        entry = OpenRounds(np.packbits(where).tobytes())
    book = draws.kept(entry)
    if where.any():
        rounds = (pair for way in ways for pair in distinct_rounds(way.roadmaps)[0])
        book.prepare([*rounds, *((way.plan.target, way.plan.target) for way in ways)])
    return BookOfWays(book, np.flatnonzero(where))


def laid_out(ways: Sequence[WaysToPackage], draws: Draws, *, alone: bool, anew: bool = False) -> Iterator[SideBySide]:
    """Yield the roadmaps to some packages, those of as many rounds together; none where a package is agreed nowhere.

    Args:
        ways: The roadmaps to each package.
        draws: The block.
        alone: As for `prepared`.
        anew: As for `opened_rounds`.
    """
    book = prepared(ways, draws, alone=alone)
    waiting: dict[tuple[int, tuple[tuple[str, ...], ...]], list[tuple[OneOfMany, TimedRounds]]] = defaultdict(list)
    for number, way in enumerate(ways):
        rows = np.flatnonzero(way.agreed[draws.start : draws.start + draws.size])
        relied = tuple(relied_upon(way.plan.case, way.plan.target).values())
        for n, found in enumerate(book.rounds(way, rows, anew=anew) if len(rows) else ()):
            alike = waiting[len(found.rounds), relied]
            alike.append((OneOfMany(number, n, way.plan, rows), found))
            if sum(len(member.rows) for member, _ in alike) >= AT_ONCE:
                yield _side_by_side(alike)
                alike.clear()
    for alike in waiting.values():
        if alike:
            yield _side_by_side(alike)


def opened_rounds(
    plan: RoadmapSpace,
    roadmaps: Sequence[Roadmap],
    book: RoundBook,
    rows: Ints | None = None,
    *,
    anew: bool = False,
) -> Iterator[TimedRounds]:
    """Yield the rounds of each roadmap, and what follows a breach.

    Args:
        plan: The package.
        roadmaps: Positions after each round.
        book: What rounds come to.
        rows: Numbers of the worlds of the book that are looked at; all if not given.
        anew: Whether they are looked at as if nothing had been carried out yet.
    """
    pairs, made = distinct_rounds(roadmaps)
    rounds, aftermaths = book.to(plan.target, pairs, rows)
    for roadmap, order in zip(roadmaps, made, strict=True):
        done = 0 if anew else plan.rounds_done(roadmap)
        yield timed(plan, roadmap, rounds, aftermaths, order, book.ledger, rows, done)


def _side_by_side(found: Sequence[tuple[OneOfMany, TimedRounds]]) -> SideBySide:
    """Lay roadmaps of as many rounds side by side."""
    members, parts = zip(*found, strict=True)

    names = [f.name for f in fields(Rounds) if f.name != "parties"]
    rounds = {name: np.concatenate([getattr(part.rounds, name) for part in parts], axis=-1) for name in names}
    together = TimedRounds(
        Rounds(parts[0].rounds.parties, **rounds),
        **{
            name: np.concatenate([getattr(part, name) for part in parts], axis=-1)
            for name in ("aftermaths", "in_time", "put_off", "done")
        },
    )
    return SideBySide(members, together, np.concatenate([member.rows for member in members]))

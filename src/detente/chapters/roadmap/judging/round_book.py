"""Rounds of a block of worlds, worked out once each for all packages and roadmaps in which they occur."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np

from detente.arrays import Floats, Ints
from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.chapters.roadmap.judging.lattice_values import RoundMoves, overhead
from detente.chapters.roadmap.judging.round_values import Rounds
from detente.chapters.roadmap.judging.valued_rounds import (
    PackageParts,
    RoundParts,
    package_parts,
    round_parts,
    rounds_to,
)
from detente.chapters.roadmap.space.lattice import Leg
from detente.chapters.stability.compliance import Ledger, opened, read
from detente.worlds import Draws
from detente.worlds.dependences import Dependences
from detente.worlds.draws import BlockEntry


class RoundBook:
    """What rounds come to, in a block of worlds.

    What a round comes to depends on no other round, so it makes no difference which are worked out together.
    """

    def __init__(self, ledger: Ledger, overhead: Floats) -> None:
        """Open the book.

        Args:
            ledger: What the case says in the block.
            overhead: Array (worlds): years that a round takes on top of its measures.
        """
        self.ledger, self._overhead = ledger, overhead
        self._found: dict[Leg, RoundParts] = {}
        self._packages: dict[OptionNumbers, PackageParts] = {}

    def prepare(self, pairs: Iterable[Leg]) -> None:
        """Work out rounds in one go, positions before and after each, those that are not in the book."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._found]
        if not new:
            return
        parts = round_parts(self.ledger, RoundMoves.between(new), self._overhead, aftermaths=True)
        for n, pair in enumerate(new):
            self._found[pair] = RoundParts(*(getattr(parts, f.name)[n] for f in fields(RoundParts)))

    def to(self, target: OptionNumbers, pairs: Sequence[Leg], rows: Ints | None = None) -> tuple[Rounds, Floats]:
        """Return rounds on the way to a package, and what each party has after a breach.

        Args:
            target: The package.
            pairs: Positions before and after each round.
            rows: Numbers of the worlds of the block that are looked at; all if not given.

        Returns:
            The rounds; and array (rounds + 1, breakers, parties, worlds): present value at the start of the round if a
            breaker does what is best for itself, the last entry once all is done.
        """
        self.prepare([*pairs, (target, target)])
        found = [self._found[pair] for pair in pairs]
        parts = RoundParts(
            **{f.name: np.array([_of(getattr(one, f.name), rows) for one in found]) for f in fields(RoundParts)}
        )
        package = self._package(target)
        some = {f.name: _of(getattr(package, f.name), rows) for f in fields(PackageParts)}
        then = np.concatenate([parts.then, _of(self._found[target, target].then, rows)[None]])
        return rounds_to(self.ledger.parties, parts, PackageParts(**some)), then

    def _package(self, target: OptionNumbers) -> PackageParts:
        if target not in self._packages:
            self._packages[target] = package_parts(self.ledger, target)
        return self._packages[target]


def _of(array: Floats, rows: Ints | None) -> Floats:
    """Return some of the worlds of an array, which are its last axis; all if none are given."""
    return array if rows is None else array.take(rows, axis=-1)


@dataclass(frozen=True)
class OpenRounds(BlockEntry[RoundBook]):
    """The book of rounds of a case in a block of worlds, or in some worlds of one.

    Attributes:
        where: Bits: the worlds of the block that it is of, eight a byte; None for all.
    """

    where: bytes | None = None
    large = True

    def depends(self, case: Case) -> Dependences:
        """Return that it may depend on everything but the weights."""
        return Dependences(weights=False)

    def work(self, draws: Draws) -> RoundBook:
        """Open it."""
        if self.where is None:
            return RoundBook(opened(draws), overhead(draws))
        rows = np.flatnonzero(np.unpackbits(np.frombuffer(self.where, dtype=np.uint8), count=draws.size))
        return RoundBook(Ledger(read(draws).some(rows)), overhead(draws)[rows])

"""What is weighed, in order of time: items of evidence, groups of them, and what recipients let be heard or not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.reading.consistency import CHAPTER
from detente.chapters.reading.entries import Weighed
from detente.chapters.reading.likelihoods import drawn, reading_of, reported, spread
from detente.worlds import Draws

PieceKind = Literal["item", "group"]


@dataclass(frozen=True)
class Piece:
    """An item that belongs to no group, or a group.

    Attributes:
        id: Its id.
        kind: Whether it is an item or a group.
        date: The day from which it counts; of a group that of its last item.
        said: What the case says of it.
    """

    id: str
    kind: PieceKind
    date: dt.date
    said: Weighed

    @property
    def path(self) -> str:
        """Path of what the case says of it."""
        return f"{CHAPTER}/{'groups' if self.kind == 'group' else 'evidence'}/{self.id}"

    def likelihood(self, draws: Draws) -> Floats:
        """How likely is it under every explanation, reported as it was?

        Args:
            draws: The block.

        Returns:
            Array (explanations, worlds).
        """
        stated = drawn(draws, f"{self.path}/likelihoods", self.said.likelihoods)
        return reported(draws, self.path, self.said.reliability, spread(draws.case, stated, self.said.shown))


def pieces(case: Case) -> tuple[Piece, ...]:
    """What is weighed in a case, but for silence?

    Returns:
        Items without a group, and groups, in order of time; on one day in order of id, whatever the order of the file.
    """
    part = reading_of(case)
    found = [Piece(name, "item", item.date, item) for name, item in part.evidence.items() if item.group is None]
    for name, group in part.groups.items():
        days = [item.date for item in part.evidence.values() if item.group == name]
        found.append(Piece(name, "group", max(days), group))
    return tuple(sorted(found, key=lambda piece: (piece.date, piece.id)))

"""The pieces of evidence that are weighed, in order of time: single items, and groups of items that count once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from detente.arrays import Floats
from detente.case.model import Subject
from detente.chapters.reading.entries import Weighed
from detente.chapters.reading.likelihoods import completed, drawn, likelihood_of_report, said_of
from detente.worlds import Draws

PieceKind = Literal["item", "group"]


@dataclass(frozen=True)
class Piece:
    """A piece of evidence: an item that belongs to no group, or a group.

    Attributes:
        subject: The subject that it tells of.
        id: Its id.
        kind: Whether it is an item or a group.
        date: The day from which it counts; for a group, the day of its last item.
        said: Its entry in the case.
    """

    subject: Subject
    id: str
    kind: PieceKind
    date: dt.date
    said: Weighed

    @property
    def path(self) -> str:
        """Path of its entry in the case."""
        return f"{self.subject.path}/{'groups' if self.kind == 'group' else 'evidence'}/{self.id}"

    def likelihood(self, draws: Draws) -> Floats:
        """Return how likely the piece is under each explanation, given how far the report of it can be trusted.

        Args:
            draws: A block of worlds.

        Returns:
            Array (explanations, worlds): probabilities.
        """
        kept = said_of(self.subject).commitments
        if self.said.commitment is not None and kept is not None:
            stated = drawn(draws, f"{self.subject.path}/commitments/kept", kept.kept)
            likelihoods = completed(self.subject, stated, shown=True)
            likelihoods = likelihoods if self.said.commitment == "kept" else 1 - likelihoods
        else:
            stated = drawn(draws, f"{self.path}/likelihoods", self.said.likelihoods)
            likelihoods = completed(self.subject, stated, self.said.shown)
        return likelihood_of_report(draws, self.subject, self.path, self.said.reliability, likelihoods)


def pieces(subject: Subject) -> tuple[Piece, ...]:
    """Return the pieces of evidence on a subject: items without a group, and groups.

    They are in order of time, and within a day in order of id, so that the order of the file does not matter.
    """
    part = said_of(subject)
    alone = {name: item for name, item in part.evidence.items() if item.group is None}
    found = [Piece(subject, name, "item", item.date, item) for name, item in alone.items()]
    for name, group in part.groups.items():
        days = [item.date for item in part.evidence.values() if item.group == name]
        found.append(Piece(subject, name, "group", max(days), group))
    return tuple(sorted(found, key=lambda piece: (piece.date, piece.id)))

"""Declarations of what a kept result depends on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


class UndeclaredError(Exception):
    """A kept result was worked out from something that its request does not declare."""


def every(path: str) -> bool:
    """Return True: every judgement may be read."""
    return True


@dataclass(frozen=True)
class Dependences:
    """What a result depends on; whatever is not ruled out here is taken to change it.

    Attributes:
        reads: Tells whether it may read the judgement at a path, and so changes with the judgement's shift.
        explanation: Whether it changes with the explanation that is supposed to be true, if any.
        evidence: Whether it changes with what was seen of the other side, as all that is drawn by the beliefs does.
        weights: Whether it changes with the weights of the worlds.
    """

    reads: Callable[[str], bool] = every
    explanation: bool = True
    evidence: bool = True
    weights: bool = True

    def within(self, other: Dependences) -> Dependences:
        """Return what both this and another declaration allow.

        Raises:
            UndeclaredError: This depends on something that the other declaration rules out.
        """
        for aspect in ("explanation", "evidence", "weights"):
            if getattr(self, aspect) and not getattr(other, aspect):
                raise UndeclaredError(f"the {aspect}, which the request that asks for this rules out")
        mine, theirs = self.reads, other.reads
        both = mine if theirs is every else theirs if mine is every else lambda path: mine(path) and theirs(path)
        return Dependences(both, self.explanation, self.evidence, self.weights)


EVERYTHING = Dependences()

"""What evidence says of the explanations of the other side, world by world."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from detente.arrays import Floats


@dataclass(frozen=True, eq=False)
class WeighedEvidence:
    """How likely each explanation makes all that was seen, in every world.

    With it the explanation that is true in a world is drawn from what to believe there after the evidence, and not from
    the priors.

    Attributes:
        likelihood: Array (explanations, worlds): P(evidence | explanation), up to a factor for each world.
        trace: Paths of the judgements that it was worked out from.
    """

    likelihood: Floats
    trace: frozenset[str]

    @cached_property
    def digest(self) -> str:
        """Short text that differs where the likelihoods do."""
        return sha256(self.likelihood.tobytes()).hexdigest()

    def of(self, start: int, stop: int) -> WeighedEvidence:
        """Return the same for the worlds from `start` up to, not including, `stop`."""
        return WeighedEvidence(self.likelihood[:, start:stop], self.trace)

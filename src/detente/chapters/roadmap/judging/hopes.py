"""Where a package would be agreed, and what each principal could hope for: what roadmaps are told as a share of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from detente.arrays import Bools, Floats


@dataclass(frozen=True)
class Context:
    """In which worlds the package would be agreed, and what each principal could hope for.

    Attributes:
        attainable: Array (worlds): where the package is attainable.
        agreed: Array (worlds): the worlds that means are taken over: these, or all if it is attainable nowhere.
        best: Principal → array (worlds): its best attainable gain, points a year.
    """

    attainable: Bools
    agreed: Bools
    best: Mapping[str, Floats]

    @property
    def digest(self) -> bytes:
        """Tells contexts apart."""
        found = blake2b(np.packbits([self.attainable, self.agreed]).tobytes())
        for party, best in self.best.items():
            found.update(party.encode())
            found.update(best.tobytes())
        return found.digest()


@dataclass(frozen=True)
class Hopes:
    """What roadmaps are told as a share of.

    Attributes:
        best: Array (principals): the sum over worlds of its best attainable gain, present value.
        agreed: Total weight of the worlds in which the package is attainable.
        weight: Total weight of all worlds.
        advised: Row of the principal that is advised; None in a mediator's view.
    """

    best: Floats
    agreed: float
    weight: float
    advised: int | None


def hopes(best: Floats, agreed: float) -> Floats:
    """What are worth and exposure told as a share of?

    Args:
        best: For each principal, the sum over worlds of its best attainable gain, present value.
        agreed: Total weight of those worlds.

    Returns:
        The same; where nobody could gain anything in any world, the weight, so that both are mean points.

    Example:
        >>> hopes(np.array([2.0, 0.0]), 5.0).tolist(), hopes(np.zeros(2), 5.0).tolist()
        ([2.0, 0.0], [5.0, 5.0])
    """
    return best if (best > 0).any() else np.full_like(best, agreed)

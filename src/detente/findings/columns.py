"""What a chapter says in every world: columns of the outcome table, and the headlines made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.arrays import AnyArray


@dataclass(frozen=True)
class Column:
    """One outcome, a value in every world.

    Attributes:
        name: `chapter.measure[id,…]`.
        kind: bool or number.
        unit: Unit of a number; for a bool, "yes or no".
        description: What it says, in a sentence.
        values: One value a world.
    """

    name: str
    kind: Literal["bool", "number"]
    unit: str
    description: str
    values: AnyArray


@dataclass(frozen=True)
class Headline:
    """A share of worlds that is shown first, with the judgements that it was worked out from.

    Attributes:
        name: Name of its column.
        says: What holds in that share of worlds, as a clause: "both sides would take …".
        trace: Paths of the judgements it read.
    """

    name: str
    says: str
    trace: frozenset[str]


def joined(parts: list[Mapping[str, AnyArray]]) -> dict[str, AnyArray]:
    """Join the arrays of blocks along their last axis, name by name.

    Example:
        >>> import numpy as np
        >>> joined([{"a": np.array([1, 2])}, {"a": np.array([3])}])["a"].tolist()
        [1, 2, 3]
    """
    return {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}

"""What a chapter says in every world: columns of the outcome table, and the headlines made from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # so that a command that runs nothing need not load NumPy
    from detente.arrays import AnyArray

YES_OR_NO = "yes or no"


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
class ColumnForm:
    """The form of columns that a chapter makes, one for each id or pair of ids that the words in capitals stand for.

    Attributes:
        name: `chapter.measure[WORD,…]`, where each WORD stands for an id.
        says: What such a column says, in a sentence; it may use the words.
        unit: Unit of a number, which may use the words; yes or no where there is none.
    """

    name: str
    says: str
    unit: str = YES_OR_NO

    @property
    def kind(self) -> Literal["bool", "number"]:
        """Whether the values are yes or no, or numbers."""
        return "bool" if self.unit == YES_OR_NO else "number"

    @property
    def measure(self) -> str:
        """The name without ids."""
        return self.name.partition("[")[0]

    @property
    def words(self) -> tuple[str, ...]:
        """The words that stand for ids, in order."""
        return tuple(re.findall("[A-Z]+", self.name.partition("[")[2]))

    def named(self, *ids: str) -> str:
        """Return the name of the column about these ids.

        Example:
            >>> ColumnForm("agreement.gain[PACKAGE,PARTY]", "what PACKAGE brings", "points").named("freeze", "us")
            'agreement.gain[freeze,us]'
        """
        measure, bracket, _ = self.name.partition("[")
        return f"{measure}[{','.join(ids)}]" if bracket else measure

    def column(self, values: AnyArray, *ids: str) -> Column:
        """Return the column about these ids, one for each word of the name."""
        unit, says = self.unit, self.says
        for word, name in zip(self.words, ids, strict=True):
            unit, says = (re.sub(rf"\b{word}\b", name, text) for text in (unit, says))
        return Column(self.named(*ids), self.kind, unit, says, values)


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
    import numpy as np

    return {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}

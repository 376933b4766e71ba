"""What a condition reads: columns and judgements of a run, the chapters behind them, and what these read in turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from detente.arrays import AnyArray
from detente.case.faults import nearest
from detente.case.language.condition_tree import Node, names
from detente.case.model import EVENT
from detente.outcomes.columns import JOINT, JOINT_FIRST
from detente.outcomes.joint import parts, trace_of
from detente.outcomes.run import Outcomes

JUDGEMENTS = "judgements"  # what judges a claim that reads no column
JOINTLY = JOINT.name.partition(".")[0]


def judges(tree: Node) -> tuple[str, ...]:
    """Return the chapters whose columns a condition reads; judgements alone, where it reads no column.

    Example:
        >>> from detente.case.language.condition_tree import condition
        >>> judges(condition("urgency.weapons[2027] > 2 or agreement.any"))
        ('urgency', 'agreement')
    """
    found = tuple(dict.fromkeys(name.partition(".")[0] for name in names(tree, "column")))
    return found or (JUDGEMENTS,)


def needed(trees: Iterable[Node]) -> tuple[str, ...]:
    """Return the chapters that must run for conditions to be judged: what holds at once needs all that are asked."""
    found: dict[str, None] = {}
    for tree in trees:
        for chapter in judges(tree):
            if chapter == JOINTLY:
                found.update(dict.fromkeys(part.column.name.partition(".")[0] for part in parts().values()))
                found["proposal"] = None
            elif chapter != JUDGEMENTS:
                found[chapter] = None
    return tuple(found)


@dataclass(frozen=True)
class Readings:
    """The columns and judgements of a run, as conditions read them.

    Attributes:
        outcomes: The outcomes of the run.
    """

    outcomes: Outcomes

    def values(self, name: str) -> AnyArray:
        """Return the array (worlds) of a column, of a judgement, or of whether the event of a path with ! happens.

        Raises:
            KeyError: The run has none of that name.
        """
        if name in self._columns:
            return self._columns[name]
        worlds = self.outcomes.worlds
        draws = worlds.draws(0, worlds.size)
        return draws.happens(name.removesuffix(EVENT)) if name.endswith(EVENT) else draws.value(name)

    @cached_property
    def _columns(self) -> dict[str, AnyArray]:
        found: dict[str, AnyArray] = {column.name: column.values for column in self.outcomes.table.columns}
        return found | self._joint

    @cached_property
    def _joint(self) -> dict[str, AnyArray]:
        joints = self.outcomes.joints
        first: dict[str, AnyArray] = {JOINT_FIRST.name: joints[0].holds} if joints else {}
        return first | {JOINT.named(joint.label): joint.holds for joint in joints}

    def lacks(self, tree: Node) -> str | None:
        """Say why a condition cannot be judged in this run; None where it can."""
        for name in names(tree, "column"):
            chapter = name.partition(".")[0]
            if name in self._columns:
                continue
            if chapter in self.outcomes.failed:
                return f"the chapter {chapter} failed: {self.outcomes.failed[chapter]}"
            if chapter in self.outcomes.missing:
                return f"{chapter} lacks {'; '.join(self.outcomes.missing[chapter])}"
            close = nearest(name, [known for known in self._columns if known.startswith(f"{chapter}.")])
            return f"the run has no column {name}" + (f", but {close}" if close else "")
        return None

    def trace(self, tree: Node) -> frozenset[str]:
        """Return the judgements that a condition turns on: those it reads, and those behind the columns it reads."""
        columns = list(names(tree, "column"))
        found = {path.removesuffix(EVENT) for path in names(tree, "judgement")}
        joints = {JOINT.named(joint.label): joint.trace for joint in self.outcomes.joints}
        if self.outcomes.joints:
            joints[JOINT_FIRST.name] = self.outcomes.joints[0].trace
        for name in columns:
            found |= joints.get(name, frozenset())
        own = [name for name in columns if name not in joints]
        return frozenset(found | trace_of(self.outcomes.headlines, own))

"""What holds of a package at once: agreed, kept and reached in the same worlds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.chapters import CHAPTERS
from detente.chapters.contract import JointPart

if TYPE_CHECKING:  # so that commands that run nothing need not load it
    from detente.outcomes.run import Outcomes


@dataclass(frozen=True)
class Joint:
    """One package in all worlds.

    Attributes:
        label: Its name in columns.
        alone: What is asked of it → share of worlds in which that holds; in the order of the questions.
        together: The same → share in which it holds together with all before it.
    """

    label: str
    alone: dict[str, float]
    together: dict[str, float]

    @property
    def share(self) -> float:
        """Share of worlds in which everything that was asked holds at once."""
        return list(self.together.values())[-1]


def joints(outcomes: Outcomes) -> tuple[Joint, ...]:
    """Return in what share of worlds everything asked of a package holds at once.

    Args:
        outcomes: The outcomes of a run.

    Returns:
        For each package of which at least two things were asked: the shares alone and together, all weighted. In the
        order of the columns, which begin with the package recommended first.
    """
    known = {column.name for column in outcomes.table.columns}
    asked_of = parts()
    first, *_ = asked_of.values()
    labels = [name for column in known if (name := _label(first, column)) is not None]
    shown = [name for headline in outcomes.headlines if (name := _label(first, headline)) is not None]
    found = []
    for label in dict.fromkeys([*shown, *sorted(labels)]):
        columns = {word: part.column.named(label) for word, part in asked_of.items()}
        asked = {word: column for word, column in columns.items() if column in known}
        if len(asked) > 1:
            names = list(asked.values())
            alone = {words: outcomes.share(name) for words, name in asked.items()}
            together = {words: outcomes.share(*names[: n + 1]) for n, words in enumerate(asked)}
            found.append(Joint(label, alone, together))
    return tuple(found)


def parts() -> dict[str, JointPart]:
    """Return what chapters ask of a package, by the word for what it is then, in the order in which it is asked.

    Example:
        >>> list(parts())
        ['attainable', 'durable', 'reachable']
    """
    return {chapter.joint.word: chapter.joint for chapter in CHAPTERS if chapter.joint is not None}


def _label(part: JointPart, column: str) -> str | None:
    """Return which package a column is about, None if it is not of this form."""
    measure = part.column.name.partition("[")[0]
    return column[len(measure) + 1 : -1] if column.startswith(f"{measure}[") else None

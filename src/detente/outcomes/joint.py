"""What holds of a package at once: agreed, kept and reached in the same worlds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # so that commands that run nothing need not load it
    from detente.outcomes.run import Outcomes

# What can be said of a package, in the order in which it is asked: column without its label → words.
ASKED = {
    "agreement.attainable": "attainable",
    "stability.durable": "durable",
    "roadmap.reachable": "reachable",
}


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
    """In what share of worlds does everything that was asked hold of a package at once?

    Args:
        outcomes: The outcomes of a run.

    Returns:
        For each package of which at least two things were asked: the shares alone and together, all weighted. In the
        order of the columns, which begin with the package recommended first.
    """
    known = {column.name for column in outcomes.table.columns}
    labels = [name.partition("[")[2].removesuffix("]") for name in known if name.startswith("agreement.attainable[")]
    first = [h.partition("[")[2].removesuffix("]") for h in outcomes.headlines if h.startswith("agreement.attainable[")]
    found = []
    for label in dict.fromkeys([*first, *sorted(labels)]):
        asked = {words: f"{column}[{label}]" for column, words in ASKED.items() if f"{column}[{label}]" in known}
        if len(asked) > 1:
            names = list(asked.values())
            alone = {words: outcomes.share(name) for words, name in asked.items()}
            together = {words: outcomes.share(*names[: n + 1]) for n, words in enumerate(asked)}
            found.append(Joint(label, alone, together))
    return tuple(found)

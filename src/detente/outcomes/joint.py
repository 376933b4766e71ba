"""What holds of a package at once: agreed, kept and reached in the same worlds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detente.arrays import Bools
from detente.chapters import CHAPTERS
from detente.chapters.contract import JointPart
from detente.findings import Headline
from detente.outcomes.drivers import Driver, drivers
from detente.outcomes.splits import Split
from detente.outcomes.table import OutcomeTable
from detente.worlds import Worlds
from detente.worlds.errors import Interval, interval
from detente.worlds.unknowns import named


@dataclass(frozen=True)
class Joint:
    """One package in all worlds.

    Attributes:
        label: Its name in columns.
        alone: What is asked of it → share of worlds in which that holds, with its error; in the order of the questions.
        together: The same → share in which it holds together with all before it, with its error.
        holds: Array (worlds): whether it does.
        trace: Paths of the judgements that it was worked out from.
        drivers: What that turns on, the strongest first.
    """

    label: str
    alone: dict[str, Interval]
    together: dict[str, Interval]
    holds: Bools = field(compare=False, repr=False)
    trace: frozenset[str] = frozenset()
    drivers: tuple[Driver, ...] = ()

    @property
    def shared(self) -> Interval:
        """In what share of worlds everything that was asked holds at once, with its error."""
        return list(self.together.values())[-1]

    @property
    def share(self) -> float:
        """Share of worlds in which everything that was asked holds at once."""
        return self.shared.value


def joints(
    worlds: Worlds, table: OutcomeTable, headlines: Mapping[str, Headline], splits: Mapping[str, Split]
) -> tuple[Joint, ...]:
    """Return in what share of worlds everything asked of a package holds at once.

    Args:
        worlds: The worlds of a run.
        table: Its table.
        headlines: Its headlines, by their columns.
        splits: The splits of the worlds by everything behind any headline.

    Returns:
        For each package of which at least two things were asked: the shares alone and together, all weighted. In the
        order of the columns, which begin with the package recommended first.
    """
    known = {column.name for column in table.columns}
    asked_of = parts()
    first, *_ = asked_of.values()
    labels = [name for column in known if (name := _label(first, column)) is not None]
    shown = [name for headline in headlines if (name := _label(first, headline)) is not None]
    found = []
    for label in dict.fromkeys([*shown, *sorted(labels)]):
        columns = {word: part.column.named(label) for word, part in asked_of.items()}
        asked = {word: column for word, column in columns.items() if column in known}
        if len(asked) > 1:
            names = list(asked.values())
            trace = trace_of(headlines, names)
            holds = table.joint(*names)
            found.append(
                Joint(
                    label,
                    alone={words: worlds.sampled(table.joint(name)) for words, name in asked.items()},
                    together={
                        words: interval(table.joint(*names[: n + 1]), worlds.weight()) for n, words in enumerate(asked)
                    },
                    holds=holds,
                    trace=trace,
                    drivers=drivers(worlds, holds, {name: splits[name] for name in named(worlds, trace)}),
                )
            )
    return tuple(found)


def foremost_package(columns: Iterable[str]) -> tuple[str, tuple[str, ...]] | None:
    """Return the first package that columns speak of, and what is asked of it; None where they speak of none.

    Args:
        columns: Names of columns or headlines, in order.

    Example:
        >>> foremost_package(["agreement.any", "agreement.attainable[swap]", "stability.durable[swap]"])
        ('swap', ('attainable', 'durable'))
    """
    known = [*columns]
    first, *_ = parts().values()
    label = next((name for column in known if (name := _label(first, column)) is not None), None)
    if label is None:
        return None
    return label, tuple(word for word, part in parts().items() if part.column.named(label) in known)


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


def trace_of(headlines: Mapping[str, Headline], columns: Iterable[str]) -> frozenset[str]:
    """Return the judgements behind columns: those of their headlines, or of all headlines of a chapter without any."""
    found: set[str] = set()
    for column in columns:
        shown = headlines.get(column)
        chapter = column.partition(".")[0]
        of = [shown] if shown else [h for name, h in headlines.items() if name.startswith(f"{chapter}.")]
        found.update(*(headline.trace for headline in of))
    return frozenset(found)

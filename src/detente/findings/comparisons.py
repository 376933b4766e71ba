"""Chart data of comparisons: what moves a share up and down, and which steps of which ladders packages take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Swing:
    """How far one thing moves a share.

    Attributes:
        label: What moves it.
        low: The share at its low end, or where it does not happen.
        high: The share at its high end, or where it happens.
        note: Both ends in words.
    """

    label: str
    low: float
    high: float
    note: str


@dataclass(frozen=True)
class Swings:
    """How far each of several things moves a share away from what it is in all worlds.

    Attributes:
        title: Title of the chart.
        says: What it shows, in a sentence made from the numbers.
        axis: Title of the axis.
        middle: The share in all worlds.
        ends: What the low and the high end of a swing are called.
        swings: The swings, top to bottom.
        scale_of: All swings of the chart of which this is a part, which has its scale; empty where it is whole.
        as_table: What its numbers show where they stand as a table and nothing is drawn; empty where `says` speaks of
            no picture.
    """

    title: str
    says: str
    axis: str
    middle: float
    ends: tuple[str, str]
    swings: tuple[Swing, ...]
    scale_of: tuple[Swing, ...] = ()
    as_table: str = ""

    @property
    def rows(self) -> tuple[Swing, ...]:
        """The swings."""
        return self.swings


@dataclass(frozen=True)
class Cell:
    """Where on one ladder one package stands.

    Attributes:
        step: Number of the step; 0 is the status quo.
        steps: Number of the last step of the ladder.
        words: The step in words.
        differs: Whether the first package of the matrix takes another step.
    """

    step: int
    steps: int
    words: str
    differs: bool


@dataclass(frozen=True)
class MatrixRow:
    """One ladder.

    Attributes:
        label: Its name.
        cells: A cell a package.
    """

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Packages side by side, ladder by ladder: how far each goes on each.

    Attributes:
        title: Title of the chart.
        says: What it shows, in a sentence made from the numbers.
        columns: The packages.
        rows: The ladders, top to bottom.
        as_table: What its numbers show where they stand as a table and nothing is drawn; empty where `says` speaks of
            no picture.
    """

    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    as_table: str = ""

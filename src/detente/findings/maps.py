"""Chart data of networks and of maps: who is joined to whom, and a number over two others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Knot:
    """A point of a network.

    Attributes:
        label: What stands below it, or above it.
        x: Where it lies from left to right, 0 to 1.
        y: Which place from the top, 0 for the first.
        above: Whether its name stands above it.
    """

    label: str
    x: float
    y: float
    above: bool = False


@dataclass(frozen=True)
class Wire:
    """A line between two points of a network.

    Attributes:
        label: What it is.
        series: What kind of line it is.
        ends: Numbers of the two points.
        words: What is said of it, for those who cannot see it.
    """

    label: str
    series: str
    ends: tuple[int, int]
    words: str


@dataclass(frozen=True)
class Web:
    """A network: points with their names, joined by lines, one kind a colour and a dash.

    Attributes:
        title: Title of the chart.
        says: What it shows, in a sentence.
        heads: What stands above the left, the middle and the right; empty for nothing.
        knots: The points.
        wires: The lines.
        backdrop: The kind of lines that is drawn without a colour, such as what goes without saying; empty for none.
        as_table: What its numbers show where they stand as a table and nothing is drawn; empty where `says` speaks of
            no picture.
    """

    title: str
    says: str
    heads: tuple[str, str, str]
    knots: tuple[Knot, ...]
    wires: tuple[Wire, ...]
    backdrop: str = ""
    as_table: str = ""

    @property
    def rows(self) -> tuple[Wire, ...]:
        """The lines."""
        return self.wires


@dataclass(frozen=True)
class Relief:
    """A number over two others, the darker the larger.

    Attributes:
        title: Title of the chart.
        says: What it shows, in a sentence made from the numbers.
        across: Title of the horizontal axis.
        up: Title of the vertical axis.
        unit: What the number is counted in.
        columns: Words of the values from left to right.
        lines: Words of the values from bottom to top.
        values: For each line, a number a column.
        as_table: What its numbers show where they stand as a table and nothing is drawn; empty where `says` speaks of
            no picture.
    """

    title: str
    says: str
    across: str
    up: str
    unit: str
    columns: tuple[str, ...]
    lines: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    as_table: str = ""

    @property
    def rows(self) -> tuple[tuple[float, ...], ...]:
        """The numbers, a line each."""
        return self.values

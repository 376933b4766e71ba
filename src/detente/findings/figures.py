"""Charts and tables as data: what is to be drawn, and the sentence that says what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from detente.findings.comparisons import Matrix, Swings
from detente.findings.maps import Relief, Web

EDGES = (-0.5, 1.25)  # of a plane


@dataclass(frozen=True)
class Bar:
    """One bar, made of parts that add up along the axis.

    Attributes:
        label: What the bar stands for.
        parts: (series, value) pairs; no value is below 0.
        note: Short text after the bar: its value in words, or that of the part it is about.
        error: The two ends of the interval of that value; None where it has none.
    """

    label: str
    parts: tuple[tuple[str, float], ...]
    note: str
    error: tuple[float, float] | None = None


@dataclass(frozen=True)
class Bars:
    """Horizontal bars on one axis of shares.

    Attributes:
        title: Title of the chart.
        says: What it shows, in a sentence made from the numbers.
        axis: Title of the axis.
        bars: The bars, top to bottom.
        scale_of: All bars of the chart of which this is a part, which has its scale; empty where it is whole.
        as_table: What its numbers show where they stand as a table and nothing is drawn; empty where `says` speaks of
            no picture.
    """

    title: str
    says: str
    axis: str
    bars: tuple[Bar, ...]
    scale_of: tuple[Bar, ...] = ()
    as_table: str = ""

    @property
    def rows(self) -> tuple[Bar, ...]:
        """The bars."""
        return self.bars


@dataclass(frozen=True)
class Dot:
    """One row of dots on one axis of shares.

    Attributes:
        label: What the row stands for.
        at: (series, value) pairs.
    """

    label: str
    at: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Dots:
    """Rows of dots, one series a colour and a shape.

    Attributes:
        title: Title of the chart.
        says: What it shows, in a sentence made from the numbers.
        axis: Title of the axis.
        rows: The rows, top to bottom.
        parties: Names of all parties, in the order of the case: a series that is named after one has its colour, the
            same in every chart; empty where series are not of parties.
        as_table: What its numbers show where they stand as a table and nothing is drawn; empty where `says` speaks of
            no picture.
    """

    title: str
    says: str
    axis: str
    rows: tuple[Dot, ...]
    parties: tuple[str, ...] = ()
    as_table: str = ""


@dataclass(frozen=True)
class Table:
    """A table of texts.

    Attributes:
        title: Title of the table.
        says: What it shows, in a sentence made from the numbers.
        head: Headings of the columns.
        rows: The rows; every cell is ready to be printed.
        keys: What each row is about, as columns of outcomes name it; empty where that does not matter.
    """

    title: str
    says: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spot:
    """A point of a plane.

    Attributes:
        label: A short mark beside it, such as a number; empty for none.
        series: What kind of point it is.
        x: Where it lies from left to right.
        y: Where it lies from bottom to top.
    """

    label: str
    series: str
    x: float
    y: float

    @property
    def drawn(self) -> tuple[float, float]:
        """Where it is drawn: a point that lies beyond the edges stands at the edge."""
        low, high = EDGES
        return min(max(self.x, low), high), min(max(self.y, low), high)


@dataclass(frozen=True)
class Plane:
    """Points in a plane of two shares, one kind a colour and a shape; those far out stand at the edge.

    Attributes:
        title: Title of the chart.
        says: What it shows, in a sentence made from the numbers.
        across: Title of the horizontal axis.
        up: Title of the vertical axis.
        spots: The points.
        as_table: What its numbers show where they stand as a table and nothing is drawn; empty where `says` speaks of
            no picture.
    """

    title: str
    says: str
    across: str
    up: str
    spots: tuple[Spot, ...]
    as_table: str = ""

    @property
    def rows(self) -> tuple[Spot, ...]:
        """The points."""
        return self.spots


@dataclass(frozen=True)
class Line:
    """One curve.

    Attributes:
        label: What it stands for.
        at: (x, y) pairs, x rising.
    """

    label: str
    at: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Lines:
    """Curves over one axis, such as time; each differs in colour and in dash, and has its name at its end.

    Attributes:
        title: Title of the chart.
        says: What it shows, in a sentence made from the numbers.
        across: Title of the horizontal axis.
        up: Title of the vertical axis.
        lines: The curves.
        places: (x, words) for x values that have words of their own, such as dates.
        ticks: The x values that the axis labels; its own choice if none is given.
        marks: (x, short label) of vertical lines, such as numbered events.
        shares: Whether the values are shares, printed as per cent.
        stepped: Whether a value holds until the next one.
        ranges: (x, low, high, short label) of upright bars beside the curves, such as what others have published.
        short: Words of the ticks, where they are shorter than those of their places.
        parties: Names of all parties, in the order of the case: a series that is named after one has its colour, the
            same in every chart; empty where series are not of parties.
        as_table: What its numbers show where they stand as a table and nothing is drawn; empty where `says` speaks of
            no picture.
    """

    title: str
    says: str
    across: str
    up: str
    lines: tuple[Line, ...]
    places: tuple[tuple[float, str], ...] = ()
    ticks: tuple[float, ...] = ()
    marks: tuple[tuple[float, str], ...] = ()
    shares: bool = True
    stepped: bool = False
    ranges: tuple[tuple[float, float, float, str], ...] = ()
    short: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    as_table: str = ""

    @property
    def rows(self) -> tuple[Line, ...]:
        """The curves."""
        return self.lines


@dataclass(frozen=True)
class Span:
    """One bar of a timeline.

    Attributes:
        label: The row it stands in, such as what is done.
        series: What kind of bar it is, such as who does it.
        start: Where it begins.
        end: Where it ends.
        note: Short text after it; empty for none.
    """

    label: str
    series: str
    start: float
    end: float
    note: str = ""


@dataclass(frozen=True)
class Timeline:
    """Bars from a start to an end, a row a label, the rows in order of appearance.

    Attributes:
        title: Title of the chart.
        says: What it shows, in a sentence made from the numbers.
        axis: Title of the axis.
        spans: The bars.
        places: (x, words) for values that have words of their own, such as dates.
        ticks: The values that the axis labels; its own choice if none is given.
        marks: (x, short label) of vertical lines, such as the end of a round.
        backdrop: The series that is drawn without a colour, such as what is on the calendar anyway; empty for none.
        parties: Names of all parties, in the order of the case: a series that is named after one has its colour, the
            same in every chart; empty where series are not of parties.
        scale_of: All bars of the chart of which this is a part, which has its scale; empty where it is whole.
        as_table: What its numbers show where they stand as a table and nothing is drawn; empty where `says` speaks of
            no picture.
    """

    title: str
    says: str
    axis: str
    spans: tuple[Span, ...]
    places: tuple[tuple[float, str], ...] = ()
    ticks: tuple[float, ...] = ()
    marks: tuple[tuple[float, str], ...] = ()
    backdrop: str = ""
    parties: tuple[str, ...] = ()
    scale_of: tuple[Span, ...] = ()
    as_table: str = ""

    @property
    def rows(self) -> tuple[Span, ...]:
        """The bars."""
        return self.spans


Chart = Bars | Dots | Plane | Lines | Timeline | Swings | Matrix | Web | Relief
Figure = Chart | Table

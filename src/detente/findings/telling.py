"""Whether a picture tells more than a sentence: charts of one bar, of noise and of nothing are not drawn."""

from __future__ import annotations

from collections.abc import Iterable

from detente.findings.comparisons import Matrix, Swings
from detente.findings.figures import Bars, Chart, Dots, Lines, Plane, Timeline
from detente.findings.maps import Relief, Web

FEW = 2  # of anything that can be compared
LONG = 0.02  # of an axis of shares: bars that are all shorter are hardly there
SEEN = 0.005  # of an axis of shares: what is nearer to each other looks alike


def telling(figure: Chart) -> bool:
    """Return whether there is anything to see: at least two things to compare, which differ by more than chance.

    Bars that are all under two per cent or whose intervals all reach 0, and curves and swings that stay within half a
    per cent of each other say nothing that a sentence does not say better.

    Example:
        >>> from detente.findings.figures import Bar
        >>> one, two = (Bar(name, (("s", share),), "") for name, share in (("a", 0.5), ("b", 0.2)))
        >>> [telling(Bars("t", "s.", "x", bars)) for bars in ((), (one,), (one, two))]
        [False, False, True]
    """
    match figure:
        case Bars():
            sizes = [sum(value for _, value in bar.parts) for bar in figure.bars]
            noise = all(bar.error is not None and bar.error[0] <= 0 < bar.error[1] for bar in figure.bars)
            return len(sizes) >= FEW and max(sizes) >= LONG and not noise
        case Dots():
            return len(figure.rows) >= FEW and max((v for row in figure.rows for _, v in row.at), default=0.0) >= SEEN
        case Lines():
            curved = max((len(line.at) for line in figure.lines), default=0) >= FEW
            return curved and _spread(y for line in figure.lines for _, y in line.at) >= (SEEN if figure.shares else 0)
        case Swings():
            far = max((abs(end - figure.middle) for s in figure.swings for end in (s.low, s.high)), default=0.0)
            return len(figure.swings) >= FEW and far >= SEEN
        case Matrix():
            return len(figure.columns) >= FEW and bool(figure.rows)
        case Relief():
            return _spread(value for row in figure.rows for value in row) > 0
        case Plane() | Timeline() | Web():
            return len(figure.rows) >= FEW


def _spread(values: Iterable[float]) -> float:
    known = list(values)
    return max(known) - min(known) if known else 0.0

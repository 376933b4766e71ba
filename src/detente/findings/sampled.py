"""Numbers of a report with their errors of sampling, and how they are said."""

from __future__ import annotations

from pydantic import Field

from detente.case.base import Frozen
from detente.findings.words import apart, within


class Ends(Frozen):
    """Where a number would lie with ever more worlds, at 90 %."""

    low: float
    """Lower end of the interval."""
    high: float
    """Upper end of it."""


class Sampled(Frozen):
    """A part of a report whose numbers have errors of sampling."""

    errors: dict[str, Ends] = Field(default_factory=dict)
    """Number of this part → its 90 % interval of sampling. What a key of this part holds of a party or of something
    else is named with a stroke: `change/us`."""

    def said(self, *path: str | int) -> str:
        """Say a share with its error, named by its keys."""
        return within(*self.interval(*path))

    def said_apart(self, *path: str | int) -> str:
        """Say a difference of shares in percentage points with its error, named by its keys."""
        return apart(*self.interval(*path))

    def interval(self, *path: str | int) -> tuple[float, float, float]:
        """Return a number, named by its keys, and the ends of its interval: the number itself where it has no error."""
        number = getattr(self, str(path[0]))
        for key in path[1:]:
            number = number[key]
        ends = self.errors.get("/".join(map(str, path)))
        return float(number), *((number, number) if ends is None else (ends.low, ends.high))

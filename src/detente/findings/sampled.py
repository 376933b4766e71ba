"""Numbers of a report with their errors of sampling, and how they are said."""

from __future__ import annotations

from pydantic import Field

from detente.case.base import Frozen
from detente.findings.words import apart, points, within


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

    def said(self, *path: str) -> str:
        """Say a share with its error, named by its keys."""
        share, ends = self._number(path)
        return within(share, share if ends is None else ends.low, share if ends is None else ends.high)

    def said_apart(self, *path: str) -> str:
        """Say a difference of shares in percentage points with its error, named by its keys."""
        difference, ends = self._number(path)
        return points(difference) if ends is None else apart(difference, ends.low, ends.high)

    def _number(self, path: tuple[str, ...]) -> tuple[float, Ends | None]:
        number = getattr(self, path[0])
        for key in path[1:]:
            number = number[key]
        return float(number), self.errors.get("/".join(path))

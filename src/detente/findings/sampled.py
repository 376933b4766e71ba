"""Numbers of a report with their errors of sampling, and how they are said."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from detente.case.base import Frozen
from detente.findings.estimates import Estimate
from detente.findings.words import percent, pp


class Ends(Frozen):
    """Where a number would lie with ever more worlds, at 90 %."""

    low: float
    """Lower end of the interval."""
    high: float
    """Upper end of it."""


class Sampled(Frozen):
    """A part of a report whose numbers have errors of sampling.

    Whoever reads such a number gets an `Estimate`, which sentences, tables and charts can only say with its error.
    """

    errors: dict[str, Ends] = Field(default_factory=dict)
    """Number of this part → its 90 % interval of sampling. What a key of this part holds of a party or of something
    else is named with a stroke: `change/us`."""

    def model_post_init(self, context: Any, /) -> None:
        """Give each number that has an error to those who read it with this error."""
        for name, ends in self.errors.items():
            *above, last = name.split("/")
            holder: Any = self.__dict__
            for key in above:
                holder = _inside(holder, key)
            place = _key(holder, last)
            holder[place] = Estimate(holder[place], ends.low, ends.high)

    def said(self, *path: str | int) -> str:
        """Say a share with its error, named by its keys."""
        return percent(self._named(path))

    def said_apart(self, *path: str | int) -> str:
        """Say a difference of shares in percentage points with its error, named by its keys."""
        return pp(self._named(path))

    def _named(self, path: tuple[str | int, ...]) -> float:
        """Return a number, named by its keys."""
        number: Any = getattr(self, str(path[0]))
        for key in path[1:]:
            number = number[key]
        return float(number) if not isinstance(number, Estimate) else number


def _inside(holder: Any, key: str) -> Any:
    """Return what a mapping or a list holds at a key: of a part of a report its fields."""
    inner = holder[_key(holder, key)]
    return inner.__dict__ if isinstance(inner, BaseModel) else inner


def _key(holder: Any, key: str) -> Any:
    return int(key) if isinstance(holder, list) or key not in holder else key

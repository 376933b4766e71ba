"""A scenario in neutral form: issues with their values, and for each party what every value is worth to it.

Every reader of a format brings its files into this form; what the form cannot hold, the reader refuses by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# How the evaluations of Genius files are read.
Scaling = Literal["genius", "raw"]

# Name of a format, as it is printed.
Format = Literal["Genius", "GeniusWeb", "NegMAS"]

# More values of one issue than these are a number in disguise, which no ladder of options is meant for.
MOST_VALUES = 1000


@dataclass(frozen=True)
class ScenarioIssue:
    """An issue of a scenario.

    Attributes:
        name: Its name.
        values: The ways to settle it, in the order of the file.
    """

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """What one party wants.

    Attributes:
        name: Name of the party.
        file: File it was read from.
        points: For each issue of the scenario, what each of its values is worth, weight included.
        bias: What every outcome is worth on top of that.
        reservation: What no agreement is worth; None where the file does not say.
        discount: Factor by which utilities shrink while the talks last; None where they do not.
        notes: What was set aside or assumed, in sentences.
    """

    name: str
    file: str
    points: tuple[tuple[float, ...], ...]
    bias: float = 0.0
    reservation: float | None = None
    discount: float | None = None
    notes: tuple[str, ...] = ()

    def utility(self, outcome: tuple[int, ...]) -> float:
        """What is an outcome worth to the party?

        Args:
            outcome: For each issue, the number of its value.

        Returns:
            Its utility, not discounted.

        Example:
            >>> Profile("Ann", "ann.xml", ((0.25, 0.5), (0.0, 0.125))).utility((1, 1))
            0.625
        """
        return self.bias + sum(points[number] for points, number in zip(self.points, outcome, strict=True))

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest utility of an outcome."""
        return self.bias + sum(map(min, self.points)), self.bias + sum(map(max, self.points))

    @property
    def threshold(self) -> float:
        """What the party must get at least, the bias taken off: no reservation value means any agreement is welcome."""
        return (min(0.0, self.bounds[0]) if self.reservation is None else self.reservation) - self.bias


@dataclass(frozen=True)
class Scenario:
    """A domain with the profiles of its parties.

    Attributes:
        name: Name of the domain.
        format: The format it was read from.
        meaning: How utilities were worked out, in a sentence.
        issues: The issues, in the order of the domain.
        profiles: The parties, in the order of their files' names.
        files: The files it was read from, the domain first.
        notes: What was set aside or assumed about the whole, in sentences.
    """

    name: str
    format: Format
    meaning: str
    issues: tuple[ScenarioIssue, ...]
    profiles: tuple[Profile, ...]
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()

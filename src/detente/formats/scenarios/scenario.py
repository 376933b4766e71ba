"""A scenario in neutral form: issues with their values, and what every value is worth to each party.

The reader of each format ends in this form, and refuses by name what the form cannot hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

# Whether evaluations of Genius files are divided by the highest of the issue, as Genius does, or taken as they are.
Scaling = Literal["genius", "raw"]

# The names of the formats, as they are printed.
Format = Literal["Genius", "GeniusWeb", "NegMAS", "NegoLog"]

# An issue of more values is a number in disguise; each value would become an option of the case.
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
    """What outcomes and no agreement are worth to one party, in exact fractions, so that no tie is broken.

    Attributes:
        name: Name of the party.
        file: File it was read from.
        points: For each issue of the scenario, the utility of each of its values, weight included.
        bias: The utility that every outcome has on top of that.
        reservation: The utility of no agreement; None if the file does not say.
        discount: The factor by which utilities shrink while the talks last; None if they do not.
        notes: What was set aside or assumed, in sentences.
    """

    name: str
    file: str
    points: tuple[tuple[Fraction, ...], ...]
    bias: Fraction = Fraction(0)
    reservation: Fraction | None = None
    discount: float | None = None
    notes: tuple[str, ...] = ()

    def utility(self, outcome: tuple[int, ...]) -> Fraction:
        """Return the utility of an outcome, not discounted.

        Args:
            outcome: For each issue, the number of its value, from 0.

        Example:
            >>> half, third = Fraction(1, 2), Fraction(1, 3)
            >>> Profile("Ann", "ann.xml", ((half, third), (half,))).utility((1, 0))
            Fraction(5, 6)
        """
        return self.bias + sum(points[number] for points, number in zip(self.points, outcome, strict=True))

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest utility of an outcome."""
        return self.bias + sum(map(min, self.points)), self.bias + sum(map(max, self.points))

    @property
    def threshold(self) -> Fraction:
        """The least utility, without the bias, that the party accepts; anything if it has no reservation value."""
        return (min(Fraction(0), self.bounds[0]) if self.reservation is None else self.reservation) - self.bias


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

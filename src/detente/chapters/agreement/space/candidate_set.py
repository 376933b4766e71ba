"""Some packages of a case that has too many to list, behind the same interface as `Packages`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Bools, Ints
from detente.chapters.agreement.space.packages import OptionNumbers, Packages


@dataclass(frozen=True)
class CandidateSet(Packages):
    """Some packages of a case, laid out as a table with a single column.

    Attributes:
        some: The packages, each once, all allowed by the rules.
    """

    some: tuple[OptionNumbers, ...] = ()

    def __post_init__(self) -> None:
        """Accept a case with any number of packages."""

    @property
    def complete(self) -> bool:
        """Whether these are all packages of the case."""
        return False

    @cached_property
    def halves(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Positions of the issues of each half: all are in the first."""
        return tuple(range(len(self.issues))), ()

    @cached_property
    def rows(self) -> tuple[Ints, Ints]:
        """Option numbers of each half: the packages themselves, and one row without issues."""
        return self.array(self.some), np.zeros((1, 0), dtype=np.intp)

    @cached_property
    def valid(self) -> Bools:
        """Array (packages, 1): the rules allow all of them."""
        return np.ones(self.shape, dtype=bool)

    @cached_property
    def _places(self) -> dict[OptionNumbers, int]:
        return {package: place for place, package in enumerate(self.some)}

    def place(self, package: OptionNumbers) -> tuple[int, int]:
        """Return the pair of rows of one of these packages."""
        return self._places[package], 0

    def is_valid(self, package: OptionNumbers) -> bool:
        """Whether the rules allow the package and it changes something, listed or not."""
        return self.has(package) and any(package) and self.allowed(package)

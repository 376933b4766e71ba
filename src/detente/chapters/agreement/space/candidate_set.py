"""Packages of a case that has too many to list them all: candidates only, the rest of the chapter none the wiser."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Bools, Ints
from detente.chapters.agreement.space.packages import OptionNumbers, Packages


@dataclass(frozen=True)
class CandidateSet(Packages):
    """Some packages of a case.

    Attributes:
        some: The packages, each once, all allowed by the rules.
    """

    some: tuple[OptionNumbers, ...] = ()

    def __post_init__(self) -> None:
        """Any number will do."""

    @property
    def complete(self) -> bool:
        """Whether these are all packages of the case."""
        return False

    @cached_property
    def halves(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """All issues are in the first half."""
        return tuple(range(len(self.issues))), ()

    @cached_property
    def rows(self) -> tuple[Ints, Ints]:
        """The packages, and a row without issues."""
        return self.array(self.some), np.zeros((1, 0), dtype=np.intp)

    @cached_property
    def valid(self) -> Bools:
        """All of them are."""
        return np.ones(self.shape, dtype=bool)

    @cached_property
    def _places(self) -> dict[OptionNumbers, int]:
        return {package: place for place, package in enumerate(self.some)}

    def place(self, package: OptionNumbers) -> tuple[int, int]:
        """Return where a package is that is among them."""
        return self._places[package], 0

    def is_valid(self, package: OptionNumbers) -> bool:
        """Whether the rules allow the package and it changes something, listed or not."""
        return self.has(package) and any(package) and self.allowed(package)

"""Packages of a case that has too many to list them all: candidates only, the rest of the chapter none the wiser."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.chapters.agreement.space.packages import Package, Packages


@dataclass(frozen=True)
class Listing(Packages):
    """Some packages of a case.

    Attributes:
        some: The packages, each once, all allowed by the rules.
    """

    some: tuple[Package, ...] = ()

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
    def rows(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The packages, and a row without issues."""
        return self.array(self.some), np.zeros((1, 0), dtype=np.intp)

    @cached_property
    def valid(self) -> NDArray[np.bool_]:
        """All of them are."""
        return np.ones(self.shape, dtype=bool)

    @cached_property
    def _places(self) -> dict[Package, int]:
        return {package: place for place, package in enumerate(self.some)}

    def place(self, package: Package) -> tuple[int, int]:
        """Return where a package is that is among them."""
        return self._places[package], 0

    def is_valid(self, package: Package) -> bool:
        """Whether the rules allow the package and it changes something, listed or not."""
        return self.has(package) and any(package) and self.allowed(package)

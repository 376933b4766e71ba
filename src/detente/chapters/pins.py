"""What a chapter chose, as data, and how it judges other worlds by it: row by row, without choosing anew."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.base import Frozen
from detente.case.model import Case
from detente.findings.columns import Column
from detente.worlds import Worlds


@dataclass(frozen=True)
class Rows:
    """What a chapter finds in some worlds.

    Attributes:
        columns: The columns that it adds to the table of outcomes.
        worlds: The worlds that the chapters after it see: the same ones, unless it weighs evidence.
    """

    columns: tuple[Column, ...]
    worlds: Worlds


class Judge(ABC):
    """Judges worlds of a case as a chapter does, by what it chose. Nothing in a row depends on any other world."""

    @abstractmethod
    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds.

        Args:
            worlds: The worlds, as the chapters before leave them.
            known: The columns of the chapters before, by name.
        """


class Pins(Frozen, ABC):
    """What a chapter chose in the worlds of an inquiry, and what it took from all of them together.

    With it any world of the case is judged by itself, so that a run of many worlds can be worked out in parts, and goes
    on where it was stopped. In the worlds of the inquiry itself it finds what the chapter found.
    """

    @abstractmethod
    def judge(self, case: Case, before: Mapping[str, Judge]) -> Judge:
        """Return what judges worlds of the case by this; whatever is the same in every world is worked out here.

        Args:
            case: The case as the inquiry sees it.
            before: Chapter that runs before → what judges worlds as it does.
        """

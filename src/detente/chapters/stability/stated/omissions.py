"""What a report on a conflict leaves out because the conflict is too large for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from detente.graph import ConflictError

T = TypeVar("T")


class Omissions:
    """Collects what is left out, as clauses of a sentence."""

    def __init__(self) -> None:
        """Start with nothing left out."""
        self.named: list[str] = []

    def add(self, clause: str) -> None:
        """Name something that is left out, and why."""
        self.named.append(clause)

    def attempt(self, what: str, work: Callable[[], T]) -> T | None:
        """Return the result of some work; where the conflict is too large for it, None, and what it is is named."""
        try:
            return work()
        except ConflictError as error:
            self.add(f"{what}: {error.found} are too many")
            return None

"""Where a record breaks: what is wrong, and at which entry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordBreak:
    """One thing that is wrong with a record.

    Attributes:
        code: What kind of thing, a word that stays.
        says: What is wrong, in words.
        sequence: Number of the entry; None if it is no matter of one entry.
        follows: Whether it may be no more than the consequence of an earlier one.
    """

    code: str
    says: str
    sequence: int | None = None
    follows: bool = False

    @property
    def text(self) -> str:
        """Where it is and what it is, on one line."""
        at = "" if self.sequence is None else f"entry {self.sequence}: "
        return f"{at}{self.says} [{self.code}]"

"""Lists that are longer than there is room for: what is shown, and how many are left out, so that it is always said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from detente.findings.words import how_many, listed

T = TypeVar("T")


class Cut(NamedTuple, Generic[T]):
    """The first of several things.

    Attributes:
        shown: Those that there is room for.
        left: How many more there are.
    """

    shown: tuple[T, ...]
    left: int

    def said(self, thing: str, more: int = 0) -> str:
        """Say how many are left out, as a sentence that follows others; nothing if none is.

        Args:
            thing: What one of them is called.
            more: How many were left out before.

        Example:
            >>> cut(range(5), 3).said("demand"), cut(range(3), 3).said("demand"), cut(range(9), 8).said("demand")
            (' Two more demands are not shown here.', '', ' One more demand is not shown here.')
        """
        left = self.left + more
        told = how_many(left, f"more {thing}", begins=True)
        return f" {told} {'is' if left == 1 else 'are'} not shown here." if left else ""


def cut(things: Iterable[T], most: int) -> Cut[T]:
    """Keep the first of several things, as many as there is room for.

    Args:
        things: The things, what matters most first.
        most: For how many there is room.

    Returns:
        These, and how many are left out: whoever shows them says so.
    """
    known = tuple(things)
    return Cut(known[:most], max(0, len(known) - most))


def listed_first(words: Iterable[str], most: int, last: str = "and") -> str:
    """Join the first words as in a sentence, and say how many more there are.

    Example:
        >>> listed_first("abcde", 3), listed_first("abc", 3)
        ('a, b, c and two more', 'a, b and c')
    """
    first = cut(words, most)
    return listed([*first.shown, *([f"{how_many(first.left)} more"] if first.left else [])], last)

"""Two texts of one file: whether it is still the one that somebody opened, and where they differ."""

from __future__ import annotations

from difflib import unified_diff

AROUND = 2  # lines that are the same, before and after those that differ
MOST_COMPARED = 4000  # lines of both texts together: the time that it takes grows with their product
MOST_SHOWN = 200  # lines


def differences(kept: str, typed: str) -> tuple[str, ...]:
    """Return the lines in which two texts differ, each with a sign before it, with some around them.

    Args:
        kept: The text whose own lines have a minus.
        typed: The text whose own lines have a plus.

    Returns:
        The lines, cut where there are many; none where the texts are too long to compare.

    Example:
        >>> differences("title: A", "title: B")
        ('-title: A', '+title: B')
    """
    one, other = kept.splitlines(), typed.splitlines()
    if len(one) + len(other) > MOST_COMPARED:
        return ()
    heads = 3  # the names of both texts, and where the first lines are
    shown = ["…" if line.startswith("@@") else line for line in unified_diff(one, other, n=AROUND, lineterm="")][heads:]
    return (*shown[:MOST_SHOWN], *(("…",) if len(shown) > MOST_SHOWN else ()))

"""Numbers as a person would say them."""

from __future__ import annotations

from collections.abc import Iterable


def percent(share: float) -> str:
    """Say a share as a percentage, never rounding something to nothing or to everything.

    Example:
        >>> [percent(x) for x in (0, 0.004, 0.413, 0.9999, 1)]
        ['0 %', 'under 1 %', '41 %', 'over 99 %', '100 %']
    """
    if 0 < share < 0.005:
        return "under 1 %"
    if 0.995 <= share < 1:
        return "over 99 %"
    return f"{share * 100:.0f} %"


def points(share: float) -> str:
    """Say a difference of shares in percentage points, with its sign.

    Example:
        >>> [points(x) for x in (0.123, -0.4, 0.001, 0)]
        ['12 points', '−40 points', 'under 1 point', 'nothing']
    """
    size = abs(share)
    if size < 1e-9:
        return "nothing"
    sign = "−" if share < 0 else ""
    if size < 0.005:
        return f"{sign and 'minus '}under 1 point"
    number = round(size * 100)
    return f"{sign}{number} point{'' if number == 1 else 's'}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Join words as in a sentence.

    Example:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    words = list(items)
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def count(number: int, thing: str) -> str:
    """Say how many of something there are.

    Example:
        >>> count(1, "package"), count(25740, "package")
        ('1 package', '25,740 packages')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"

"""Numbers as a person would say them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.case.model import Case, Subject

HARD_SPACE = "\u00a0"
# Names that take an article within a sentence: those that say what kind of a body it is.
KINDS = re.compile(
    r"(?:United|Soviet|European|Security|Republic of|Kingdom of|Ministry of)\b"
    r"|.*\b(?:Union|States|Kingdom|Republic|Federation|Emirates|Netherlands|Philippines|Organization)$"
)


def percent(share: float) -> str:
    """Say a share as a percentage, never rounding something to nothing or to everything.

    Example:
        >>> [percent(x).replace(HARD_SPACE, " ") for x in (0, 0.004, 0.413, 0.9999, 1, -0.2)]
        ['0 %', 'under 1 %', '41 %', 'over 99 %', '100 %', '−20 %']
    """
    if 1e-12 < share < 0.01:
        return f"under 1{HARD_SPACE}%"
    if 0.99 < share < 1 - 1e-12:
        return f"over 99{HARD_SPACE}%"
    return f"{round(share * 100)}{HARD_SPACE}%".replace("-", "−")


def within(share: float, low: float, high: float) -> str:
    """Say a share as a percentage with half the width of its interval, where that is at least half a point.

    What holds in all worlds or in none is said without.

    Example:
        >>> told = (0.413, 0.395, 0.431), (0.5, 0.499, 0.501), (0.004, 0, 0.01)
        >>> [within(*x).replace(HARD_SPACE, " ") for x in told]
        ['41 ± 2 %', '50 %', 'under 1 %']
    """
    said, wide = percent(share), round((high - low) * 50)
    plain = not wide or not said[0].isdigit() or min(share, 1 - share) < 1e-12
    return said if plain else f"{round(share * 100)} ± {wide}{HARD_SPACE}%"


def points(share: float) -> str:
    """Say a difference of shares in percentage points, with its sign.

    Example:
        >>> [points(x).replace(HARD_SPACE, " ") for x in (0.123, -0.4, 0.001, 0)]
        ['12 points', '−40 points', 'under 1 point', 'nothing']
    """
    size = abs(share)
    if size < 1e-9:
        return "nothing"
    if size < 0.01:
        return f"under 1{HARD_SPACE}point"
    number = round(size * 100)
    return f"{'−' if share < 0 else ''}{number}{HARD_SPACE}point{'' if number == 1 else 's'}"


def apart(difference: float, low: float, high: float) -> str:
    """Say a difference of shares in percentage points with half the width of its interval, if that is not nothing.

    Example:
        >>> told = (0.123, 0.09, 0.15), (0.012, -0.001, 0.025), (-0.4, -0.4, -0.4), (0, -0.01, 0.01)
        >>> [apart(*x).replace(HARD_SPACE, " ") for x in told]
        ['12 ± 3 points', '1.2 ± 1.3 points', '−40 points', 'nothing']
    """
    size, half = 100 * abs(difference), 50 * (high - low)
    digits = 0 if size >= 9.95 else 1
    if size < 1e-7 or round(half, digits) <= 0:
        return points(difference)
    return f"{'−' if difference < 0 else ''}{size:.{digits}f} ± {half:.{digits}f}{HARD_SPACE}points"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Join words as in a sentence.

    Example:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    words = list(items)
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def of_name(name: str, begins: bool = False) -> str:
    """Say a name within a sentence, or at its beginning, with the article that it takes.

    Example:
        >>> of_name("Soviet Union"), of_name("North Korea"), of_name("United States", begins=True)
        ('the Soviet Union', 'North Korea', 'The United States')
    """
    return f"{'The' if begins else 'the'} {name}" if KINDS.match(name) else name


def whom(case: Case, subject: Subject) -> str:
    """Say whom a subject is about: its own name, else that of its party, else the other side."""
    name: str | None = getattr(subject.said, "name", None)
    return name or (of_name(case.parties[subject.party].name) if subject.party else "the other side")


def count(number: int, thing: str) -> str:
    """Say how many of something there are.

    Example:
        >>> count(1, "package"), count(25740, "package")
        ('1 package', '25,740 packages')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"

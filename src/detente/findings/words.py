"""Numbers as a person would say them."""

from __future__ import annotations

import re
from collections.abc import Iterable

HARD_SPACE = "\u00a0"
# Names that take an article within a sentence: those that say what kind of a body it is.
KINDS = re.compile(
    r"(?:United|Soviet|European|African|Arab|World|Security|Republic of|Kingdom of|Ministry of|US|UN)\b"
    r"|.*\b(?:Union|States|Kingdom|Republic|Federation|Emirates|Netherlands|Philippines|Islands|Organization)$"
    r"|.*\b(?:Knesset|Senate|Congress|Assembly|parliament|Council)$"
)


def percent(share: float) -> str:
    """Say a share as a percentage, never rounding something to nothing or to everything.

    Example:
        >>> [percent(x).replace(HARD_SPACE, " ") for x in (0, 0.004, 0.413, 0.9999, 1, -0.2, -0.004)]
        ['0 %', 'under 1 %', '41 %', 'over 99 %', '100 %', '−20 %', 'about 0']
    """
    if 1e-12 < share < 0.01:
        return f"under 1{HARD_SPACE}%"
    if -0.01 < share < -1e-12:
        return "about 0"
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


def span(low: float, high: float) -> str:
    """Say a range of shares: one share where both ends are said alike, a bound where one is next to nothing.

    Example:
        >>> ranges = (0.1, 0.3), (0.2, 0.2), (0.001, 0.004), (0, 0.004), (0.004, 0.1)
        >>> [span(*x).replace(HARD_SPACE, " ") for x in ranges]
        ['10 % to 30 %', '20 %', 'under 1 %', 'under 1 %', 'up to 10 %']
    """
    if abs(high) < 0.01 and abs(low) < 0.01 and (low or high):
        return percent(max(abs(low), abs(high)))
    if 0 < low < 0.01:
        return f"up to {percent(high)}"
    first, last = percent(low), percent(high)
    return first if first == last else f"{first} to {last}"


def change(share: float) -> str:
    """Say a change as a percentage with its sign; what rounds to nothing has none.

    Example:
        >>> [change(x).replace(HARD_SPACE, " ") for x in (0.12, -0.4, 0.001, -0.001, 0)]
        ['+12 %', '−40 %', 'about 0', 'about 0', '0 %']
    """
    if abs(share) < 1e-12:
        return percent(0)
    return "about 0" if abs(share) < 0.01 else f"{'+' if share > 0 else '−'}{percent(abs(share))}"


def points(share: float) -> str:
    """Say a difference of two shares of worlds in percentage points, with its sign.

    Example:
        >>> [points(x).replace(HARD_SPACE, " ") for x in (0.123, -0.4, 0.01, 0.001, 0)]
        ['12 percentage points', '−40 percentage points', '1 percentage point', 'under 1 percentage point', 'nothing']
    """
    return _counted(share, "percentage point")


def pp(share: float) -> str:
    """Say the same for a table or a bar, whose caption says what pp means.

    Example:
        >>> [pp(x).replace(HARD_SPACE, " ") for x in (0.123, -0.4, 0.001, 0)]
        ['12 pp', '−40 pp', 'under 1 pp', 'nothing']
    """
    return _counted(share, "pp", "pp")


def _counted(share: float, one: str, many: str = "") -> str:
    size = abs(share)
    if size < 1e-9:
        return "nothing"
    if size < 0.01:
        return f"under 1 {one}".replace(" ", HARD_SPACE, 2)
    number = round(size * 100)
    unit = one if number == 1 else many or f"{one}s"
    return f"{'−' if share < 0 else ''}{number}{HARD_SPACE}{unit}"


def apart(difference: float, low: float, high: float) -> str:
    """Say a difference of shares in percentage points with half the width of its interval, if that is not nothing.

    Example:
        >>> told = (0.123, 0.09, 0.15), (0.012, -0.001, 0.025), (-0.4, -0.4, -0.4), (0, -0.01, 0.01)
        >>> [apart(*x).replace(HARD_SPACE, " ") for x in told]
        ['12 ± 3 pp', '1.2 ± 1.3 pp', '−40 percentage points', 'nothing']
    """
    size, half = 100 * abs(difference), 50 * (high - low)
    digits = 0 if size >= 9.95 else 1
    if size < 1e-7 or round(half, digits) <= 0:
        return points(difference)
    return f"{'−' if difference < 0 else ''}{size:.{digits}f} ± {half:.{digits}f}{HARD_SPACE}pp"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Join words as in a sentence.

    Example:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    words = list(items)
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def with_article(name: str, begins: bool = False) -> str:
    """Say a name within a sentence, or at its beginning, with the article that it seems to take.

    Example:
        >>> with_article("Soviet Union"), with_article("North Korea"), with_article("United States", begins=True)
        ('the Soviet Union', 'North Korea', 'The United States')
        >>> with_article("The first prisoner")
        'the first prisoner'
    """
    bare = name.removeprefix("The ")
    takes = bare != name or KINDS.match(name)
    return f"{'The' if begins else 'the'} {bare}" if takes else name


def count(number: int, thing: str) -> str:
    """Say how many of something there are.

    Example:
        >>> count(1, "package"), count(25740, "package")
        ('1 package', '25,740 packages')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"

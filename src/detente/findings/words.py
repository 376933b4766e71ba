"""Numbers as a person would say them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from detente.findings.estimates import Estimate

HARD_SPACE = "\u00a0"
DIGITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# Words in a script that is written from right to left, and what stands between two of them.
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
FROM_THE_RIGHT = re.compile(f"[{_RIGHT}]+(?:[ '’\u200c\u200d-]+[{_RIGHT}]+)*")
# Names that take an article within a sentence: those that say what kind of a body it is.
KINDS = re.compile(
    r"(?:United|Soviet|European|African|Arab|World|Security|Republic of|Kingdom of|Ministry of|US|UN)\b"
    r"|.*\b(?:Union|States|Kingdom|Republic|Federation|Emirates|Netherlands|Philippines|Islands|Organization)$"
    r"|.*\b(?:Knesset|Senate|Congress|Assembly|parliament|Council)$"
)


def percent(share: float) -> str:
    """Say a share as a percentage, never rounding something to nothing or to everything; an estimate with its error.

    Example:
        >>> [percent(x).replace(HARD_SPACE, " ") for x in (0, 0.004, 0.413, 0.9999, 1, -0.2, -0.004)]
        ['0 %', 'under 1 %', '41 %', 'over 99 %', '100 %', '−20 %', 'about 0']
        >>> percent(Estimate(0.413, 0.395, 0.431)).replace(HARD_SPACE, " ")
        '41 ± 2 %'
    """
    if isinstance(share, Estimate):
        return within(share, share.low, share.high)
    if 1e-12 < share < 0.01:
        return f"under 1{HARD_SPACE}%"
    if -0.01 < share < -1e-12:
        return "about 0"
    if 0.99 < share < 1 - 1e-12:
        return f"over 99{HARD_SPACE}%"
    return f"{round(round(share * 100, 9))}{HARD_SPACE}%".replace("-", "−")  # sums in another order say the same


def within(share: float, low: float, high: float) -> str:
    """Say a share as a percentage with half the width of its interval, where that is at least half a point.

    What holds in all worlds or in none is said without.

    Example:
        >>> told = (0.413, 0.395, 0.431), (0.5, 0.499, 0.501), (0.004, 0, 0.01)
        >>> [within(*x).replace(HARD_SPACE, " ") for x in told]
        ['41 ± 2 %', '50 %', 'under 1 %']
    """
    said, wide = percent(float(share)), round((high - low) * 50)
    plain = not wide or not said.lstrip("−")[0].isdigit() or abs(share) < 1e-12 or abs(1 - share) < 1e-12
    return said if plain else f"{said.split(HARD_SPACE)[0]} ± {wide}{HARD_SPACE}%"


def full_date(day: dt.date) -> str:
    """Say a day with its month in full.

    Example:
        >>> full_date(dt.date(2021, 8, 31))
        '31 August 2021'
    """
    return f"{day.day} {day:%B %Y}"


def unbroken(text: str) -> str:
    """Return a text in which no line ends between a number and its error.

    Example:
        >>> unbroken("41 ± 2 %").count(HARD_SPACE)
        2
    """
    return text.replace(" ± ", f"{HARD_SPACE}±{HARD_SPACE}")


def isolated(text: str) -> str:
    """Return a text in which what is written from right to left cannot reorder what stands beside it.

    Each run of such letters is put between the marks that Unicode has for it, which nobody sees.

    Example:
        >>> len(isolated("Arad (1)")), len(isolated("ערד (1)"))
        (8, 9)
    """
    return FROM_THE_RIGHT.sub(lambda run: f"\u2068{run[0]}\u2069", text)


def span(low: float, high: float) -> str:
    """Say a range of shares: one share where both ends are said alike, a bound where one is next to nothing.

    Where both ends are estimates with the same error, it is said once.

    Example:
        >>> ranges = (0.1, 0.3), (0.2, 0.2), (0.001, 0.004), (0, 0.004), (0.004, 0.1)
        >>> [span(*x).replace(HARD_SPACE, " ") for x in ranges]
        ['10 % to 30 %', '20 %', 'under 1 %', 'under 1 %', 'up to 10 %']
        >>> span(Estimate(0.21, 0.14, 0.28), Estimate(0.23, 0.16, 0.3)).replace(HARD_SPACE, " ")
        '21 to 23 ± 7 %'
    """
    if abs(high) < 0.01 and abs(low) < 0.01 and (low or high):
        return percent(max(abs(low), abs(high)))
    if 0 < low < 0.01:
        return f"up to {percent(high)}"
    first, last = percent(low), percent(high)
    (start, _, error), (_, _, same) = first.partition(" ± "), last.partition(" ± ")
    if error and error == same and first != last:
        return f"{start} to {last}"
    return first if first == last else f"{first} to {last}"


def change(share: float) -> str:
    """Say a change as a percentage with its sign; what rounds to nothing has none. An estimate is said with its error.

    Example:
        >>> [change(x).replace(HARD_SPACE, " ") for x in (0.12, -0.4, 0.001, -0.001, 0)]
        ['+12 %', '−40 %', 'about 0', 'about 0', '0 %']
        >>> change(Estimate(-0.4, -0.45, -0.35)).replace(HARD_SPACE, " ")
        '−40 ± 5 %'
    """
    if abs(share) < 1e-12:
        return percent(0)
    return "about 0" if abs(share) < 0.01 else f"{'+' if share > 0 else ''}{percent(share)}"


def points(share: float) -> str:
    """Say a difference of two shares of worlds in percentage points, with its sign; an estimate with its error.

    Example:
        >>> [points(x).replace(HARD_SPACE, " ") for x in (0.123, -0.4, 0.01, 0.001, 0)]
        ['12 percentage points', '−40 percentage points', '1 percentage point', 'under 1 percentage point', 'nothing']
        >>> points(Estimate(0.012, -0.001, 0.025)).replace(HARD_SPACE, " ")
        '1.2 ± 1.3 percentage points'
        >>> points(Estimate(-0.0002, -0.001, 0.0006)).replace(HARD_SPACE, " ")
        '0.0 ± 0.1 percentage points'
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
    digits = 0 if size >= 0.0995 else 1
    if isinstance(share, Estimate) and round(100 * share.error, digits) > 0:
        told = f"{100 * size:.{digits}f} ± {100 * share.error:.{digits}f}{HARD_SPACE}{many or f'{one}s'}"
        return f"{'−' if share < 0 and round(100 * size, digits) > 0 else ''}{told}"
    if size < 0.01:
        return f"under 1 {one}".replace(" ", HARD_SPACE, 2)
    number = round(size * 100)
    unit = one if number == 1 else many or f"{one}s"
    return f"{'−' if share < 0 else ''}{number}{HARD_SPACE}{unit}"


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


def how_many(number: int, thing: str = "", begins: bool = False) -> str:
    """Say within a sentence, or at its beginning, how many of something there are: up to nine in words.

    Example:
        >>> how_many(1, "round"), how_many(9, "more claim", begins=True), how_many(12, "pair"), how_many(2)
        ('one round', 'Nine more claims', '12 pairs', 'two')
    """
    told = DIGITS[number - 1] if 0 < number <= len(DIGITS) else f"{number:,}"
    told = f"{told[:1].upper()}{told[1:]}" if begins else told
    return f"{told} {thing}{'' if number == 1 else 's'}" if thing else told

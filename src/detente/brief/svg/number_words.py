"""Numbers in words, as labels of axes and legends have them: the formats and expressions that our charts use."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from math import ceil, floor, log10

from detente.brief.svg.undrawable import UndrawableError

Words = Callable[[float], str]
_SHARES = "format(100 * datum.value, '.0f') + '\u00a0%'"
_PLACES = re.compile(r"\((\{.*\})\)\[format\(datum\.value, '\.6f'\)\]", re.DOTALL)
PLACES = 6  # significant digits of a number whose format names none


def expressed(expression: str) -> Words:
    r"""Return what a label says, by an expression: percentages, or the words of each place.

    Example:
        >>> expressed("format(100 * datum.value, '.0f') + '\u00a0%'")(-0.25)
        '−25\xa0%'

    Raises:
        UndrawableError: It is another expression.
    """
    if expression == _SHARES:
        return lambda value: minus(f"{100 * value:.0f}") + "\u00a0%"
    if found := _PLACES.fullmatch(expression):
        told: dict[str, str] = json.loads(found[1])
        return lambda value: told[f"{value:.6f}"]
    raise UndrawableError("the expression of labels", expression, (_SHARES, "({place: words})[…]"))


def formatted(form: str) -> Words:
    """Return what a number is written as by a format of D3.

    Example:
        >>> formatted(",~r")(1250.0), formatted(".2~g")(0.5), formatted(",.1f")(-3)
        ('1,250', '0.5', '−3.0')

    Raises:
        UndrawableError: It is another format.
    """
    if form == ",~r":
        return lambda value: minus(f"{float(f'{value:.{PLACES - 1}e}'):,.12f}".rstrip("0").rstrip("."))
    if form == ".2~g":
        return lambda value: minus(_short(value))
    if re.fullmatch(r",\.\df", form):
        return lambda value: minus(f"{value:{form}}")
    raise UndrawableError("a format", form, (",~r", ".2~g", ",.0f"))


def _short(value: float) -> str:
    """Return a number with two significant digits, without zeros at its end."""
    digits, _, power = f"{value:.1e}".partition("e")
    if -7 < int(power) < 2:
        plain = f"{float(f'{value:.1e}'):.{max(0, 1 - int(power))}f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{digits.rstrip('0').rstrip('.')}e{int(power):+d}"


def minus(text: str) -> str:
    """Return a number with the sign of subtraction in place of a hyphen, and 0 without one.

    Example:
        >>> minus("-0"), minus("-3")
        ('0', '−3')
    """
    return text.replace("-", "−") if re.search(r"[1-9]", text) else text.lstrip("-")


def step_of(low: float, high: float, about: int) -> float:
    """Return the distance of round numbers of which about so many lie between two: 1, 2 or 5 by a power of ten.

    Example:
        >>> step_of(0, 16.4, 5), step_of(0, 1, 6)
        (5.0, 0.2)
    """
    raw = (high - low) / max(1, about)
    power: float = 10.0 ** floor(log10(raw))
    over = raw / power
    factor = 10 if over >= 50**0.5 else 5 if over >= 10**0.5 else 2 if over >= 2**0.5 else 1
    return float(f"{factor * power:.12g}")


def ticks(low: float, high: float, about: int) -> list[float]:
    """Return about so many round numbers between two.

    Example:
        >>> ticks(0, 16.4, 5)
        [0.0, 5.0, 10.0, 15.0]
    """
    if not high > low:
        return [low]
    step = step_of(low, high, about)
    return [float(f"{n * step:.12g}") for n in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def plain(low: float, high: float, about: int) -> Words:
    """Return what the numbers of `ticks` are written as: with as many decimals as their distance needs."""
    step = step_of(low, high, about) if high > low else 1.0
    return formatted(f",.{max(0, -floor(log10(step) + 1e-9))}f")

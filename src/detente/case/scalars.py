"""Plain scalars of YAML 1.2: which words are numbers, true, false or nothing, and which are text.

`no`, `yes`, `on`, `off` and dates are text, `010` is ten, `1e3` is a thousand. Numbers of more than fifteen digits
before the point, infinities and NaN have no place in a case.
"""

from __future__ import annotations

import math
import re

INTEGER = re.compile(r"[-+]?[0-9]+")
BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
WORDS = {
    **dict.fromkeys(("null", "Null", "NULL", "~", "")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

LARGEST = 1e15


def plain(text: str) -> str | int | float | bool | None:
    """Return what an unquoted word of a file means.

    Args:
        text: The word.

    Returns:
        Its value; text where it is nothing else.

    Raises:
        ValueError: It is a number that is not finite, or larger than any that a case needs.

    Example:
        >>> plain("no"), plain("010"), plain("1e3"), plain("null"), plain("2021-08-31")
        ('no', 10, 1000.0, None, '2021-08-31')
    """
    if text in WORDS:
        return WORDS[text]
    value = number(text)
    return text if value is None else value


def number(text: str) -> int | float | None:
    """Return the number that a text states.

    Args:
        text: A word without quotes.

    Returns:
        The number, whole where it is written without point and exponent; None where it is no number.

    Raises:
        ValueError: The number is not finite, or larger than any that a case needs.

    Example:
        >>> number("-0.5"), number("0x1F"), number("1_000")
        (-0.5, 31, None)
    """
    if BASED.fullmatch(text):
        value = float(int(text, 0)) if len(text) < 20 else math.inf
    elif FLOAT.fullmatch(text):
        value = float(text)
    elif SPECIAL.fullmatch(text):
        value = math.nan
    else:
        return None
    if not abs(value) <= LARGEST:
        raise ValueError(text)
    return int(value) if INTEGER.fullmatch(text) or BASED.fullmatch(text) else value

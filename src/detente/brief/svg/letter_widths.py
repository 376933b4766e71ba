"""How wide texts are: the advance widths of Liberation Sans, which are those of Arial and of Helvetica.

Fonts of screens differ by a few hundredths from these, so nothing may depend on the last pixel.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, east_asian_width, normalize

UNITS = 2048  # of a font, from one line to the next
BOLD = 1.08  # how much wider bold letters are, on average
OTHER = 1139  # units of a letter that is not below: as many as a digit
ELLIPSIS = "…"
# Units → the letters that are so wide. Letters with accents are as wide as without.
_ALIKE = {
    391: "'",
    455: "ijlłιіј‘’",
    532: "|¦",
    569: " !,./:;I[\\]ft·ıŧΙІ\u00a0\u202f",
    682: "()-`r\u2010\u2011“”„",
    684: "{}",
    717: "•",
    727: '"',
    747: "г",
    797: "*",
    809: "τ",
    819: "°",
    896: "к",
    913: "ε",
    938: "тз",
    961: "^",
    1024: "Jcksvxyzγκλνсух↑↓",
    1067: "чь",
    1075: "χ",
    1088: "в",
    1109: "Гпя",
    1120: "υ",
    1124: "±÷≈≤≥≠",
    1131: "нΓ",
    1139: "#$0123456789?L_abdeghnopqu£§«»ðþħηθοаеорђ–€",
    1173: "бцβμαδиρ",
    1196: "+<=>~×−КлдσЗ",
    1251: "FTZßøΖΤТΣ",
    1301: "УЪφΞБЛЬ",
    1366: "&ABEKPSVXYÞΑΒΕΚΡΥΧЅАВЕРХЧΔΛжД",
    1413: "мπ",
    1479: "CDHNRUwÐĐΗΝНСЯИПЭыψ",
    1509: "©®ЦΩюФ",
    1593: "GOQØΘΟОω",
    1643: "шщфΦ",
    1706: "MmΜМΨ",
    1821: "%æЫ",
    1933: "WœШЖЩ",
    2048: "ÆŒ—…←→™Ю",
    2079: "@",
}
_UNITS = {letter: units for units, letters in _ALIKE.items() for letter in letters}


@lru_cache(maxsize=4096)
def width(text: str, size: float, bold: bool = False) -> float:
    """Return the pixels that a text takes from left to right.

    Args:
        text: One line.
        size: Of its font, pixels.
        bold: Whether it is set in bold.

    Example:
        >>> round(width("100 %", 11), 2)
        31.19
    """
    units = sum(_UNITS.get(letter) or _unusual(letter) for letter in text)
    return units * size / UNITS * (BOLD if bold else 1.0)


def _unusual(letter: str) -> int:
    """Return the units of a letter that has none of its own: those of the letter without its accent."""
    if combining(letter):
        return 0
    if east_asian_width(letter) in "WF":
        return UNITS
    return _UNITS.get(normalize("NFD", letter)[0], OTHER)


def shortened(text: str, most: float, size: float) -> str:
    """Return a text with an ellipsis in place of what goes beyond so many pixels.

    Example:
        >>> shortened("agreed and kept", 50, 11), shortened("agreed", 50, 11)
        ('agreed…', 'agreed')
    """
    if width(text, size) <= most:
        return text
    kept = len(text)
    while kept > 0 and width(text[:kept] + ELLIPSIS, size) > most:
        kept -= 1
    return text[:kept].rstrip() + ELLIPSIS

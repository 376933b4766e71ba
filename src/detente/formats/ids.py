"""Make ids from names: words of lower-case letters and digits joined by hyphens, all different, always the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from detente.case.scalars import WORDS

# An id may have 60 characters; some are kept for a number that tells equal ones apart, and for names of rules.
LONGEST = 44

# Letters that Unicode does not decompose into a letter from a to z and a mark.
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def ids(names: Iterable[str], prefix: str, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return an id for each name; where two would be equal, the later one gets a number.

    Args:
        names: The names, in order.
        prefix: Put in front of an id that would not begin with a letter from a to z, or that YAML takes for something
            else than text, such as `no`.
        taken: Ids that are in use already.

    Example:
        >>> ids(["Café au lait", "-5", "5", "café au lait", "和平"], "option")
        ('cafe-au-lait', 'minus-5', 'option-5', 'cafe-au-lait-2', 'option')
    """
    found: list[str] = []
    used = set(taken)
    for name in names:
        word = _word(name, prefix)
        number, unique = 1, word
        while unique in used:
            number += 1
            unique = f"{word}-{number}"
        used.add(unique)
        found.append(unique)
    return tuple(found)


def _word(name: str, prefix: str) -> str:
    text = re.sub(r"^\s*[-−](?=[0-9.])", "minus ", name).lower().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    word = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    word = word if word[:1].isalpha() and word not in WORDS else f"{prefix}-{word}"
    return word[:LONGEST].strip("-")

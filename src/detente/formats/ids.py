"""Ids for names: lower-case words of plain letters, each different, the same for the same names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from detente.case.scalars import WORDS

# An id may have 60 characters; some are kept for a number that tells equal ones apart, and for names of rules.
LONGEST = 44

# Letters that do not come apart into a plain letter and a mark.
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def ids(names: Iterable[str], prefix: str, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Which ids should these names have?

    Args:
        names: The names, in order.
        prefix: What an id begins with whose name does not begin with a plain letter, or means something in YAML.
        taken: Ids that none may have.

    Returns:
        An id for each name; equal ones are told apart by numbers.

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

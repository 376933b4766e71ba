"""What somebody typed, as a judgement or as the value of an option; and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from textwrap import shorten
from typing import Any

from detente.case.faults import Fault
from detente.chapters.options import CommandOption
from detente.web.described_cases import JudgementField

ROOM = 40  # letters of what was typed, as a fault repeats it
HUNDRED = 100.0
WORD = "word"
LABELS = {"low": "Low", "mode": "Most likely", "high": "High", WORD: "Or in a word"}  # of the fields of a form
NUMBERS = ("low", "mode", "high")


def typed_judgement(
    field: JudgementField, typed: Mapping[str, str], stood: Mapping[str, str] | None = None
) -> tuple[Any, tuple[Fault, ...]]:
    """Return what was typed as a judgement, or what is wrong with it.

    What was changed counts: numbers that are others than stood there go before a word that is as it was. A form comes
    with both, so that whoever types numbers need not know that a word is chosen.

    Args:
        field: The judgement in whose place it is to stand.
        typed: What was typed as low, mode, high and word.
        stood: What stood there before; nothing where the form was empty.
    """
    told = {name: typed.get(name, "").strip() for name in (*NUMBERS, WORD)}
    before = {name: (stood or {}).get(name, "") for name in told}
    if word := told[WORD]:
        others = [name for name in NUMBERS if not _alike(told[name], before[name])]
        if word != before[WORD] and any(told[name] for name in others):
            found = f"{shorten(word, ROOM)!r}, and other numbers too"
            expected = "one of the two: “–” in place of the word, or the numbers as they were"
            return None, (Fault(field.path, 0, LABELS[WORD], found, expected),)
        if word != before[WORD] or not others or not any(told[name] for name in NUMBERS):
            return {field.key: word}, ()
    numbers, faults = {}, []
    for name in NUMBERS:
        text = told[name]
        if not text and name == "mode":
            continue
        number = _number(text)
        if number is None:
            faults.append(Fault(field.path, 0, LABELS[name], repr(shorten(text, ROOM)), "a number"))
        else:
            numbers[name] = number
    if not faults and numbers["low"] == numbers["high"] and "mode" not in numbers:
        return numbers["low"], ()
    return numbers, tuple(faults)


def said_value(value: Any) -> str:
    """Say a judgement as it was typed.

    Example:
        >>> said_value({"low": -1.0, "high": 2.0, "mode": 0.5})
        '−1 to 2, most likely 0.5'
    """
    if not isinstance(value, dict):
        return f"{value:g}".replace("-", "−") if isinstance(value, int | float) else str(value)
    if "low" not in value or "high" not in value:
        return str(next(iter(value.values()), ""))
    middle = f", most likely {said_value(value['mode'])}" if "mode" in value else ""
    return f"{said_value(value['low'])} to {said_value(value['high'])}{middle}"


def typed_option(option: CommandOption, text: str, share: str, so_far: Any) -> tuple[Any, tuple[Fault, ...]]:
    """Return the value of an option after something was typed for it; None where nothing is left of it.

    Args:
        option: The option.
        text: What was typed.
        share: The share that goes with it, where one does.
        so_far: What stood there before.
    """
    given = f"{text.strip()}={share.strip()}" if text.strip() and share.strip() else text.strip()
    if not given:
        return None, ()
    if option.kind == "texts":
        return tuple(dict.fromkeys([*(so_far or ()), given])), ()
    if option.kind == "text":
        return given, ()
    least, most = option.least or 0, option.most or 10**6
    if not given.isascii() or not given.isdigit() or not least <= int(given) <= most:
        expected = f"a whole number from {least} to {most}"
        return None, (Fault(option.spelled, 0, "", repr(shorten(given, ROOM)), expected),)
    return int(given), ()


def _alike(one: str, other: str) -> bool:
    """Whether two texts state one number, or are the same."""
    return one == other or (_number(one) is not None and _number(one) == _number(other))


def _number(text: str) -> float | None:
    """Return the number that a text states; decimal points, commas and percentages are all read."""
    plain = text.strip().replace("−", "-").replace(",", ".")
    try:
        number = float(plain.removesuffix("%")) / (HUNDRED if plain.endswith("%") else 1.0)
    except ValueError:
        return None
    return number if isfinite(number) else None

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


def typed_judgement(field: JudgementField, typed: Mapping[str, str]) -> tuple[Any, tuple[Fault, ...]]:
    """Return what was typed as a judgement, or what is wrong with it.

    Args:
        field: The judgement in whose place it is to stand.
        typed: What was typed as low, mode, high and word; a word goes before numbers.
    """
    if word := typed.get("word", "").strip():
        return {field.key: word}, ()
    numbers, faults = {}, []
    for name in ("low", "mode", "high"):
        text = typed.get(name, "")
        if not text.strip() and name == "mode":
            continue
        number = _number(text)
        if number is None:
            faults.append(Fault(field.path, 0, name, repr(shorten(text, ROOM)), "a number"))
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


def _number(text: str) -> float | None:
    """Return the number that a text states; decimal points, commas and percentages are all read."""
    plain = text.strip().replace("−", "-").replace(",", ".")
    try:
        number = float(plain.removesuffix("%")) / (HUNDRED if plain.endswith("%") else 1.0)
    except ValueError:
        return None
    return number if isfinite(number) else None

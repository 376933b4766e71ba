"""Percentages, where a share or a probability may stand: `30%` is 0.3."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

PERCENT = re.compile(r"\s*(?P<number>[-+]?(\.[0-9]{1,15}|[0-9]{1,15}(\.[0-9]{0,15})?))\s*%\s*")


def share(text: str) -> float | None:
    """Return the share that a percentage states, None where it is none.

    Example:
        >>> share("30%"), share("-12.5 %"), share("30"), share("33.3%")
        (0.3, -0.125, None, 0.333)
    """
    found = PERCENT.fullmatch(text)
    return float(Decimal(found["number"]) / 100) if found else None


def in_shares(raw: Any) -> Any:
    """Return a judgement as a file states it with shares in the place of percentages, wherever a number may stand.

    Args:
        raw: A plain value of a file, in any form of a judgement.

    Example:
        >>> in_shares(["20%", "40%"]), in_shares({"low": "20%", "high": 1, "by": "100%"})
        ([0.2, 0.4], {'low': 0.2, 'high': 1, 'by': '100%'})
    """
    match raw:
        case str():
            found = share(raw)
            return raw if found is None else found
        case list():
            return [in_shares(item) for item in raw]
        case dict():
            return {key: _stated(key, item) for key, item in raw.items()}
    return raw


def _stated(key: Any, item: Any) -> Any:
    """Return what stands behind a key of a judgement with shares for percentages; notes are text."""
    if key in ("value", "low", "mode", "high"):
        return in_shares(item)
    if key == "choices" and isinstance(item, dict):
        return {_alternative(value): in_shares(weight) for value, weight in item.items()}
    if key == "experts" and isinstance(item, dict):
        return {expert: in_shares(said) for expert, said in item.items()}
    return item


def _alternative(value: Any) -> Any:
    found = share(value) if isinstance(value, str) else None
    return value if found is None else repr(found)

"""Whatever a report calls a share of worlds has its error of sampling beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from detente.case.field_docs import field_docs
from detente.outcomes.run import Outcomes


def numbers(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield where the numbers of a field are."""
    if isinstance(value, float) and value:  # 0 where there is nothing of which it could be a share
        yield path
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from numbers(inner, (*path, str(key)))


def without_error(part: Any) -> Iterator[tuple[str, str, str]]:
    """Yield model, field and meaning of every number whose report has no interval for it."""
    if isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from without_error(inner)
    if not isinstance(part, BaseModel):
        return
    for name in type(part).model_fields:
        value = getattr(part, name)
        yield from without_error(value)
        for path in numbers(value, (name,)):
            ends = name in ("low", "high") or (name == "share" and hasattr(part, "low"))
            if not ends and "/".join(path) not in getattr(part, "errors", {}):
                yield type(part).__name__, name, field_docs(type(part)).get(name, "")


SHARES = re.compile(r"\b(share|shares) of (all |the |those |these )?worlds|^P\(|\bshare in which\b", re.IGNORECASE)
# an input, and the largest regret, which more worlds can only raise
OTHERS = {("TiedReport", "rho"), ("ChoiceReport", "value")}


def test_every_share_of_worlds_has_its_error(korea: Outcomes) -> None:
    bare = [
        (model, name)
        for one in korea.reports.values()
        for model, name, says in without_error(one)
        if SHARES.search(says)
    ]
    assert not {*bare} - OTHERS

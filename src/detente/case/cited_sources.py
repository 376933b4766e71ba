"""Where a case cites sources, in its own file and in those of chapters and arguments."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pydantic import BaseModel

from detente.case.faults import KeyPath
from detente.case.judgements import Judgement
from detente.case.model import LATER, Case
from detente.case.references import Names, Problem, unknown
from detente.case.schema import CaseFile


def cited_sources(case: Case, without: Collection[KeyPath] = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield each source that is cited, with its place.

    Args:
        case: The sound entries of a case.
        without: Places of judgements that are left out.

    Yields:
        Keys and list positions that lead to the list of sources, and a source in it.
    """
    later = {name + LATER: part for name, part in case.later.items()}
    own = {name: getattr(case, name) for name in CaseFile.model_fields}
    yield from ((("source",), source) for source in case.source)
    for section, value in {**own, **case.parts, **later, **case.arguments}.items():
        yield from _below((section,), value, without)


def unlisted_sources(case: Case, names: Names) -> Iterator[Problem]:
    """Yield a problem for each source that is cited and not listed; those of judgements are checked with these.

    Args:
        case: The sound entries of the case.
        names: What the case defines.

    Yields:
        Problems, in no particular order.
    """
    for place, source in cited_sources(case, {placed.place for placed in case.stated.values()}):
        yield from unknown(place, source, names.keys("sources"), "source")


def _below(place: KeyPath, value: Any, without: Collection[KeyPath]) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, Judgement) and place in without:
        return
    if isinstance(value, BaseModel):
        listed = getattr(value, "source", ())  # a row of past agreements names its source in words
        yield from (((*place, "source"), source) for source in (listed if isinstance(listed, tuple) else ()))
        for name in type(value).model_fields:
            yield from _below((*place, name), getattr(value, name), without)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _below((*place, key), item, without)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _below((*place, number), item, without)

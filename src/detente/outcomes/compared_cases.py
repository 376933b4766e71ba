"""What two cases say differently: judgements by their paths, and everything else by where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.case.model import Case
from detente.findings.judgement_labels import judgement_text
from detente.outcomes.stream_labels import clause
from detente.outcomes.units import unit_of

JUDGED = {"form", "low", "high"}  # keys by which a judgement is known in what a case says
BESIDE = ("source", "by", "why")  # of a judgement, what does not change what is drawn


@dataclass(frozen=True)
class CaseChange:
    """One thing that two cases say differently.

    Attributes:
        path: Where it stands: the path of a judgement, or the keys that lead to it.
        label: What a judgement is about; empty for anything else.
        unit: Unit of a judgement; empty for anything else.
        before: What the first case says; None where it says nothing.
        after: What the second says.
    """

    path: str
    label: str
    unit: str
    before: str | None
    after: str | None


def changed_judgements(one: Case, other: Case) -> tuple[CaseChange, ...]:
    """Return the judgements that two cases state differently, or that only one of them has, by path."""
    found = []
    for path in sorted({*one.judgements, *other.judgements}):
        ends = [case.judgements.get(path) for case in (one, other)]
        before, after = (None if end is None else judgement_text(end.judgement) for end in ends)
        if before != after:
            label = clause(other if ends[0] is None else one, path)
            found.append(CaseChange(path, label, unit_of(path), before, after))
    return tuple(found)


def changed_entries(one: Case, other: Case) -> tuple[CaseChange, ...]:
    """Return everything else that two cases say differently, by the keys that lead to it."""
    said = [
        dict(_leaves(case.model_dump(mode="json", exclude_defaults=True), "")) | _beside(case) for case in (one, other)
    ]
    return tuple(
        CaseChange(path, "", "", said[0].get(path), said[1].get(path))
        for path in sorted({*said[0], *said[1]})
        if said[0].get(path) != said[1].get(path)
    )


def _plain(case: Case) -> Any:
    return case.model_dump(mode="json", exclude_defaults=True)


def _beside(case: Case) -> dict[str, str]:
    """Return path and key → what a judgement says beside its values."""
    return {
        f"{path}: {key}": value if isinstance(value, str) else ", ".join(value)
        for path, placed in case.judgements.items()
        for key in BESIDE
        if (value := getattr(placed.judgement, key)) not in (None, ())
    }


def _leaves(said: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield what a case says, leaf by leaf, without judgements."""
    if isinstance(said, Mapping):
        if said.keys() >= JUDGED:
            return
        for key, value in said.items():
            yield from _leaves(value, f"{path}/{key}" if path else str(key))
    elif isinstance(said, list) and any(isinstance(one, Mapping | list) for one in said):
        for number, value in enumerate(said, start=1):
            yield from _leaves(value, f"{path}/{number}")
    else:
        yield path, ", ".join(str(one) for one in said) if isinstance(said, list) else str(said)

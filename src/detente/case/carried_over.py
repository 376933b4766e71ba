"""What is known of a case, carried over to one with other judgements, so that only what differs is worked out again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from detente.case.canonical_texts import canonical_text
from detente.case.faults import KeyPath
from detente.case.judgements import Judgement, resolved
from detente.case.model import Case


def carry_over(before: Case, now: Case, changed: Collection[str]) -> None:
    """Let a case know what is known of another one: its judgements, and what its sections say.

    Args:
        before: The case before.
        now: The same with other judgements and nothing else that differs.
        changed: Paths of these judgements.
    """
    known, said = before.sections, before.sections_said
    now.__dict__["sections_said"] = {
        name: said[name] if value is known[name] else canonical_text(value) for name, value in now.sections.items()
    }
    others = {path: _at(now, before.stated[path].place) for path in changed}
    if not all(isinstance(other, Judgement) for other in others.values()):
        return
    now.__dict__["stated"] = {
        path: at
        if path not in others
        else replace(at, judgement=others[path], whom=now.whom(path, at.stream, others[path]))
        for path, at in before.stated.items()
    }
    weights, found = now.expert_weights, {}
    for path, at in now.stated.items():
        if path in others or (path in before.worked_out and path not in now.worked_out):
            found[path] = replace(at, judgement=resolved(at.judgement.with_weights(weights), now.worths))
        elif path in before.judgements:
            found[path] = before.judgements[path]
    now.__dict__["judgements"] = found


def _at(case: Case, place: KeyPath) -> Any:
    """Return what stands at a place of a case."""
    section, *steps = place
    found: Any = case.sections[str(section)]
    for step in steps:
        found = getattr(found, str(step)) if hasattr(type(found), "model_fields") else found[step]
    return found

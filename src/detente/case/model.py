"""The case itself: what `case.yaml` says, the chapters' parts, and every judgement by its path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel, Field

from detente.case.base import Frozen
from detente.case.judgements import Judgement, resolved
from detente.case.schema import CaseFile


@dataclass(frozen=True)
class Placed:
    """A judgement in its place.

    Attributes:
        path: Ids from the section down, e.g. `positions/us/exercises/end`.
        stream: The uniform it is drawn from; the options of one party on one issue share one.
        judgement: The judgement.
    """

    path: str
    stream: str
    judgement: Judgement


# Sections whose judgements share one uniform below this many ids, so that ladders keep their order.
LADDERS = {"positions": 3, "red_lines": 3, "gates": 2}


class Case(CaseFile):
    """A case that was read and found without fault."""

    id: str = Field(default="case", exclude=True)
    """Name of its folder."""
    parts: dict[str, Any] = {}
    """Chapter → what its own file says; chapters without a file are absent."""

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of everything the case says, independent of layout, comments and the order of parties."""
        said = self.model_dump(mode="json", exclude={"id", "parts"})
        said["issues"] = [[name, list(issue["options"].items()), issue] for name, issue in said["issues"].items()]
        said["parts"] = {name: part.model_dump(mode="json") for name, part in self.parts.items()}
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @cached_property
    def stated(self) -> Mapping[str, Placed]:
        """Every judgement of the case by path, as it is stated; value words have no numbers yet."""
        own = ((path, stream(path), j) for name in CaseFile.model_fields for path, j in walk(getattr(self, name), name))
        theirs = ((path, path, j) for chapter, part in self.parts.items() for path, j in walk(part, chapter))
        return {path: Placed(path, where, judgement) for path, where, judgement in (*own, *theirs)}

    @cached_property
    def judgements(self) -> Mapping[str, Placed]:
        """Every judgement of the case by path, value words resolved by the table `worths`."""
        return {p: Placed(p, at.stream, resolved(at.judgement, self.worths)) for p, at in self.stated.items()}

    @cached_property
    def hypotheses(self) -> Mapping[str, str]:
        """Hypothesis → path of its prior; empty where no chapter's file names hypotheses."""
        named = {
            h: f"{chapter}/hypotheses/{h}/prior"
            for chapter, part in self.parts.items()
            for h in getattr(part, "hypotheses", ())
        }
        return {hypothesis: path for hypothesis, path in named.items() if path in self.judgements}

    def streams_at(self, path: str) -> frozenset[str]:
        """Return the streams of the judgements at this path or below it; none where nothing is there."""
        return frozenset(p.stream for p in self.judgements.values() if (p.path + "/").startswith(path + "/"))

    @cached_property
    def principals(self) -> tuple[str, ...]:
        """Ids of the principals, in the order of the file."""
        return tuple(p for p, party in self.parties.items() if party.role == "principal")

    @cached_property
    def valued(self) -> tuple[str, ...]:
        """Ids of the parties that have points: a position or linkage, and a reservation value."""
        linked = {linkage.party for linkage in self.linkages.values()}
        return tuple(p for p in self.parties if p in self.reservation and (p in self.positions or p in linked))

    def ladder(self, issue: str) -> tuple[str, ...]:
        """Return the options of an issue in order, the status quo first."""
        return tuple(self.issues[issue].options)

    def label(self, issue: str, option: str) -> str:
        """Return the printed name of an option with its issue."""
        return f"{self.issues[issue].name}: {self.issues[issue].options[option].name}"


def stream(path: str) -> str:
    """From which uniform is the judgement of `case.yaml` at this path drawn?

    Example:
        >>> stream("positions/us/exercises/end")
        'positions/us/exercises'
        >>> stream("reservation/us")
        'reservation/us'
    """
    ids = path.split("/")
    return "/".join(ids[: LADDERS.get(ids[0], len(ids))])


def walk(value: Any, path: str) -> Iterator[tuple[str, Judgement]]:
    """Yield every judgement below a value of the schema, with its path of ids.

    Fields are steps of the path, but for `Position.yearly`, which stands for the option itself. A shift is
    keyed by the path that it shifts.
    """
    if isinstance(value, Judgement):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), path if name == "yearly" else f"{path}/{name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, f"{path}/{key}")
    elif isinstance(value, tuple) and value and isinstance(value[0], Frozen):
        for item in value:
            name = getattr(item, "hypothesis", None) or str(value.index(item))
            yield from walk(item, f"{path}/{name}")

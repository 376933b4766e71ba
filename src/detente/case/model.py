"""The case itself: what `case.yaml` says, the chapters' parts, and every judgement by its path."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pydantic import BaseModel, Field

from detente.case.base import OneUniform, OrderMatters
from detente.case.faults import KeyPath
from detente.case.judgements import Judgement, resolved
from detente.case.patterns import Pattern, Which
from detente.case.schema import CaseFile


@dataclass(frozen=True)
class Placed:
    """A judgement in its place.

    Attributes:
        path: Ids from the section down, e.g. `positions/us/exercises/end`.
        stream: The uniform it is drawn from; the options of one party on one issue share one.
        judgement: The judgement.
        place: Keys and list positions that lead to it in the file.
    """

    path: str
    stream: str
    judgement: Judgement
    place: KeyPath = ()


# Whether something happens (a red line is real, a gate passes) has its own stream: that of its probability, marked.
EVENT = "!"

# Whom to believe has a stream for all that the same experts judge.
EXPERTS = "experts/"

# Which explanation of the other side is true has a stream of its own.
HYPOTHESIS = "hypothesis" + EVENT

# What is true where none of the hypotheses is; like an issue, a hypothesis cannot have this name.
REST = "rest"

# Files of what became known only after the day of the case, by the chapter that a back-test hands them to.
LATER = "-later"

# Sections whose judgements share one uniform below this many ids, so that ladders keep their order.
LADDERS = {"positions": 3, "reservation": 2, "red_lines": 3, "gates": 2}

# Sections whose values may depend on a hypothesis, and how many ids lead to one.
CONDITIONAL = {"positions": 4, "reservation": 2}


class Case(CaseFile):
    """A case that was read and found without fault."""

    id: str = Field(default="case", exclude=True)
    """Name of its folder."""
    parts: dict[str, Any] = Field(default_factory=dict)
    """Chapter → what its own file says; chapters without a file are absent."""
    later: dict[str, Any] = Field(default_factory=dict, exclude=True)
    """Chapter → what became known only after the day of the case. No judgement of it is drawn, and the digest does
    not cover it: only a back-test, which looks at the case from a later day, takes it in."""

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of everything the case says, independent of layout, comments and the order of keys.

        The order of options counts, as does any other that the schema marks with `OrderMatters`.
        """
        said = {name: _canonical(getattr(self, name)) for name in CaseFile.model_fields}
        said["parts"] = _canonical(self.parts)
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @cached_property
    def stated(self) -> Mapping[str, Placed]:
        """Every judgement of the case by path, as it is stated; value words have no numbers yet."""
        said = {name: getattr(self, name) for name in CaseFile.model_fields}
        return {
            path: Placed(path, stream(path) if section in said else tie or path, judgement, place)
            for section, value in (said | self.parts).items()
            for path, place, judgement, tie in _placed(value, section, (section,))
        }

    @cached_property
    def judgements(self) -> Mapping[str, Placed]:
        """Every judgement of the case by path: value words resolved by `worths`, experts weighted by `experts`."""
        weights = {name: expert.weight for name, expert in self.experts.items()}
        return {
            path: replace(at, judgement=resolved(at.judgement.with_weights(weights), self.worths))
            for path, at in self.stated.items()
        }

    @cached_property
    def hypotheses(self) -> Mapping[str, str]:
        """Hypothesis → path of its prior; empty where no chapter's file names hypotheses.

        A hypothesis may be a combination, `all_of` others; exactly one of them, or the rest, is true in a world.
        """
        named = {h: f"{chapter}/hypotheses/{h}/prior" for chapter, h, _ in self._hypotheses}
        return {hypothesis: path for hypothesis, path in named.items() if path in self.judgements}

    @cached_property
    def explanations(self) -> tuple[str, ...]:
        """What can be true in a world: the hypotheses, and the rest where a chapter's file names it."""
        named = any(getattr(part, REST, None) is not None for part in self.parts.values())
        return (*self.hypotheses, *((REST,) if named else ()))

    def implies(self, explanation: str) -> frozenset[str]:
        """Which hypotheses hold where this explanation is the true one: itself, and those that it combines."""
        of = {h: getattr(body, "all_of", ()) for _, h, body in self._hypotheses}
        return frozenset({explanation, *of.get(explanation, ())})

    @cached_property
    def _hypotheses(self) -> tuple[tuple[str, str, Any], ...]:
        return tuple(
            (chapter, h, body)
            for chapter, part in self.parts.items()
            for h, body in getattr(part, "hypotheses", {}).items()
        )

    def documented(self, judgement: Judgement) -> bool:
        """Return whether a judgement rests on a source that is more than a judgement itself; of experts, each has to.

        Args:
            judgement: A judgement of the case.
        """
        known = self.sources
        return all(
            any(source in known and not known[source].judgement for source in said.source)
            for _, said in judgement.parts
        )

    def streams_at(self, path: str) -> frozenset[str]:
        """Return the uniforms from which the judgements at a path or below it are drawn.

        Args:
            path: A path, or the beginning of one up to a slash.

        Returns:
            Their streams; none where nothing is there.
        """
        return frozenset(self.stated[found].stream for found in self.paths_at(path))

    def paths_at(self, path: str) -> frozenset[str]:
        """Return the judgements at a path or below it.

        Args:
            path: A path, or the beginning of one up to a slash.

        Returns:
            Their paths; none where nothing is there.
        """
        return self._paths_at.get(path, frozenset())

    @cached_property
    def _paths_at(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for path in self.stated:
            ids = path.split("/")
            for end in range(1, len(ids) + 1):
                found.setdefault("/".join(ids[:end]), set()).add(path)
        return {path: frozenset(below) for path, below in found.items()}

    def deciding(self, paths: Iterable[str]) -> frozenset[str]:
        """Return the judgements that decide what stands at these paths is worth, hypotheses included.

        Args:
            paths: Paths, or the beginnings of some up to a slash.

        Returns:
            The judgements at these paths or below; and the priors, where one of them holds under a hypothesis.
        """
        found = frozenset(at for path in paths for at in self.paths_at(path))
        depends = any(ordinary(path) != path for path in found)
        return found | frozenset(self.hypotheses.values() if depends else ())

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
        """Return the options of an issue.

        Args:
            issue: Id of the issue.

        Returns:
            Ids of its options in order, the status quo first.
        """
        return tuple(self.issues[issue].options)

    @cached_property
    def forbidden(self) -> Mapping[str, Pattern]:
        """Rule → the combination that no package may match, also where it is said as issues that must change."""
        return {
            name: rule.never or {issue: Which(at_most=self.ladder(issue)[0]) for issue in rule.must_change}
            for name, rule in self.rules.items()
        }

    def label(self, issue: str, option: str) -> str:
        """Return an option as it is printed.

        Args:
            issue: Id of the issue.
            option: Id of the option.

        Returns:
            The name of the issue and that of the option.
        """
        return f"{self.issues[issue].name}: {self.issues[issue].options[option].name}"


def stream(path: str) -> str:
    """Return the uniform from which the judgement of `case.yaml` at this path is drawn.

    Args:
        path: Path of the judgement.

    Returns:
        The stream: the path itself, or the beginning that it shares with the rest of its ladder.

    Example:
        >>> stream("positions/us/exercises/end")
        'positions/us/exercises'
        >>> stream("reservation/us")
        'reservation/us'
    """
    ids = path.split("/")
    return "/".join(ids[: LADDERS.get(ids[0], len(ids))])


def believed(judgement: Judgement) -> str | None:
    """Return the stream that decides whom to believe on a judgement; None where experts do not differ on it.

    Example:
        >>> from detente.case.judgements import parse
        >>> believed(parse({"experts": {"navy": [1, 2], "embassy": [3, 4]}}))
        'experts/embassy+navy!'
    """
    return EXPERTS + "+".join(expert.who for expert in judgement.experts) + EVENT if judgement.experts else None


def ordinary(path: str) -> str:
    """Return the path of the ordinary value that a judgement replaces where its hypothesis holds.

    Args:
        path: Path of the judgement.

    Returns:
        Path of the ordinary value; the path itself where it depends on no hypothesis.

    Example:
        >>> ordinary("positions/us/exercises/end/when/bargain/once")
        'positions/us/exercises/end/once'
        >>> ordinary("reservation/us")
        'reservation/us'
    """
    ids = path.split("/")
    end = CONDITIONAL.get(ids[0], len(ids))
    return "/".join(ids[:end] + ids[end + 2 :]) if ids[end : end + 1] == ["when"] else path


def walk(value: Any, path: str) -> Iterator[tuple[str, Judgement]]:
    """Yield the judgements below a value of the schema.

    Fields are steps of the path, but for `Position.yearly`, which stands for the option itself. A shift is
    keyed by the path that it shifts.

    Args:
        value: A part of a case, a mapping or tuple of parts, or a judgement.
        path: Its own path.

    Yields:
        Path of ids and judgement.
    """
    for inner, _, judgement, _ in _placed(value, path, ()):
        yield inner, judgement


def _placed(
    value: Any, path: str, place: KeyPath, tie: str | None = None
) -> Iterator[tuple[str, KeyPath, Judgement, str | None]]:
    """Yield every judgement below a value with its path, its place in the file and the uniform that it shares."""
    if isinstance(value, Judgement):
        yield path, place, value, tie
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            inner = path if name == "yearly" else f"{path}/{name}"
            shared = inner if OneUniform in field.metadata else tie
            yield from _placed(getattr(value, name), inner, (*place, name), shared)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _placed(item, f"{path}/{key}", (*place, key), tie)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _placed(item, f"{path}/{getattr(item, 'hypothesis', number)}", (*place, number), tie)


def _canonical(value: Any, *, ordered: bool = False) -> Any:
    """Return a value of the schema as JSON that says all that counts and nothing else."""
    if isinstance(value, BaseModel):
        return {
            name: _canonical(getattr(value, name), ordered=OrderMatters in field.metadata)
            for name, field in type(value).model_fields.items()
        }
    if isinstance(value, dict):
        items = {key: _canonical(item) for key, item in value.items()}
        return list(items.items()) if ordered else items
    if isinstance(value, tuple):
        return [_canonical(item) for item in value]
    return str(value) if isinstance(value, dt.date) else value

"""The case itself: what `case.yaml` says, the chapters' parts, and every judgement by its path."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any, Protocol

from pydantic import BaseModel, Field

from detente.arrays import Floats
from detente.case.arguments import ArgumentFile
from detente.case.base import HappensOrNot, OneUniform
from detente.case.canonical_texts import canonical_text, joined_texts
from detente.case.faults import KeyPath
from detente.case.judgements import Judgement, resolved
from detente.case.patterns import Pattern, Which
from detente.case.schema import CaseFile
from detente.handover import HandedOver


@dataclass(frozen=True)
class Placed:
    """A judgement in its place.

    Attributes:
        path: Ids from the section down, e.g. `positions/us/exercises/end`.
        stream: The uniform it is drawn from; the options of one party on one issue share one.
        judgement: The judgement.
        place: Keys and list positions that lead to it in the file.
        happens: Whether it says how likely something is that in a world happens or does not.
        whom: The stream that decides whom to believe on it; None where experts do not differ on it.
    """

    path: str
    stream: str
    judgement: Judgement
    place: KeyPath = ()
    happens: bool = False
    whom: str | None = None


class WorkedOut(Protocol):
    """How what stands at the path of a judgement is worked out from other judgements, in every world."""

    @property
    def inputs(self) -> frozenset[str]:
        """Paths of the judgements that it is worked out from."""

    def values(self, value: Callable[[str], Floats]) -> Floats:
        """Return array (worlds).

        Args:
            value: Path of a judgement → what it is in each world; array (worlds).
        """


# Whether something happens (a red line is real, a gate passes) has its own stream: that of its probability, marked.
EVENT = "!"

# Whom to believe has a stream for all that the same experts judge, or for as much of it as `elicitation` says.
EXPERTS = "experts/"

# Which explanation of the other side is true has a stream of its own, one for each subject where there are several.
HYPOTHESIS = "hypothesis" + EVENT

# Where there are several subjects, a joint explanation names one of each.
AND = "+"

# What is true where none of the hypotheses is; like an issue, a hypothesis cannot have this name.
REST = "rest"

# Files of what became known only after the day of the case, by the chapter that a back-test hands them to.
LATER = "-later"

# Sections whose judgements share one uniform below this many ids, so that ladders keep their order.
LADDERS = {"positions": 3, "reservation": 2, "red_lines": 3, "gates": 2}

# Sections of `case.yaml` whose judgements say how likely something is that happens or does not.
HAPPENING = ("red_lines", "gates")

# Sections whose values may depend on a hypothesis, and how many ids lead to one.
CONDITIONAL = {"positions": 4, "reservation": 2}


@dataclass(frozen=True)
class Subject:
    """A question about the other side, or about one of several: exactly one of its explanations is true in a world.

    Attributes:
        id: Its id; empty where it is the only one and has none.
        path: Where its hypotheses stand, such as `reading` or `reading/subjects/egypt`.
        said: That part of the case.
        hypotheses: Ids of its hypotheses.
        rest: What is true where none of them is; None where the case names no rest.
    """

    id: str
    path: str
    said: Any
    hypotheses: tuple[str, ...]
    rest: str | None

    @property
    def explanations(self) -> tuple[str, ...]:
        """What can be true in a world: the hypotheses, and the rest where there is one."""
        return (*self.hypotheses, *((self.rest,) if self.rest is not None else ()))

    @property
    def party(self) -> str | None:
        """The party it is about, where the case says so."""
        party: str | None = getattr(self.said, "party", None)
        return party

    def is_of(self, advised: str | None) -> bool:
        """Whether it is about the side advised, which knows its own mind."""
        return self.party is not None and self.party == advised

    @property
    def stream(self) -> str:
        """The uniform that decides which of them is true."""
        return f"{HYPOTHESIS.removesuffix(EVENT)}/{self.id}{EVENT}" if self.id else HYPOTHESIS

    @property
    def priors(self) -> tuple[str, ...]:
        """Paths of the priors of its hypotheses."""
        return tuple(f"{self.path}/hypotheses/{h}/prior" for h in self.hypotheses)

    def implies(self, explanation: str) -> frozenset[str]:
        """Which hypotheses hold where this explanation of it is the true one: itself, and those that it combines."""
        body = self.said.hypotheses.get(explanation)
        return frozenset({explanation, *getattr(body, "all_of", ())})


class Case(HandedOver, CaseFile):
    """A case that was read and found without fault."""

    id: str = Field(default="case", exclude=True)
    """Name of its folder."""
    parts: dict[str, Any] = Field(default_factory=dict)
    """Chapter → what its own file says; chapters without a file are absent."""
    later: dict[str, Any] = Field(default_factory=dict, exclude=True)
    """Chapter → what became known only after the day of the case. No judgement of it is drawn, and the digest does
    not cover it: only a back-test, which looks at the case from a later day, takes it in."""
    replaced: frozenset[str] = Field(default=frozenset(), exclude=True)
    """Paths of judgements that an inquiry replaced: what stands there now is not worked out from others."""

    arguments: dict[str, ArgumentFile] = Field(default_factory=dict)
    """Name of its file without ending → an argument about the dispute: `claims` first, then its rivals by name."""

    def __getstate__(self) -> dict[Any, Any]:
        """Return what was read, without what has been worked out from it."""
        state = CaseFile.__getstate__(self)
        fields = type(self).model_fields
        return {**state, "__dict__": {name: value for name, value in state["__dict__"].items() if name in fields}}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of everything the case says, independent of layout, comments and the order of keys.

        The order of options counts, as does any other that the schema marks with `OrderMatters`.
        """
        sections = dict(self.sections_said)
        said = {name: sections.pop(name) for name in CaseFile.model_fields}
        if self.elicitation is None:
            del said["elicitation"]
        said["parts"] = joined_texts(sections)
        if left := sorted(self.replaced & self._offered.keys()):
            said["replaced"] = canonical_text(left)
        if self.arguments:
            said["arguments"] = canonical_text(self.arguments)
        return hashlib.sha256(joined_texts(said).encode()).hexdigest()

    @cached_property
    def sections_said(self) -> Mapping[str, str]:
        """Section of `case.yaml`, or chapter → all that counts of what stands there, as JSON."""
        return {name: canonical_text(value) for name, value in self.sections.items()}

    @property
    def sections(self) -> Mapping[str, Any]:
        """Section of `case.yaml`, or chapter with a file of its own → what stands there."""
        return {name: getattr(self, name) for name in CaseFile.model_fields} | self.parts

    @cached_property
    def stated(self) -> Mapping[str, Placed]:
        """Every judgement of the case by path, as it is stated; value words have no numbers yet."""
        said = {name: getattr(self, name) for name in CaseFile.model_fields}
        return {
            path: Placed(path, drawn, judgement, place, happens, self.whom(path, drawn, judgement))
            for section, value in (said | self.parts).items()
            for path, place, judgement, tie, marked in _placed(value, section, (section,))
            for happens in (marked or section in HAPPENING,)
            for drawn in (stream(path) if section in said else tie or path,)
        }

    def whom(self, path: str, drawn: str, judgement: Judgement) -> str | None:
        """Return the stream that decides whom to believe on a judgement; None where experts do not differ on it."""
        if not judgement.experts:
            return None
        how = "together" if self.elicitation is None else self.elicitation.drawn
        scope = {"together": "", "by-party": f"/{self._concerns(path)}", "by-judgement": f"/{drawn}"}[how]
        return f"{EXPERTS}{'+'.join(expert.who for expert in judgement.experts)}{scope}{EVENT}"

    def _concerns(self, path: str) -> str:
        """Return the party that a judgement concerns; where there is none, the section in which it stands."""
        section, *ids = path.split("/")
        if section == "linkages":
            return self.linkages[ids[0]].party
        return next((id_ for id_ in ids if id_ in self.parties), section)

    @cached_property
    def judgements(self) -> Mapping[str, Placed]:
        """Every judgement of the case by path: value words resolved by `worths`, experts weighted by `experts`.

        Those in whose place something is worked out are not among them.
        """
        weights = self.expert_weights
        return {
            path: replace(at, judgement=resolved(at.judgement.with_weights(weights), self.worths))
            for path, at in self.stated.items()
            if path not in self.worked_out
        }

    @property
    def expert_weights(self) -> Mapping[str, float]:
        """Expert → weight of what he or she says."""
        return {name: expert.weight for name, expert in self.experts.items()}

    @cached_property
    def worked_out(self) -> Mapping[str, WorkedOut]:
        """Path of a judgement → how what stands there is worked out from others, where a chapter’s file says so."""
        return {path: how for path, how in self._offered.items() if path not in self.replaced}

    @cached_property
    def _offered(self) -> Mapping[str, WorkedOut]:
        found: dict[str, WorkedOut] = {}
        for part in self.parts.values():
            found.update(getattr(part, "worked_out", lambda _: {})(self))
        return {path: how for path, how in found.items() if path in self.stated}

    @cached_property
    def carried_out(self) -> Mapping[str, str]:
        """Issue → the option of it that has been carried out already, where a chapter’s file says so."""
        found: dict[str, str] = {}
        for part in self.parts.values():
            found.update(getattr(part, "carried_out", {}))
        return found

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The subjects on which the case names hypotheses, in the order of the file; most cases have one at most."""
        found = []
        for chapter, part in self.parts.items():
            several = getattr(part, "subjects", {})
            stated = {chapter: ("", part)} | {f"{chapter}/subjects/{s}": (s, said) for s, said in several.items()}
            for path, (name, said) in stated.items():
                named = getattr(said, "hypotheses", {})
                hypotheses = tuple(h for h in named if f"{path}/hypotheses/{h}/prior" in self.judgements)
                rest = None if getattr(said, REST, None) is None else f"{REST}-of-{name}" if name else REST
                if hypotheses:
                    found.append(Subject(name, path, said, hypotheses, rest))
        return tuple(found)

    @cached_property
    def hypotheses(self) -> Mapping[str, str]:
        """Hypothesis → path of its prior, of all subjects; empty where no chapter's file names hypotheses.

        A hypothesis may be a combination, `all_of` others; exactly one of a subject, or its rest, is true in a world.
        """
        return {h: path for s in self.subjects for h, path in zip(s.hypotheses, s.priors, strict=True)}

    @cached_property
    def explanations(self) -> tuple[str, ...]:
        """What can be true in a world: the hypotheses, and the rest where a chapter's file names it.

        With several subjects these are joint explanations, one of each subject, joined by `AND`; the last subject
        changes first.
        """
        every = product(*(subject.explanations for subject in self.subjects))
        return tuple(AND.join(parts) for parts in every) if self.subjects else ()

    def implies(self, explanation: str) -> frozenset[str]:
        """Which hypotheses hold where this explanation is the true one: itself, and those that it combines."""
        parts = zip(self.subjects, explanation.split(AND), strict=True)
        return frozenset({explanation}).union(*(subject.implies(part) for subject, part in parts))

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

    @cached_property
    def sourced_streams(self) -> Mapping[str, bool]:
        """Stream → whether every judgement drawn from it rests on a source that is more than a judgement itself."""
        found: dict[str, bool] = {}
        for placed in self.judgements.values():
            found[placed.stream] = found.get(placed.stream, True) and self.documented(placed.judgement)
        return found

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
            ids, read = path.split("/"), self.worked_out[path].inputs if path in self.worked_out else (path,)
            for end in range(1, len(ids) + 1):
                found.setdefault("/".join(ids[:end]), set()).update(read)
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
    def party_names(self) -> tuple[str, ...]:
        """Names of all parties, in the order of the file."""
        return tuple(party.name for party in self.parties.values())

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


def explains(stream: str) -> bool:
    """Return whether a uniform decides which explanation is true.

    Example:
        >>> explains("hypothesis!"), explains("hypothesis/egypt!"), explains("gates/senate!")
        (True, True, False)
    """
    return stream == HYPOTHESIS or stream.startswith(HYPOTHESIS.removesuffix(EVENT) + "/")


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


def experts_of(stream: str) -> tuple[str, ...]:
    """Return the experts of whom a stream decides which to believe, in the order of their numbers.

    Example:
        >>> experts_of("experts/embassy+navy!")
        ('embassy', 'navy')
        >>> experts_of("experts/embassy+navy/positions/us/exercises!")
        ('embassy', 'navy')
    """
    return tuple(stream.removeprefix(EXPERTS).removesuffix(EVENT).partition("/")[0].split("+"))


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
    for inner, _, judgement, *_ in _placed(value, path, ()):
        yield inner, judgement


def _placed(
    value: Any, path: str, place: KeyPath, tie: str | None = None, happens: bool = False
) -> Iterator[tuple[str, KeyPath, Judgement, str | None, bool]]:
    """Yield every judgement below a value: path, place, the uniform that it shares, whether it is an event's."""
    if isinstance(value, Judgement):
        yield path, place, value, tie, happens
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            inner = path if name == "yearly" else f"{path}/{name}"
            shared = inner if OneUniform in field.metadata else tie
            yield from _placed(getattr(value, name), inner, (*place, name), shared, HappensOrNot in field.metadata)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _placed(item, f"{path}/{key}", (*place, key), tie, happens)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _placed(item, f"{path}/{getattr(item, 'hypothesis', number)}", (*place, number), tie, happens)

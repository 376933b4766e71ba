"""What could be asked before one proposes: every judgement, event and explanation behind the packages, and groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.arrays import AnyArray, Floats
from detente.case.model import EVENT, EXPERTS, Case, Placed, Subject, ordinary
from detente.chapters.agreement import trace_of
from detente.chapters.approach.knowledge.regression_terms import RegressionTerms, class_terms, smooth_terms
from detente.chapters.proposal import Proposals
from detente.chapters.stability import durability_trace
from detente.worlds import Draws
from detente.worlds.unknowns import kind_of, named

Whose = Literal["ask", "settle", "decide"]
OWN = ("positions", "reservation", "red_lines", "abstains_within", "discount_rates", "gates")  # then a party
ON_THE_WAY = ("stability/", "roadmap/")


@dataclass(frozen=True)
class Unknown:
    """Something that one could know before one proposes.

    Attributes:
        name: Its stream; of an event, the path of its probability and `!`.
        whose: ask: of others, or a fact; settle: a judgement of the side advised about itself; decide: a red line of
            its own.
        uniform: Array (worlds): the uniform that it is drawn from, where it has many values; else None.
        classes: Array (worlds): which of its few values it has; None where it has many.
        paths: The judgements that are drawn from it; none for what happens or not.
    """

    name: str
    whose: Whose
    uniform: Floats | None
    classes: AnyArray | None
    paths: tuple[str, ...]

    @property
    def terms(self) -> RegressionTerms:
        """How it enters a regression."""
        if self.uniform is not None:
            return smooth_terms(self.uniform)
        assert self.classes is not None
        return class_terms(self.classes)


@dataclass(frozen=True)
class UnknownGroup:
    """Several unknowns that could be known together.

    Attributes:
        ids: party and id; issue and the ids of party and issue; gates; measures and an issue; or engaged.
        whose: Whether it is something to ask, to settle or to decide.
        members: The names of the unknowns.
    """

    ids: tuple[str, ...]
    whose: Whose
    members: tuple[str, ...]


def unknowns(found: Proposals) -> tuple[Unknown, ...]:
    """Return everything single that the worth of the packages judged may depend on.

    How likely an event or an explanation is counts only through whether it is so, and that is what one would ask.
    """
    worlds = found.worlds
    draws = worlds.draws(0, worlds.size)
    trace = _trace(found)
    known = named(worlds, trace)
    likely = {worlds.case.judgements[path].stream for path in worlds.case.hypotheses.values()}
    likely |= {stream.removesuffix(EVENT) for stream, path in known.values() if path is not None}
    drawn: dict[str, list[Placed]] = {}
    for path in sorted(trace):
        drawn.setdefault(worlds.case.judgements[path].stream, []).append(worlds.case.judgements[path])
    return tuple(
        _unknown(worlds.case, draws, drawn.get(stream, []), name, stream, path)
        for name, (stream, path) in sorted(known.items())
        if stream not in likely
    )


def groups(case: Case, known: Iterable[Unknown]) -> tuple[UnknownGroup, ...]:
    """Return what could be known together: all about a party, about a party and an issue, and the like."""
    sets: dict[tuple[str, ...], list[Unknown]] = {}
    for unknown in known:
        for ids in _groups(case, unknown.name):
            sets.setdefault(ids, []).append(unknown)
    found: dict[tuple[str, ...], UnknownGroup] = {}
    for ids, members in sets.items():
        names = tuple(member.name for member in members)
        if len(names) > 1 and names not in found:
            kinds = {member.whose for member in members}
            found[names] = UnknownGroup(ids, kinds.pop() if len(kinds) == 1 else _mixed(kinds), names)
    return tuple(found.values())


def _mixed(kinds: set[Whose]) -> Whose:
    return "ask" if "ask" in kinds else "settle"


def _trace(found: Proposals) -> frozenset[str]:
    """Return the paths of the judgements behind the packages judged."""
    case, known = found.worlds.case, found.found
    assert known is not None
    paths = set(found.ready.trace)
    for package in known.packages:
        paths |= trace_of(found.agreement.main.plan, package)
        if "durable" in found.judged:
            paths |= durability_trace(case, package)
    if "reachable" in found.judged:
        paths |= {path for path in case.judgements if path.startswith(ON_THE_WAY)}
    paths |= {f"discount_rates/{p}" for p in case.principals} | {"proposal/asking"}
    return frozenset(path for path in paths if path in case.judgements)


def _unknown(case: Case, draws: Draws, of: Sequence[Placed], name: str, stream: str, path: str | None) -> Unknown:
    whose = _whose(case, stream)
    if path is not None:
        return Unknown(name, whose, None, draws.happens(path), ())
    for number, subject in enumerate(case.subjects):
        if stream == subject.stream:
            return Unknown(name, whose, None, draws.true_of(number), ())
    if stream.startswith(EXPERTS):
        return Unknown(name, whose, None, draws.expert(stream), ())
    paths = tuple(placed.path for placed in of if not placed.judgement.certain)
    uniform = draws.uniform(stream)
    if all(placed.judgement.form in {"choices", "point"} for placed in of):
        edges = {e for placed in of for e in np.cumsum([weight for _, weight in placed.judgement.choices])[:-1]}
        return Unknown(name, whose, None, np.searchsorted(sorted(edges), uniform, side="right"), paths)
    return Unknown(name, whose, uniform, None, paths)


def _whose(case: Case, stream: str) -> Whose:
    if kind_of(case, stream) == "decision":
        return "decide"
    own = case.advises is not None and party_of(case, stream) == case.advises
    return "settle" if own or stream == "proposal/asking" else "ask"


def party_of(case: Case, stream: str) -> str | None:
    """Return the party whose judgement a stream is about; None where it is about no party’s points."""
    section, *ids = stream.removesuffix(EVENT).split("/")
    if section == "linkages":
        return case.linkages[ids[0]].party
    return ids[0] if section in OWN else None


def _depending(case: Case, subject: Subject) -> list[str]:
    """Return the parties some of whose points differ by the explanation of a subject."""
    conditional = (path.split("/") for path in case.judgements if ordinary(path) != path)
    return sorted({ids[1] for ids in conditional if not set(subject.hypotheses).isdisjoint(ids)})


def _groups(case: Case, name: str) -> Iterable[tuple[str, ...]]:
    """Yield the groups of an unknown; an explanation belongs to the parties whose points depend on it."""
    for subject in case.subjects:
        if name == subject.stream:
            yield from (("party", party) for party in _depending(case, subject))
            return
    section, *ids = name.removesuffix(EVENT).split("/")
    party = party_of(case, name)
    if party is not None:
        yield "party", party
    if section in {"positions", "red_lines"}:
        yield "issue", ids[0], ids[1]
    elif section == "gates":
        yield ("gates",)
    elif section == "stability" and ids[0] == "measures":
        yield "measures", ids[1]
    elif section == "proposal" and ids[0] == "engaged":
        yield ("engaged",)

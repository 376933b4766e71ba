"""When something happens: boxes of worlds, a few restrictions on what was drawn, in which it happens much more often.

Scenario discovery ([BryantLempert2010]) by PRIM ([FriedmanFisher1999]); `docs/theory/scenarios.md` has the formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from detente.arrays import TIE, Bools
from detente.findings.estimates import Estimate
from detente.findings.words import listed
from detente.outcomes.discovery.box_inputs import BoxInput, Form, box_inputs
from detente.outcomes.discovery.box_search import BoxSearch, RankedBox
from detente.outcomes.discovery.half_samples import HalfSamples, halves
from detente.outcomes.discovery.ranked_rows import RankedRows
from detente.outcomes.discovery.restriction_words import said_restriction
from detente.outcomes.discovery.value_ranges import ValueRange, value_range
from detente.outcomes.joint import Joint
from detente.worlds import RunEntry, Worlds

NOISE = 0.02  # probability that noise alone shows a box
MOST_BOXES = 2
RESAMPLED = 0.3  # share of the halves in which an input is restricted, if its restriction is said
COVERED = 0.1  # least coverage of a box that is said
MANY = 20_000  # worlds that are searched, at most; all are counted


@dataclass(frozen=True)
class Restriction:
    """What a box asks of one input.

    Attributes:
        name: Name of the input: a stream, or the path of the probability of an event and `!`.
        stream: The uniform that decides it.
        path: Path of the judgement in whose unit the range is, or of the probability of the event; None for what is
            neither.
        form: A number, an event that happens or not, or a choice among explanations or experts.
        low: Lower end of the range, in the unit of the judgement; None where there is none.
        high: Upper end of it.
        values: Of an event, whether it happens: yes or no. Of a choice, the ids that are left.
        together: Path → (lowest, highest) value in the box of each judgement that moves with it, itself among them.
        says: The restriction as a clause.
        quasi_p: How likely it explains nothing that the other restrictions do not: about 0 if it matters.
        resampled: In which share of ten halves of the worlds the box that is found there restricts this input too.
    """

    name: str
    stream: str
    path: str | None
    form: Form
    low: float | None
    high: float | None
    values: tuple[str, ...]
    together: Mapping[str, tuple[float, float]]
    says: str
    quasi_p: float
    resampled: float


@dataclass(frozen=True)
class Box:
    """Worlds in which something happens much more often than elsewhere.

    Attributes:
        restrictions: What the worlds in it have in common, what matters most first.
        coverage: Share of all worlds in which it happens that lie in the box.
        density: Share of the worlds of the box in which it happens.
        mass: Share of all worlds that lie in the box.
        base: Share in which it happens among all worlds that lie in no box before.
        elsewhere: Mean density of boxes found in halves of the worlds, in the other halves: without what the search
            itself adds to density.
        chance: How likely noise alone gives a box like this one; at most .02.
        curve: (coverage, density) of all worlds and of each box to which these inputs can be peeled.
        inside: Array (worlds): which lie in the box, and in none before.
    """

    restrictions: tuple[Restriction, ...]
    coverage: Estimate
    density: Estimate
    mass: Estimate
    base: Estimate
    elsewhere: Estimate
    chance: float
    curve: tuple[tuple[float, float], ...]
    inside: Bools = field(compare=False, repr=False)

    @property
    def where(self) -> str:
        """The restrictions in words, to follow “where”."""
        return listed(one.says for one in self.restrictions)


@dataclass(frozen=True)
class WhenItFails(RunEntry[tuple[Box, ...]]):
    """In which worlds what is asked of a package does not hold all at once: the box with most such worlds for its size.

    Attributes:
        holds: In which worlds it holds, a bit a world.
        trace: Paths of the judgements from which it was worked out.
    """

    holds: bytes
    trace: frozenset[str]

    @classmethod
    def of(cls, joint: Joint) -> WhenItFails:
        """Ask about a package."""
        return cls(np.packbits(joint.holds).tobytes(), joint.trace)

    def work(self, worlds: Worlds) -> tuple[Box, ...]:
        """Look for it."""
        holds = np.unpackbits(np.frombuffer(self.holds, dtype=np.uint8), count=worlds.size).astype(np.bool_)
        return boxes(~holds, worlds, self.trace, most=1)


def boxes(happens: Bools, worlds: Worlds, trace: Iterable[str], most: int = MOST_BOXES) -> tuple[Box, ...]:
    """When does something happen? The boxes in which it happens most often for their size, one after the other.

    Args:
        happens: Array (worlds): whether that happens which is to be explained, such as that a package fails.
        worlds: The worlds, with their weights.
        trace: Paths of the judgements from which it was worked out.
        most: How many boxes to look for.

    Returns:
        Boxes that noise alone shows in at most 2 % of such questions; the worlds of one are left out of the next. None
        where no few inputs tell when it happens.

    Example:
        >>> from detente.outcomes.opening import draw, read
        >>> worlds = draw(read("orange"))
        >>> low = worlds.draws(0, worlds.size).value("reservation/ann") < 0.5
        >>> [box.where for box in boxes(low, worlds, worlds.case.judgements)]
        []
    """
    weight = worlds.weight()
    if worlds.alike or not 0 < weight @ happens < weight.sum():
        return ()
    return found_boxes(happens, worlds, box_inputs(worlds, trace), most)


def found_boxes(happens: Bools, worlds: Worlds, inputs: Sequence[BoxInput], most: int = MOST_BOXES) -> tuple[Box, ...]:
    """Return the same, of inputs that are at hand."""
    if not inputs:
        return ()
    part = slice(0, MANY)
    rows = RankedRows.of([one.values[part] for one in inputs], [one.form == "choice" for one in inputs])
    weight, y = worlds.weight()[part], np.asarray(happens[part], dtype=bool)
    whole, left = float(weight.sum()), np.ones(worlds.size, dtype=bool)
    found: list[Box] = []
    while len(found) < most:
        search = BoxSearch.among(rows, weight * left[part], y, whole)
        box = search.found()
        if not box.bounds:
            break
        tried = halves(rows, search.weight, y, whole, worlds.seed)
        steady = tried.restricted >= RESAMPLED - TIE
        if not steady[list(box.quasi_p)].all():
            search = search.only(np.flatnonzero(steady))
            box = search.found()
        if tried.chance > NOISE or not box.bounds:
            break
        told = _told(happens, worlds, inputs, rows, search, box, tried, left)
        if told.coverage < COVERED:
            break
        found.append(told)
        left = left & ~told.inside
    return tuple(found)


def _told(
    happens: Bools,
    worlds: Worlds,
    inputs: Sequence[BoxInput],
    rows: RankedRows,
    search: BoxSearch,
    box: RankedBox,
    tried: HalfSamples,
    left: Bools,
) -> Box:
    part = slice(0, MANY)
    inside, spans = left.copy(), {}
    for number in box.quasi_p:
        one = inputs[number]
        spans[number] = value_range(one.values[part], one.form != "choice", rows, number, box.bounds)
        inside &= spans[number].holds(one.values)
    restrictions = [
        _restriction(worlds, inputs[number], span, inside, box.quasi_p[number], float(tried.restricted[number]))
        for number, span in spans.items()
    ]
    density = worlds.sampled(happens, among=inside)
    off = tried.elsewhere - density.value
    return Box(
        restrictions=tuple(sorted(restrictions, key=lambda one: (one.quasi_p, -one.resampled, one.name))),
        coverage=Estimate.of(worlds.sampled(inside, among=happens)),
        density=Estimate.of(density),
        mass=Estimate.of(worlds.sampled(inside)),
        base=Estimate.of(worlds.sampled(happens, among=left)),
        elsewhere=Estimate(tried.elsewhere, max(0.0, density.low + off), min(1.0, density.high + off)),
        chance=tried.chance,
        curve=search.curve(box),
        inside=inside,
    )


def _restriction(
    worlds: Worlds, one: BoxInput, span: ValueRange, inside: Bools, quasi_p: float, resampled: float
) -> Restriction:
    draws = worlds.draws(0, worlds.size)
    number = one.form == "number"
    moving = {path: draws.value(path)[inside] for path in one.moving} if number else {}
    return Restriction(
        name=one.name,
        stream=one.stream,
        path=one.path,
        form=one.form,
        low=span.low if number else None,
        high=span.high if number else None,
        values=_left(one, span),
        together={path: (float(values.min()), float(values.max())) for path, values in moving.items() if values.size},
        says=said_restriction(worlds.case, one, span),
        quasi_p=quasi_p,
        resampled=resampled,
    )


def _left(one: BoxInput, span: ValueRange) -> tuple[str, ...]:
    """Return what is left of an event or of a choice, by name."""
    if one.form == "event":
        return ("no",) if span.low is None else ("yes",)
    return () if span.numbers is None else tuple(one.names[n] for n in span.numbers)

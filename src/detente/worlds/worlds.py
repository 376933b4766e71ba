"""The worlds of a run: how many, from which seed, how dependent, how weighted; drawn block by block on demand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
from hashlib import blake2b
from typing import ClassVar, Generic, TypeVar

import numpy as np

from detente.arrays import Bools, Floats
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.workers import Handed, Workers
from detente.worlds.draws import Circumstances, Draws
from detente.worlds.engines import Engine, Sealed, run
from detente.worlds.errors import Interval, difference, interval, of_share
from detente.worlds.evidence import WeighedEvidence
from detente.worlds.factors import Dependence
from detente.worlds.shelf import BlockKey, Drawn, RunKey, Shelf
from detente.worlds.strata import uniforms

# Worlds are always computed in blocks of this many rows and joined in order, so that sums come out the same to the
# last bit whatever the number of jobs or of blocks handled at a time.
BLOCK = 1024
CENTRE = (-1, 0)  # by which the central world is known on the shelf, before all that are drawn
KEPT = 20_000  # up to so many worlds, what was drawn is kept for the next analysis,
ROOMY = 4_096  # up to so many, also what takes much memory
R = TypeVar("R")
T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Worlds:
    """Plausible worlds of a case: a description from which any block can be drawn.

    Attributes:
        case: The case whose judgements are drawn.
        size: Number of worlds.
        seed: Seed; the same seed gives the same worlds.
        general: Share of variance explained by a general factor of each party (0: only declared factors).
        shifts: Path of a judgement → path of the judgement that is added to it (a policy's shifts).
        weights: Weight of each world, or None where all count alike.
        evidence: What was seen of the other side, weighed in each world, from which its true explanation is drawn; None
            to draw it by the priors.
        explanation: Explanation of the other side that is supposed to be true in every world; None to draw it.
        jobs: How many blocks to compute at a time.
        engine: threads or processes.
        helpers: Helpers that were started before; if not given, they are started and stopped for each pass.
        chunk: Worlds handled in one task, rounded up to whole blocks; bounds memory, never changes a result.
        notice: Called with the number of worlds of each block that is done, so that progress can be shown.
        asked: What is asked of the case; if not given, its worlds and nothing else.
        shelf: Where drawn blocks are kept; all worlds made from these share it.
        begins: Number of the first of these worlds in the run that they are a part of.
        whole: How many worlds that run has; None where these are all of them.
    """

    case: Case
    size: int
    seed: int
    general: float = 0.0
    shifts: Mapping[str, str] = field(default_factory=dict)
    weights: Floats | None = None
    evidence: WeighedEvidence | None = None
    explanation: str | None = None
    jobs: int = 1
    engine: Engine = "threads"
    helpers: Executor | None = field(default=None, compare=False, repr=False)
    chunk: int = BLOCK
    notice: Callable[[int], None] | None = field(default=None, compare=False)
    asked: Inquiry | None = field(default=None, compare=False)
    shelf: Shelf = field(default_factory=Shelf, compare=False, repr=False)
    begins: int = 0
    whole: int | None = None

    def __getstate__(self) -> dict[str, object]:
        """Leave out what another process can draw for itself."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {"notice": None, "helpers": None}

    @property
    def inquiry(self) -> Inquiry:
        """What is asked of the case."""
        return (self.asked or Inquiry(worlds=self.size, seed=self.seed)).about(self.case)

    @cached_property
    def dependence(self) -> Dependence:
        """The common causes of the case's judgements."""
        return Dependence(self.case, self.general)

    @cached_property
    def alike(self) -> bool:
        """Whether all worlds are the same, since the case leaves nothing open: what is true in one is true in all."""
        case = self.case
        open_ = any(placed.happens or not placed.judgement.certain for placed in case.judgements.values())
        return not open_ and not case.subjects

    @property
    def first(self) -> Worlds:
        """The first world alone, which stands for all where they are alike."""
        return replace(self, size=1, weights=None, notice=None)

    @property
    def strata(self) -> int:
        """How many worlds the whole run has, and so the strata of every stream."""
        return self.size if self.whole is None else self.whole

    def part(self, start: int, stop: int) -> Worlds:
        """Return the worlds from `start` up to, not including, `stop` as worlds of their own.

        They are the same worlds; what is drawn for them is kept on a shelf that goes with them.
        """
        return replace(
            self,
            size=stop - start,
            weights=None if self.weights is None else self.weights[start:stop],
            evidence=None if self.evidence is None else self.evidence.of(start, stop),
            shelf=Shelf(),
            begins=self.begins + start,
            whole=self.strata,
        )

    def of_case(self, case: Case, asked: Inquiry | None) -> Worlds:
        """Return the same worlds of a case with other judgements, where weights and evidence stay as they are.

        What was drawn stays too: it depends on streams, their common causes and the seed, and not on what judgements
        say. If the case has other streams, such as those of experts, it is drawn anew.

        Args:
            case: The case, as it is here but for its judgements.
            asked: What is asked of it.
        """
        found = replace(self, case=case, asked=asked, shelf=Shelf())
        if set(found.dependence.streams) == set(self.dependence.streams):
            found.shelf.share(self.shelf, self.case.digest, case.digest)
        return found

    def draws(self, start: int, stop: int) -> Draws:
        """Draw the worlds from `start` up to, not including, `stop`."""
        drawn = self._shelved(start, stop) if self.size <= KEPT else self._drawn(start, stop)
        seen = None if self.evidence is None else self.evidence.of(start, stop)
        roomy = self.size <= ROOMY and self.shelf.has_room
        found = Draws(self.case, drawn, self.weight(start, stop), self.shifts, start, roomy, seen)
        return found if self.explanation is None else found.supposing(self.explanation)

    def _shelved(self, start: int, stop: int) -> Drawn:
        """Return what is drawn for some worlds, kept on the shelf: for several blocks, put together from each."""
        at = self.begins
        key = BlockKey(self.case.digest, self.strata, self.seed, self.general, at + start, at + stop)
        draw = self._drawn if stop - start <= BLOCK else self._joined
        return self.shelf.block(key, partial(draw, start, stop))

    def _joined(self, start: int, stop: int) -> Drawn:
        parts = tuple(self._shelved(at, min(at + BLOCK, stop)) for at in range(start, stop, BLOCK))
        joined = {stream: np.concatenate([part.uniforms[stream] for part in parts]) for stream in parts[0].uniforms}
        return Drawn(joined, parts=parts)

    def _drawn(self, start: int, stop: int) -> Drawn:
        tie, rows = self.dependence, (self.strata, self.begins + start, self.begins + stop)
        own = uniforms(self.seed, tie.streams, *rows)
        causes = uniforms(self.seed, tie.names, *rows) if tie.names else own[:0]
        return Drawn(dict(zip(tie.streams, tie.tied(tie.streams, own, causes), strict=True)))

    def central(self) -> Draws:
        """Return the central world alone: medians of all judgements, and what is at least as likely as not happens.

        Of the explanations of the other side, the one with the most weight in these worlds is true.
        """
        key = BlockKey(self.case.digest, self.strata, self.seed, self.general, *CENTRE)
        drawn = self.shelf.block(key, self._middle)
        found = Draws(self.case, drawn, np.ones(1), self.shifts, roomy=True)
        if not self.case.hypotheses:
            return found
        weights = sum(self.each(_explained))
        return found.supposing(self.case.explanations[int(np.argmax(weights))])

    def _middle(self) -> Drawn:
        return Drawn({stream: np.full(1, 0.5) for stream in self.dependence.streams})

    def weight(self, start: int = 0, stop: int | None = None) -> Floats:
        """Return the weights of worlds, as given: they need not add up to 1."""
        stop = self.size if stop is None else stop
        return np.ones(stop - start) if self.weights is None else self.weights[start:stop]

    @property
    def total(self) -> float:
        """Sum of all weights."""
        return float(self.weight().sum())

    @property
    def effective(self) -> float:
        """Effective number of worlds, (Σw)² / Σw² ([Kish1965]): how many equally weighted ones say as much."""
        w = self.weight()
        return float(w.sum() ** 2 / (w**2).sum())

    def share(self, holds: Bools) -> float:
        """Return the weighted share of worlds in which something holds."""
        return float(np.sum(self.weight() * holds) / self.total)

    def sampled(self, holds: Bools, among: Bools | None = None) -> Interval:
        """Return the weighted share of worlds in which something holds, with its error of sampling.

        Args:
            holds: Array (worlds).
            among: Array (worlds): of which worlds the share is; all if not given. Of none it is 0, for sure.
        """
        weight = self.weight() if among is None else self.weight() * among
        if not weight.any():
            return Interval(0.0, 0.0, 0.0)
        found, share = interval(holds, weight), float(np.sum(weight * holds) / weight.sum())
        return Interval(share, found.low, found.high)

    def error_of(self, share: float, among: float = 1.0) -> Interval:
        """Return a share with its error, where in which worlds something holds is not at hand.

        Args:
            share: The share.
            among: Of which share of the worlds it is one.
        """
        return of_share(share, self.effective * among) if among > 0 else Interval(share, share, share)

    def apart(self, one: Bools, other: Bools) -> Interval:
        """Return by how much the share of one thing is above that of another, paired, with its error of sampling."""
        return difference(one, other, self.weight())

    def each(self, work: Callable[[Draws], R]) -> Iterator[R]:
        """Apply `work` to every block of worlds, in order; `work` must be picklable for the engine processes."""
        blocks = max(1, -(-self.chunk // BLOCK))
        starts = range(0, self.size, BLOCK)
        tasks = [starts[i : i + blocks] for i in range(0, len(starts), blocks)]
        silent = replace(self, notice=None, helpers=None)
        found = run(partial(_task, silent, work), tasks, self.jobs, self.engine, self.helpers)
        for task, results in zip(tasks, found, strict=True):
            if self.notice is not None:
                self.notice(min(task[-1] + BLOCK, self.size) - task[0])
            yield from results

    def shared(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Apply `work` to tasks of any kind, in order, as many at a time as blocks; processes must pickle both."""
        yield from run(work, tasks, self.jobs, self.engine, self.helpers)

    def meanwhile(self, entries: Iterable[RunEntry[object]], at_once: bool = True) -> None:
        """Have requests that will be made later worked out by another process of this machine, where there is any.

        It begins one whenever it has nothing else to do, in this order. This process does light ones, from the last on,
        when it would wait for another and has nothing aside.

        Args:
            entries: The requests; they and their results must be picklable.
            at_once: Whether it may begin before it has next shared work that comes now.
        """
        if self.jobs > 1 and isinstance(self.helpers, Workers):
            idle = self.helpers.idle if at_once else self.helpers.between
            alone = replace(self, notice=None, helpers=None, jobs=1)
            there, light = Sealed(partial(_answered, alone)), []
            for entry in entries:
                key = self._key(entry)
                self.shelf.begin(key, Handed(idle, there, entry))
                if entry.light:
                    light.append(partial(self.shelf.settle, key, partial(entry.work, alone)))
            self.helpers.spare.extend(reversed(light))

    def aside(self, works: Iterable[Callable[[], object]]) -> bool:
        """Have this process do something, a piece at a time, while others work for it; False where it has no others.

        Nobody may rely on it that a piece was done.
        """
        if isinstance(self.helpers, Workers):
            self.helpers.aside.extend(works)
            return True
        return False

    def kept(self, entry: RunEntry[R]) -> R:
        """Return the result of a request about all worlds, worked out before or now.

        It is worked out anew where anything differs on which worlds depend; the last few results of a run are kept.
        """
        found: R = self.shelf.result(self._key(entry), lambda: entry.work(self))
        return found

    def drop_aside(self) -> None:
        """Leave undone what this process might have done while others work for it."""
        if isinstance(self.helpers, Workers):
            self.helpers.aside.clear()
            self.helpers.spare.clear()

    def begun(self, entry: RunEntry[object]) -> bool:
        """Return whether another process was told of a request that was not made yet."""
        return self.shelf.is_begun(self._key(entry))

    def taken(self, entry: RunEntry[R], here: Callable[[], R] | None = None) -> R:
        """Return the result of a request that is made once, from another process if one was told of it in time.

        Args:
            entry: The request.
            here: How it is worked out by this process, if that is quicker with what is known here.
        """
        found: R = self.shelf.taken(self._key(entry), here or partial(entry.work, self))
        return found

    def _key(self, entry: RunEntry[R]) -> Hashable:
        """Return a request with all on which its result depends besides."""
        told = "" if self.evidence is None else self.evidence.digest
        here = Circumstances(tuple(sorted(self.shifts.items())), None, told, blake2b(self.weight().tobytes()).digest())
        return entry, RunKey(self.case.digest, self.strata, self.seed, self.general, self.begins, self.size), here

    def judged(self, paths: Iterable[str]) -> dict[str, Floats]:
        """Return what the judgements at some paths are in every world: path → array (worlds,)."""
        wanted = tuple(paths)
        blocks = list(self.each(partial(_judged, wanted)))
        return {path: np.concatenate([block[path] for block in blocks]) for path in wanted}

    def tied(self, general: float) -> Worlds:
        """Return the same worlds with another share for the parties' general factors."""
        return replace(self, general=general)

    def supposing(self, explanation: str) -> Worlds:
        """Return the same worlds as if one explanation of the other side were true in all of them."""
        return replace(self, explanation=explanation)

    def shifted(self, policy: str) -> Worlds:
        """Return the same worlds under the shifts of a policy."""
        paths = self.case.policies[policy].shifts
        return replace(self, shifts={path: f"policies/{policy}/shifts/{path}" for path in paths})


class RunEntry(ABC, Generic[R_co]):
    """A request for a result worked out from all worlds; `Worlds.kept` works it out once for all who ask.

    Requests are frozen dataclasses that hold all that the result depends on besides the worlds: equal ones have the
    same result in the same worlds. Nobody may change a result.

    Attributes:
        light: Whether it takes a tenth of a second at most, with what the process knows that asks for it.
    """

    light: ClassVar[bool] = False

    @abstractmethod
    def work(self, worlds: Worlds) -> R_co:
        """Work the result out."""


def _judged(paths: tuple[str, ...], draws: Draws) -> dict[str, Floats]:
    return {path: draws.value(path) for path in paths}


def _explained(draws: Draws) -> Floats:
    """How much of the weight of a block each explanation has by what to believe there."""
    return np.asarray(draws.beliefs @ draws.weights)


def _answered(worlds: Worlds, entry: RunEntry[R]) -> R:
    return entry.work(worlds)


def _task(worlds: Worlds, work: Callable[[Draws], R], starts: range) -> list[R]:
    return [work(worlds.draws(start, min(start + BLOCK, worlds.size))) for start in starts]

"""What would overturn a choice: values of judgements at which something else, or nothing, becomes better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from detente.arrays import Bools, Floats
from detente.case.model import explains
from detente.findings import Choice, Switch
from detente.findings.estimates import Estimate
from detente.outcomes.overturn import HALF, STEPS, STRONGEST, hat
from detente.outcomes.splits import Split, splits
from detente.outcomes.stream_labels import label
from detente.worlds import RunEntry, Worlds
from detente.worlds.errors import Interval, Z, of_quantile

SURE = 0.05  # probability that chance alone shows anything


def switches(worlds: Worlds, choice: Choice) -> tuple[Switch, ...]:
    """At which values of judgements, whoever's, would something else than what was chosen be better?

    Read off the table of worlds: all else varies as it does. Each difference from the thing chosen is regressed on one
    judgement at a time ([FanGijbels1996]); of an event it is averaged where it happens and where not.

    Args:
        worlds: The worlds.
        choice: What was chosen, and of what.

    Returns:
        For the ten judgements and events that can change the choice most, the values nearest to the middle beyond which
        another thing is better, by more than chance would show in any of them; those that can change it most first.
    """
    if choice.chosen is None:
        return ()
    # what is better already, within the error, was left for another reason than this
    terms = np.vstack([choice.terms, np.zeros(worlds.size)])
    apart = terms - terms[choice.chosen]
    rivals = (np.arange(len(terms)) != choice.chosen) & (apart @ worlds.weight() <= 0)
    bound = NormalDist().inv_cdf(1 - SURE / (2 * STRONGEST * max(1, int(rivals.sum()))))
    found: list[Switch] = []
    for split in _strongest(worlds, terms, choice.trace):
        of = _events if split.happens or explains(split.stream) else _few if _choices(worlds, split) else _values
        found += of(worlds, choice, split, apart, rivals, bound)
    return tuple(found)


@dataclass(frozen=True, eq=False)
class SwitchesFound(RunEntry[tuple[Switch, ...]]):
    """What would overturn a choice.

    Attributes:
        choice: What was chosen.
    """

    choice: Choice

    def work(self, worlds: Worlds) -> tuple[Switch, ...]:
        """Look for it."""
        return switches(worlds, self.choice)


def _strongest(worlds: Worlds, terms: Floats, trace: Iterable[str]) -> list[Split]:
    """Return the splits that can change the choice most, at most ten; of the events of one ladder, the strongest."""
    known = sorted(splits(worlds, trace).items())
    weighted = terms * (worlds.weight() / worlds.weight().sum())
    worth = {name: worth_knowing(weighted, split) for name, split in known}
    by_stream: dict[str, tuple[float, Split]] = {}
    for name, split in known:
        if worth[name] > by_stream.get(split.stream, (-1.0, split))[0]:
            by_stream[split.stream] = worth[name], split
    return [split for _, split in sorted(by_stream.values(), key=lambda one: -one[0])[:STRONGEST]]


def worth_knowing(terms: Floats, split: Split) -> float:
    """Return how much more one could expect by choosing after one is told in which part of a split the world lies.

    Args:
        terms: Array (things, worlds): what each world adds to that by which they are chosen, times its share of the
            weight.
        split: The split.
    """
    order = np.argsort(split.bins.astype(np.int16), kind="stable")  # which is sorted by its digits
    parts = np.flatnonzero(np.diff(split.bins[order], prepend=-1))
    means = np.add.reduceat(terms[:, order], parts, axis=1)
    return float(means.max(axis=0).sum() - means.sum(axis=1).max())


def smoothed_rows(u: Floats, apart: Floats, weight: Floats) -> Floats:
    """Return array (things, steps): the regression of differences on a uniform at each of `STEPS`.

    Args:
        u: Array (worlds): the uniform.
        apart: Array (things, worlds): what each world adds to a difference.
        weight: Weights of the worlds.
    """
    return _summed(apart, hat(u, weight))


def _summed(values: Floats, parts: Floats) -> Floats:
    """Return array (things, steps): sums over worlds; without BLAS, whose threads wait for each other on busy cores."""
    return np.asarray(np.einsum("aw,sw->as", values, parts))


def _values(
    worlds: Worlds, choice: Choice, split: Split, apart: Floats, rivals: Bools, bound: float
) -> Iterator[Switch]:
    """Yield where a judgement makes something else better: below a value, and above one."""
    draws, weight = worlds.draws(0, worlds.size), worlds.weight()
    uniform = draws.uniform(split.stream)
    mean = smoothed_rows(uniform, apart, weight)
    for above in (False, True):
        turns = (mean[:, :-1] <= 0) & (mean[:, 1:] > 0) if above else (mean[:, :-1] > 0) & (mean[:, 1:] <= 0)
        first: tuple[float, int, float, Interval] | None = None
        for row, step in np.argwhere(turns & rivals[:, None]).tolist():
            part = mean[row, step] / (mean[row, step] - mean[row, step + 1])
            place = float(STEPS[step] + part * (STEPS[step + 1] - STEPS[step]))
            inside = (uniform > place) if above else (uniform < place)
            beyond = _averaged(apart[row][inside], weight[inside]) if inside.any() else None
            if beyond is None or beyond.value - bound * beyond.error / Z <= 0:
                continue
            if first is None or (round(abs(place - HALF), 9), row) < first[:2]:
                first = round(abs(place - HALF), 9), row, place, beyond
        if first is None:
            continue
        _, row, place, beyond = first
        counts = hat(uniform, weight)[int(np.argmin(abs(STEPS - place)))]
        error = Z * float(np.sqrt(counts**2 @ (apart[row] - counts @ apart[row]) ** 2))
        moved = _moved(worlds, choice, split)
        values = {path: float(np.quantile(drawn, place)) for path, drawn in moved.items()}
        yield _beyond(worlds, choice, split, values, above, row, _averaged(apart[row], weight), beyond, error)


def _few(worlds: Worlds, choice: Choice, split: Split, apart: Floats, rivals: Bools, bound: float) -> Iterator[Switch]:
    """Yield where a judgement that has a few values only makes something else better: at one and below, or above."""
    weight, moved = worlds.weight(), _moved(worlds, choice, split)
    first = next(iter(moved.values()))
    known = np.unique(first[weight > 0])
    for above in (False, True):
        for edge in known[1:] if above else known[-2::-1]:  # the nearest to the other end first
            inside = (first >= edge) if above else (first <= edge)
            told = [_averaged(row[inside & (first == edge)], weight[inside & (first == edge)]) for row in apart]
            sure = [n for n, one in enumerate(told) if rivals[n] and one.value - bound * one.error / Z > 0]
            if sure:
                row = max(sure, key=lambda n: told[n].value)
                at = int(np.flatnonzero(first == edge)[0])
                values = {path: float(drawn[at]) for path, drawn in moved.items()}
                beyond = _averaged(apart[row][inside], weight[inside])
                yield _beyond(worlds, choice, split, values, above, row, _averaged(apart[row], weight), beyond, 0.0)
                break


def _choices(worlds: Worlds, split: Split) -> bool:
    """Whether what moves with a uniform has a few values only."""
    judgements = [placed.judgement for placed in worlds.case.judgements.values() if placed.stream == split.stream]
    open_to = [judgement for judgement in judgements if not judgement.certain]
    return bool(open_to) and all(judgement.choices for judgement in open_to)


def _moved(worlds: Worlds, choice: Choice, split: Split) -> dict[str, Floats]:
    """Return path → values in every world of the judgements of a uniform on which the choice rests."""
    draws = worlds.draws(0, worlds.size)
    known = {path: worlds.case.judgements[path] for path in sorted(choice.trace)}
    return {
        path: draws.value(path) for path, p in known.items() if p.stream == split.stream and not p.judgement.certain
    }


def _beyond(
    worlds: Worlds,
    choice: Choice,
    split: Split,
    values: Mapping[str, float],
    above: bool,
    row: int,
    now: Interval,
    beyond: Interval,
    error: float,
) -> Switch:
    """Return what is told of a value beyond which another thing is better, given those of all that move together."""
    rows = [n for n in (row, choice.chosen) if n is not None and n < len(choice.options)]
    path = _leading(values, [choice.options[n] for n in rows])
    return Switch(
        stream=split.stream,
        label=label(worlds.case, split.stream),
        kind=split.kind,
        path=path,
        value=values[path],
        middle=_median(worlds, path),
        above=above,
        together=values,
        alone=worlds.dependence.shared(split.stream),
        other=row if row < len(choice.options) else None,
        now=now,
        beyond=beyond,
        error=error,
    )


def _median(worlds: Worlds, path: str) -> Estimate:
    """Return the median of a judgement as these worlds have it, whatever their weights, with its error."""
    drawn = worlds.draws(0, worlds.size).value(path)
    value, low, high = np.quantile(drawn, [HALF, *of_quantile(HALF, worlds.size)]).tolist()
    return Estimate(value, low, high)


def _events(
    worlds: Worlds, choice: Choice, split: Split, apart: Floats, rivals: Bools, bound: float
) -> Iterator[Switch]:
    """Yield what is better where an event happens, or does not; or where an explanation is true."""
    weight = worlds.weight()
    if split.path is not None:
        cases = [(split.path, split.bins == 1, 1.0), (split.path, split.bins == 0, 0.0)]
    else:
        subject = next(subject for subject in worlds.case.subjects if subject.stream == split.stream)
        cases = [(path, split.bins == n, 1.0) for n, path in enumerate(subject.priors)]
    for path, inside, value in cases:
        if np.count_nonzero(inside & (weight > 0)) < 2:
            continue
        told = [_averaged(row[inside], weight[inside]) for row in apart]
        sure = [n for n, one in enumerate(told) if rivals[n] and one.value - bound * one.error / Z > 0]
        if sure:
            row = max(sure, key=lambda n: told[n].value)
            yield Switch(
                stream=split.stream,
                label=label(worlds.case, split.stream if split.path is not None else path),
                kind=split.kind,
                path=path,
                value=value,
                middle=Estimate.of(worlds.sampled(inside if value else ~inside)),
                above=None,
                together={path: value},
                alone=worlds.dependence.shared(split.stream),
                other=row if row < len(choice.options) else None,
                now=_averaged(apart[row], weight),
                beyond=told[row],
                error=0.0,
            )


def _leading(paths: Mapping[str, object], things: Sequence[Mapping[str, str]]) -> str:
    """Return the path of a ladder that is told first: that of an option of the first thing, or else of the next."""
    for options in things:
        for path in paths:
            _, *ids = path.split("/")
            if len(ids) == 3 and options.get(ids[1]) == ids[2]:
                return path
    return next((path for path in paths if "/when/" not in path), next(iter(paths)))


def _averaged(values: Floats, weight: Floats) -> Interval:
    """Return a weighted mean with its 90 % interval."""
    share = weight / max(float(weight.sum()), 1e-300)
    mean = float(values @ share)
    error = Z * float(np.sqrt((values - mean) ** 2 @ share**2))
    return Interval(mean, mean - error, mean + error)

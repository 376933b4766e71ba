"""What every option is worth to every party in a block of worlds, and which gates pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np

from detente.arrays import TOLERANCE, AnyArray, Bools, Floats, Ints
from detente.case.formulas import Formula
from detente.case.model import CONDITIONAL, Case
from detente.case.schema import Position, Reservation
from detente.chapters.agreement.space.consents import Need
from detente.worlds import Draws
from detente.worlds.dependences import Dependences
from detente.worlds.draws import BlockEntry

DIGITS = 13


@dataclass(frozen=True)
class PartyScores:
    """One party in a block of worlds.

    Attributes:
        options: For each issue, array (options, worlds): points a year against the status quo.
        crossed: For each issue, array (options, worlds): whether a real red line is crossed; None where there is none.
        linkages: Linkage id → extra points a year in each world.
        reservation: What no agreement is worth in each world.
        least: The value from which it accepts: the reservation value, less a 1e-9 of the party's scale.
        forbears: The value from which it does not object.
        scale: Sum over issues of the largest value in size, plus linkages and reservation.
        unit: All points are whole multiples of it, so that counted in it sums are exact: 10^(⌈log10 scale⌉ − 13).
    """

    options: tuple[Floats, ...]
    crossed: tuple[Bools | None, ...]
    linkages: Mapping[str, Floats]
    reservation: Floats
    least: Floats
    forbears: Floats
    scale: Floats
    unit: Floats

    @cached_property
    def span(self) -> Floats:
        """Distance in each world between the best and the worst that the options could bring together."""
        return np.asarray(np.sum([option.max(axis=0) - option.min(axis=0) for option in self.options], axis=0))

    def some(self, worlds: Ints) -> PartyScores:
        """Return the same in some of the worlds."""
        return PartyScores(
            options=tuple(option[:, worlds] for option in self.options),
            crossed=tuple(None if lines is None else lines[:, worlds] for lines in self.crossed),
            linkages={name: value[worlds] for name, value in self.linkages.items()},
            reservation=self.reservation[worlds],
            least=self.least[worlds],
            forbears=self.forbears[worlds],
            scale=self.scale[worlds],
            unit=self.unit[worlds],
        )


@dataclass(frozen=True)
class Scores:
    """Every party with points in a block of worlds, and which gates pass.

    Attributes:
        parties: Party → its scores.
        gates: Path of a gate's probability → in which worlds it passes.
        weights: Weight of each world.
    """

    parties: Mapping[str, PartyScores]
    gates: Mapping[str, Bools]
    weights: Floats

    @property
    def size(self) -> int:
        """Number of worlds."""
        return len(self.weights)

    def without_red_lines(self) -> Scores:
        """Return the same worlds with every red line switched off."""
        parties = {
            name: replace(party, crossed=tuple(None for _ in party.crossed)) for name, party in self.parties.items()
        }
        return replace(self, parties=parties)

    def some(self, worlds: Ints) -> Scores:
        """Return some of the worlds."""
        return Scores(
            parties={name: party.some(worlds) for name, party in self.parties.items()},
            gates={path: passes[worlds] for path, passes in self.gates.items()},
            weights=self.weights[worlds],
        )


def side_by_side(blocks: Sequence[Scores]) -> Scores:
    """Return the worlds of some blocks, with the same parties and gates, as one block, one behind the other."""
    first = blocks[0]
    return Scores(
        parties={name: _beside([block.parties[name] for block in blocks]) for name in first.parties},
        gates={path: np.concatenate([block.gates[path] for block in blocks]) for path in first.gates},
        weights=np.concatenate([block.weights for block in blocks]),
    )


def _beside(held: Sequence[PartyScores]) -> PartyScores:
    """Return one party in the worlds of some blocks."""
    first = held[0]
    return PartyScores(
        options=tuple(np.concatenate([one.options[n] for one in held], axis=1) for n in range(len(first.options))),
        crossed=tuple(
            None if lines is None else np.concatenate([np.asarray(one.crossed[n]) for one in held], axis=1)
            for n, lines in enumerate(first.crossed)
        ),
        linkages={name: np.concatenate([one.linkages[name] for one in held]) for name in first.linkages},
        **{
            name: np.concatenate([getattr(one, name) for one in held])
            for name in ("reservation", "least", "forbears", "scale", "unit")
        },
    )


def scores(case: Case, draws: Draws, parties: Iterable[str], needs: Iterable[Need]) -> Scores:
    """Return what every option is worth to these parties in a block of worlds, and which gates pass."""
    paths = dict.fromkeys(path for need in needs for _, path in need.gates)
    return Scores(
        parties={party: draws.kept(ScoresOf(party)) for party in parties},
        gates={path: draws.happens(path) for path in paths},
        weights=draws.weights,
    )


OF_A_PARTY = ("positions", "reservation", "abstains_within", "red_lines", "discount_rates")  # sections of judgements


@dataclass(frozen=True)
class ScoresOf(BlockEntry[PartyScores]):
    """The worth of the options to one party.

    Attributes:
        party: The party.
    """

    party: str

    def depends(self, case: Case) -> Dependences:
        """Return that it depends on the party's own judgements, and on the explanation if one of them does."""
        linkages = {name for name, link in case.linkages.items() if link.party == self.party}
        held = [position for options in case.positions.get(self.party, {}).values() for position in options.values()]
        conditional = any(position.when for position in held) or bool(case.reservation[self.party].when)
        priors = frozenset(case.hypotheses.values() if conditional else ())

        def reads(path: str) -> bool:
            section, of, *_ = path.split("/")
            own = of == self.party if section in OF_A_PARTY else section == "linkages" and of in linkages
            return own or path in priors

        return Dependences(reads, explanation=conditional, evidence=conditional, weights=False)

    def work(self, draws: Draws) -> PartyScores:
        """Read the judgements, and round them to whole units."""
        return _party(draws.case, draws, self.party)


def _party(case: Case, draws: Draws, party: str) -> PartyScores:
    options = tuple(_ladder(case, draws, party, issue) for issue in case.issues)
    linkages = {
        name: draws.value(f"linkages/{name}/value") for name, link in case.linkages.items() if link.party == party
    }
    reservation = np.asarray(held(draws, case.reservation[party], f"reservation/{party}", "yearly"))
    scale = np.sum([np.abs(option).max(axis=0) for option in options], axis=0) + np.abs(reservation)
    scale = scale + np.sum([np.abs(value) for value in linkages.values()], axis=0)
    within = draws.value(f"abstains_within/{party}") if party in case.abstains_within else np.zeros(draws.size)
    unit = 10.0 ** (np.ceil(np.log10(np.where(scale > 0, scale, 1.0))) - DIGITS)
    options = tuple(_rounded(option, unit) for option in options)
    linkages = {name: _rounded(value, unit) for name, value in linkages.items()}
    reservation = _rounded(reservation, unit)
    least = reservation - TOLERANCE * scale
    crossed = tuple(_crossed(case, draws, party, issue) for issue in case.issues)
    return PartyScores(options, crossed, linkages, reservation, least, least - within, scale, unit)


def _rounded(values: Floats, unit: Floats) -> Floats:
    return np.asarray(np.rint(values / unit) * unit)


def _ladder(case: Case, draws: Draws, party: str, issue: str) -> Floats:
    held = case.positions.get(party, {}).get(issue, {})
    rows = [np.zeros(draws.size)]
    for option in case.ladder(issue)[1:]:
        rows.append(_worth(case, draws, party, f"positions/{party}/{issue}/{option}") if held else rows[0])
    return np.array(rows)


def _worth(case: Case, draws: Draws, party: str, path: str) -> Floats:
    """Return the points a year of an option; a one-off value counts as the yearly flow that is worth as much."""
    _, _, issue, option = path.split("/")
    position = case.positions[party][issue][option]
    yearly, once = (held(draws, position, path, kind) for kind in ("yearly", "once"))
    worth = np.zeros(draws.size) if yearly is None else yearly
    return worth if once is None else worth + once * draws.value(f"discount_rates/{party}")


def in_force(draws: Draws, path: str) -> Floats:
    """Return what a judgement is in each world of a block: under a hypothesis that is true there, what holds then.

    Args:
        draws: The block.
        path: Path of the judgement itself, not of what replaces it under a hypothesis.
    """
    section, *ids = path.split("/")
    if section not in CONDITIONAL:
        return draws.value(path)
    kind = "once" if ids[-1] == "once" else "yearly"
    at = ids[: CONDITIONAL[section] - 1]
    case = draws.case
    stated = case.reservation[at[0]] if section == "reservation" else case.positions[at[0]][at[1]][at[2]]
    found = held(draws, stated, "/".join([section, *at]), kind)
    assert found is not None  # the path is stated
    return found


def held(draws: Draws, stated: Position | Reservation, path: str, kind: str) -> Floats | None:
    """Return one kind of value of a position, or that of the condition which holds and states this kind."""
    tail = "" if kind == "yearly" else "/once"
    found = draws.value(path + tail) if getattr(stated, kind) is not None else None
    for condition in reversed(stated.when):
        if getattr(condition, kind) is not None:
            other = draws.value(f"{path}/when/{condition.hypothesis}{tail}")
            found = np.where(draws.holds(condition.hypothesis), other, 0.0 if found is None else found)
    return found


def _crossed(case: Case, draws: Draws, party: str, issue: str) -> Bools | None:
    stated = case.red_lines.get(party, {}).get(issue, {})
    if not stated:
        return None
    rows: list[Bools] = []
    for option in case.ladder(issue):
        # An option that is not named inherits the red line of the one below it.
        inherited = rows[-1] if rows else np.zeros(draws.size, dtype=bool)
        rows.append(draws.happens(f"red_lines/{party}/{issue}/{option}") if option in stated else inherited)
    return np.array(rows)


TruthArray = AnyArray  # booleans, or bytes of eight worlds each; & | ~ work alike on both


Counts = Mapping[int, TruthArray]  # number → where at least so many hold
Memo = dict[tuple[int, ...], tuple[Sequence[TruthArray], Counts]]


def granted(
    formula: Formula, accepts: Mapping[str, TruthArray], abstains: Mapping[str, TruthArray], memo: Memo | None = None
) -> TruthArray | None:
    """Return where a consent is given.

    Args:
        formula: The consent formula; an empty one is always given.
        accepts: Party or gate → where it accepts.
        abstains: Party → where it does not object.
        memo: Counts over the parts that are the same for all packages, kept between calls.

    Returns:
        Where the consent is given, in the common shape of the arrays; None where it is always given.
    """
    if formula.party is not None:
        return abstains[formula.party] if formula.abstains else accepts[formula.party]
    found = [granted(part, accepts, abstains, memo) for part in formula.parts]
    parts = [part for part in found if part is not None]
    return at_least(formula.k - (len(found) - len(parts)), parts, memo)


def at_least(k: int, parts: Sequence[TruthArray], memo: Memo | None = None) -> TruthArray | None:
    """Return where at least k of these hold; None where that is always so.

    Example:
        >>> import numpy as np
        >>> at_least(2, [np.array([True, True]), np.array([True, False]), np.array([False, True])]).tolist()
        [True, True]
    """
    constant = [part for part in parts if part.ndim == 0]
    k -= sum(1 for part in constant if part)
    if k <= 0:
        return None
    same = [part for part in parts if part.ndim == 1]  # what is the same for all packages comes first
    rest = [part for part in parts if part.ndim > 1]
    if k > len(same) + len(rest):
        return np.zeros((), dtype=parts[0].dtype)
    if k == len(same) + len(rest):
        return reduce(np.bitwise_and, [*same, *rest])
    key = (k, len(rest), *map(id, same))
    if memo is None or key not in memo:
        counted = _counted(k, same, {}, len(rest))
        if memo is None:
            return _counted(k, rest, counted, 0)[k]
        memo[key] = same, counted  # keeps the parts alive, so that no other array gets their id
    return _counted(k, rest, memo[key][1], 0)[k]


def _counted(k: int, parts: Sequence[TruthArray], before: Mapping[int, TruthArray], after: int) -> Counts:
    """Return where at least so many parts hold.

    Args:
        k: How many are asked for.
        parts: Where each holds.
        before: Number, from 1 → where at least so many of the earlier parts hold.
        after: How many parts are still to come.

    Returns:
        Number → where at least so many hold, up to k; only for numbers from which k can still be reached.
    """
    reached = dict(before)
    for left, part in zip(range(len(parts) - 1 + after, after - 1, -1), parts, strict=True):
        most = min(k, max(reached, default=0) + 1)
        reached = {
            number: _either(reached.get(number), _both(reached.get(number - 1), part))
            for number in range(max(1, k - left), most + 1)
        }
    return reached


def _both(before: TruthArray | None, part: TruthArray) -> TruthArray:
    return part if before is None else before & part


def _either(already: TruthArray | None, now: TruthArray) -> TruthArray:
    return now if already is None else already | now

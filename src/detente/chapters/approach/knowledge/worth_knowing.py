"""What it would add to know something before one proposes: everything, each unknown, and groups of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from detente.arrays import Floats
from detente.chapters.agreement import OptionNumbers
from detente.chapters.approach.knowledge.fair_rules import DecisionRule, Lottery, chosen_rule, fairest
from detente.chapters.approach.knowledge.held_out_means import Folded, HeldOut, held_out
from detente.chapters.approach.knowledge.regression_terms import RegressionTerms, together
from detente.chapters.approach.knowledge.summaries import summaries_of
from detente.chapters.approach.knowledge.what_to_ask import Unknown, UnknownGroup, groups, unknowns
from detente.chapters.proposal import Proposals
from detente.worlds import RunEntry, Worlds
from detente.worlds.errors import Z
from detente.worlds.strata import key

FEWEST = 50  # worlds that are needed to regress anything
TRIFLE = 0.01  # of the best gain: nothing to ask for
HANDS = 2  # pieces in which groups are worked out
MULTIPLIED = 12  # members of a group that are multiplied with each other


@dataclass(frozen=True)
class Added:
    """What knowledge adds, as a share of the best gain.

    Attributes:
        value: On average.
        low: Lower end of its 90 % interval.
        high: Upper end.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Asked:
    """What knowing something adds.

    Attributes:
        added: What it adds.
        penalty: Penalty of its regression; infinite where it tells nothing.
        told: Share by which it lowers the error in worlds left out.
        principals: Array (principals): weights under which no rule is better.
    """

    added: Added
    penalty: float
    told: float
    principals: Floats


@dataclass(frozen=True)
class Decisions:
    """What decisions are worth, the worlds in the order of folds; to propose nothing comes last.

    Attributes:
        packages: The packages; None stands for proposing nothing.
        principals: The principals that count.
        worth: Array (principals, decisions, worlds): share of its best gain that each may expect, less what the best
            decision without knowledge brings it there.
        base: Array (principals): what that brings on average.
        table: The same, a column for each principal and decision.
    """

    packages: tuple[OptionNumbers | None, ...]
    principals: tuple[str, ...]
    worth: Floats
    base: Floats
    table: Folded

    @classmethod
    def of(
        cls, packages: Sequence[OptionNumbers | None], principals: tuple[str, ...], worth: Floats, weight: Floats
    ) -> Decisions:
        """Return decisions by what each principal may expect of them, array (principals, decisions, worlds)."""
        share = weight / weight.sum()
        best = int((worth @ share).min(axis=0).argmax())
        less = worth - worth[:, best : best + 1]
        table = Folded.of(less.reshape(-1, len(weight)).T, weight)
        return cls(
            tuple(packages), principals, np.ascontiguousarray(less[..., table.order]), worth[:, best] @ share, table
        )

    @cached_property
    def everything(self) -> Added:
        """What knowing everything adds."""
        return self.added(self.acted_on(self.worth))

    def rule(self, means: Floats, weights: Floats) -> DecisionRule:
        """Return the rule that is best by what is expected in every world."""
        found = chosen_rule(means, self.worth, self.table.weight, weights)
        return DecisionRule(found.worth + self.base[:, None], found.mean + self.base)

    @cached_property
    def constant(self) -> Lottery:
        """The best that can be done without knowledge, by a lottery if need be."""
        shape = self.worth.shape
        means = np.broadcast_to((self.worth @ self.table.weight)[..., None], shape)
        alone = np.eye(shape[0])
        return fairest([self.rule(means, alone[0])], lambda weights: self.rule(means, weights))

    def added(self, best: Lottery) -> Added:
        """Return what a lottery over rules adds to what can be done without knowledge, between nothing and all."""
        differs = best.by_world - self.constant.by_world
        mean = float(differs @ self.table.weight)
        error = Z * float(np.sqrt(np.sum((self.table.weight * (differs - mean)) ** 2)))
        value = max(0.0, best.value - self.constant.value)
        return Added(value, max(0.0, value - error), value + error)

    def acted_on(self, means: Floats) -> Lottery:
        """Return what acting on what is expected in every world is worth."""
        start = [rule for rule, chance in zip(self.constant.rules, self.constant.chances, strict=True) if chance > 0]
        return fairest(start, lambda weights: self.rule(means, weights))


@dataclass(frozen=True)
class Knowledge:
    """What would be worth knowing.

    Attributes:
        found: The packages, from the chapter proposal.
        decisions: What they are worth.
        unknowns: What could be asked, by name.
        everything: What knowing everything adds.
        asked: Name → what knowing it adds.
        groups: What could be known together, with what that adds.
        noise: The most that one of the single questions adds when worlds are shuffled, so that it tells nothing.
        yearly: Level flow with a present value of one best gain of the side advised, points a year; None for a
            mediator.
    """

    found: Proposals
    decisions: Decisions
    unknowns: Mapping[str, Unknown]
    everything: Added
    asked: Mapping[str, Asked]
    groups: tuple[tuple[UnknownGroup, Asked], ...]
    noise: float
    yearly: float | None

    @property
    def start(self) -> int:
        """Row of the package recommended, or of proposing nothing where none is."""
        row = self.found.row
        return len(self.decisions.packages) - 1 if row is None else row

    def above_chance(self, added: Added) -> bool:
        """Whether what something adds is more than chance shows, and no trifle."""
        return added.value > max(self.noise, TRIFLE) and added.low > 0


@dataclass(frozen=True, eq=False)
class ShuffledQuestions(RunEntry[list[Asked]]):
    """The single questions, asked in shuffled worlds, where knowing the answer tells nothing.

    Attributes:
        decisions: What decisions are worth.
        terms: The terms of each question, the worlds in the order of folds.
    """

    decisions: Decisions
    terms: tuple[RegressionTerms, ...]

    def work(self, worlds: Worlds) -> list[Asked]:
        """Answer them."""
        rng = np.random.Generator(np.random.Philox(key(worlds.seed, "shuffled questions")))
        shuffled = rng.permutation(worlds.size)
        return answered(self.decisions, [each.at(shuffled) for each in self.terms])


@dataclass(frozen=True)
class Questions:
    """What could be asked before one proposes.

    Attributes:
        found: The packages judged, and what they are worth in every world.
        decisions: What they are worth to those who count.
        unknowns: What could be asked.
        terms: Name → its terms, the worlds in the order of folds.
        shuffled: The same questions, asked in shuffled worlds.
    """

    found: Proposals
    decisions: Decisions
    unknowns: tuple[Unknown, ...]
    terms: Mapping[str, RegressionTerms]
    shuffled: ShuffledQuestions


def questions(found: Proposals) -> Questions | None:
    """Return what could be asked, and have another process begin with it in shuffled worlds, if it has time.

    Args:
        found: The packages judged, and what they are worth in every world.

    Returns:
        The questions; None where no package was judged, nobody who counts could gain, or there are fewer than 50
        worlds.
    """
    worlds, judged = found.worlds, found.found
    if judged is None or worlds.size < FEWEST:
        return None
    decisions = _decisions(found)
    if decisions is None:
        return None
    known = tuple(unknowns(found))
    terms = {unknown.name: unknown.terms.at(decisions.table.order) for unknown in known}
    shuffled = ShuffledQuestions(decisions, tuple(terms.values()))
    worlds.meanwhile([shuffled])
    return Questions(found, decisions, known, terms, shuffled)


def worth_knowing(asks: Questions | None) -> Knowledge | None:
    """What would be worth knowing before one proposes?

    Args:
        asks: What could be asked; None where there is nothing to ask.
    """
    if asks is None:
        return None
    found, decisions, terms = asks.found, asks.decisions, asks.terms
    worlds = found.worlds
    asked = dict(zip(terms, answered(decisions, [*terms.values()]), strict=True))
    sums = summaries_of(found, asks.unknowns)
    joint = groups(worlds.case, asks.unknowns)
    ways = [_ways(decisions, g, terms, asked, sums.get(g.ids)) for g in joint]
    found_at = list(worlds.shared(partial(_most_told, decisions), [ways[n::HANDS] for n in range(HANDS)]))
    several = [(group, found_at[n % HANDS][n // HANDS]) for n, group in enumerate(joint)]
    several = [(group, _with_parts(group, own, several, asked)) for group, own in several]
    noise = worlds.taken(asks.shuffled)
    return Knowledge(
        found=found,
        decisions=decisions,
        unknowns={unknown.name: unknown for unknown in asks.unknowns},
        everything=decisions.everything,
        asked=asked,
        groups=tuple(several),
        noise=max((chance.added.value for chance in noise), default=0.0),
        yearly=_yearly(found),
    )


def answered(decisions: Decisions, questions: Sequence[RegressionTerms]) -> list[Asked]:
    """What does knowing each of some things add that enter by these terms, the worlds in the order of folds?"""
    return [_acted_on(decisions, regression) for regression in held_out(questions, decisions.table)]


def _acted_on(decisions: Decisions, regression: HeldOut) -> Asked:
    if np.isinf(regression.penalty):
        return Asked(Added(0.0, 0.0, 0.0), regression.penalty, 0.0, decisions.constant.principals)
    best = decisions.acted_on(regression.means(decisions.table).reshape(decisions.worth.shape))
    return Asked(decisions.added(best), regression.penalty, regression.told, best.principals)


def _ways(
    decisions: Decisions,
    group: UnknownGroup,
    terms: Mapping[str, RegressionTerms],
    asked: Mapping[str, Asked],
    summary: RegressionTerms | None,
) -> list[RegressionTerms]:
    """Return the ways to ask several things at once: by their terms, and by what sums them up."""
    told = np.array([asked[name].told for name in group.members])
    strongest = np.sort(np.argsort(-told, kind="stable")[:MULTIPLIED])
    ways = [together([terms[name] for name in group.members], strongest.tolist())]
    if summary is not None:
        ways.append(summary.at(decisions.table.order))
    return ways


def _most_told(decisions: Decisions, groups: Sequence[Sequence[RegressionTerms]]) -> list[Asked]:
    """What does each group add, by that of its ways that tells most?"""
    told = [held_out(ways, decisions.table) for ways in groups]
    return [_acted_on(decisions, max(found, key=lambda way: way.told)) for found in told]


def _with_parts(
    group: UnknownGroup,
    found: Asked,
    several: Sequence[tuple[UnknownGroup, Asked]],
    asked: Mapping[str, Asked],
) -> Asked:
    """Return what a group adds, or one of its parts where that comes out larger: to know more is worth no less."""
    members = set(group.members)
    parts = [part for other, part in several if members.issuperset(other.members)]
    return max([found, *parts, *(asked[name] for name in group.members)], key=lambda part: part.added.value)


def _decisions(found: Proposals) -> Decisions | None:
    """Return what the packages judged are worth; None where nobody who counts could gain anything."""
    judged, case = found.found, found.worlds.case
    assert judged is not None
    advised = [case.advises] if case.advises in case.principals else list(case.principals)
    principals = tuple(p for p in advised if p is not None and judged.hoped[p] > 0)
    if not principals:
        return None
    shares = np.array([judged.worlds[p] / judged.hoped[p] for p in principals])
    worth = np.concatenate([shares, np.zeros((len(principals), 1, found.worlds.size))], axis=1)
    return Decisions.of((*judged.packages, None), principals, worth, found.worlds.weight())


def _yearly(found: Proposals) -> float | None:
    case, judged = found.worlds.case, found.found
    if judged is None or case.advises not in case.principals:
        return None
    years = float(found.worlds.weight() @ (1 / judged.prospects.rates[case.advises]) / found.worlds.total)
    return judged.hoped[case.advises] / years

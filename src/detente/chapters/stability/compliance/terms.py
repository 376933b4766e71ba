"""What keeping and breaking are worked out from, drawn in a block of worlds: worths, rates, measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import Case
from detente.chapters.agreement import ScoresOf
from detente.chapters.stability.schema import JUDGED
from detente.worlds import Draws
from detente.worlds.dependences import Dependences
from detente.worlds.draws import BlockEntry

MONTHS = 12.0  # in a year


@dataclass(frozen=True)
class MeasureTerms:
    """What brings an issue to one option, in every world of a block.

    Attributes:
        lead: Years from the decision until it is carried out.
        detection: Years until a breach is found.
        snapback: Years that taking it back needs.
        others: Share of its worth to others that is lost when it is taken back; 0 where only a vote restores.
        own: Share of its own worth that a party gives up by taking it back; 0 where only a vote restores.
    """

    lead: Floats
    detection: Floats
    snapback: Floats
    others: Floats
    own: Floats

    def some(self, worlds: Sequence[int] | Ints) -> MeasureTerms:
        """Return the same measure in a few worlds of the block."""
        at = np.asarray(worlds)
        parts = (self.lead, self.detection, self.snapback, self.others, self.own)
        return MeasureTerms(*(part.take(at) for part in parts))

    @property
    def reversible(self) -> Bools:
        """In which worlds it can be taken back at all."""
        return np.asarray((self.others > 0) | (self.own > 0))


@dataclass(frozen=True)
class LinkageTerms:
    """Extra worth of a pattern to a party.

    Attributes:
        id: Its id in the case.
        members: Number of an issue → numbers of the options that match.
        value: Points a year in every world.
    """

    id: str
    members: Mapping[int, frozenset[int]]
    value: Floats


@dataclass(frozen=True)
class CrisisTerms:
    """A danger that lasts until something is done.

    Attributes:
        hazard: Yearly rate at which it breaks out, in every world.
        until: Numbers of issues and options: it is over once all of them, or later ones, are done.
        outbreak: Party → points a year for good once it has broken out.
    """

    hazard: Floats
    until: tuple[tuple[int, int], ...]
    outbreak: Mapping[str, Floats]

    def over(self, positions: Ints) -> Bools:
        """Return in which of some positions, an array (positions, issues), it is over."""
        return np.asarray(np.all([positions[:, issue] >= option for issue, option in self.until], axis=0))

    def some(self, worlds: Sequence[int] | Ints) -> CrisisTerms:
        """Return the same crisis in a few worlds of the block."""
        at = np.asarray(worlds)
        outbreak = {party: value.take(at) for party, value in self.outbreak.items()}
        return replace(self, hazard=self.hazard.take(at), outbreak=outbreak)


@dataclass(frozen=True)
class Terms:
    """Everything that keeping and breaking are worked out from, in a block of worlds.

    Attributes:
        issues: Ids of the issues, in the order of the case.
        movers: For each issue, the parties that carry it out; a gate among them has no points and breaks nothing.
        apart: For each issue, whether each mover can break its own part only.
        measures: For each issue, the measure of each option after the status quo.
        worth: Party → for each issue, array (options, worlds): points a year against the status quo.
        linkages: Party → its linkages.
        rates: Party → yearly rate: its discount rate and the hazard of an end for other causes.
        reservation: Party → what no agreement is worth to it, points a year.
        scales: Party → size of its points, relative to which tiny gains are ignored.
        spans: Party → distance between the best and the worst that the options could bring it, points a year.
        crisis: A danger that lasts until something is done, if there is one.
    """

    issues: tuple[str, ...]
    movers: tuple[tuple[str, ...], ...]
    apart: tuple[bool, ...]
    measures: tuple[tuple[MeasureTerms, ...], ...]
    worth: Mapping[str, tuple[Floats, ...]]
    linkages: Mapping[str, tuple[LinkageTerms, ...]]
    rates: Mapping[str, Floats]
    reservation: Mapping[str, Floats]
    scales: Mapping[str, Floats]
    spans: Mapping[str, Floats]
    crisis: CrisisTerms | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """Principals, and whoever else carries something out."""
        return tuple(self.rates)

    def measure(self, issue: int, option: int) -> MeasureTerms:
        """Return the measure that brings an issue, by number, to an option, by number (from 1)."""
        return self.measures[issue][option - 1]

    def some(self, worlds: Sequence[int] | Ints) -> Terms:
        """Return the same terms in a few worlds of the block."""
        at = np.asarray(worlds)
        return replace(
            self,
            measures=tuple(tuple(measure.some(at) for measure in options) for options in self.measures),
            worth={party: tuple(table.take(at, axis=1) for table in tables) for party, tables in self.worth.items()},
            linkages={
                party: tuple(replace(link, value=link.value.take(at)) for link in links)
                for party, links in self.linkages.items()
            },
            rates={party: rate.take(at) for party, rate in self.rates.items()},
            reservation={party: value.take(at) for party, value in self.reservation.items()},
            scales={party: scale.take(at) for party, scale in self.scales.items()},
            spans={party: span.take(at) for party, span in self.spans.items()},
            crisis=None if self.crisis is None else self.crisis.some(at),
        )

    def in_crisis(self, crisis: CrisisTerms) -> Terms:
        """Return the terms while a crisis lasts for good: all rates are higher by its hazard."""
        return replace(self, rates={party: rate + crisis.hazard for party, rate in self.rates.items()}, crisis=None)

    def later(self, years: Floats) -> Terms:
        """Return the terms as they are some years into a round: what is still to come takes so much less time."""
        measures = tuple(
            tuple(replace(measure, lead=np.maximum(measure.lead - years, 0.0)) for measure in options)
            for options in self.measures
        )
        return replace(self, measures=measures)

    def changed(self, issue: int, option: int, measure: MeasureTerms) -> Terms:
        """Return the same terms with another measure in the place of one."""
        options = list(self.measures[issue])
        options[option - 1] = measure
        return replace(self, measures=(*self.measures[:issue], tuple(options), *self.measures[issue + 1 :]))


def takers(case: Case) -> tuple[str, ...]:
    """Return the parties whose conduct counts: the principals, and other parties with points that carry something out.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read as read_case
        >>> takers(read_case(locate("orange"), {}))
        ('ann', 'bea')
    """
    movers = (mover for body in case.issues.values() for mover in body.movers if mover not in case.gates)
    return tuple(dict.fromkeys((*case.principals, *movers)))


def read(draws: Draws) -> Terms:
    """Return what the case says about keeping and breaking, in a block of worlds.

    Args:
        draws: The block of worlds, of a case that lacks nothing for the stability of its measures.

    Returns:
        The terms; months have become years.
    """
    return draws.kept(TermsOfCase())


@dataclass(frozen=True)
class TermsOfCase(BlockEntry[Terms]):
    """What a case says about keeping and breaking, in a block of worlds."""

    def depends(self, case: Case) -> Dependences:
        """Return that it may depend on everything but the weights."""
        return Dependences(weights=False)

    def work(self, draws: Draws) -> Terms:
        """Read it."""
        return _read(draws.case, draws)


def _read(case: Case, draws: Draws) -> Terms:
    parties = takers(case)
    hazard = draws.value("stability/hazard")
    found = {party: draws.kept(ScoresOf(party)) for party in parties}
    numbers = {issue: n for n, issue in enumerate(case.issues)}
    linkages: dict[str, list[LinkageTerms]] = {party: [] for party in parties}
    for name, link in case.linkages.items():
        if link.party in linkages:
            members = {
                numbers[issue]: _numbers(case, issue, which.of(case.ladder(issue)))
                for issue, which in link.pattern.items()
            }
            linkages[link.party].append(LinkageTerms(name, members, found[link.party].linkages[name]))
    return Terms(
        issues=tuple(case.issues),
        movers=tuple(body.movers for body in case.issues.values()),
        apart=tuple(body.joint == "each_own_part" for body in case.issues.values()),
        measures=tuple(tuple(measure(case, draws, i, o) for o in case.ladder(i)[1:]) for i in case.issues),
        worth={party: found[party].options for party in parties},
        linkages={party: tuple(links) for party, links in linkages.items()},
        rates={party: draws.value(f"discount_rates/{party}") + hazard for party in parties},
        reservation={party: found[party].reservation for party in parties},
        scales={party: found[party].scale for party in parties},
        spans={party: found[party].span for party in parties},
        crisis=_crisis(case, draws, {party: found[party].reservation for party in parties}),
    )


def _crisis(case: Case, draws: Draws, reservation: Mapping[str, Floats]) -> CrisisTerms | None:
    said = case.parts["stability"].crisis
    if said is None:
        return None
    numbers = {issue: n for n, issue in enumerate(case.issues)}
    path = "stability/crisis"
    return CrisisTerms(
        hazard=draws.value(f"{path}/hazard"),
        until=tuple((numbers[issue], case.ladder(issue).index(option)) for issue, option in said.until.items()),
        outbreak={
            party: draws.value(f"{path}/outbreak/{party}") if party in said.outbreak else value
            for party, value in reservation.items()
        },
    )


def _numbers(case: Case, issue: str, options: frozenset[str]) -> frozenset[int]:
    return frozenset(n for n, option in enumerate(case.ladder(issue)) if option in options)


def measure(case: Case, draws: Draws, issue: str, option: str, voted: bool | None = None) -> MeasureTerms:
    """Return what a case says about the measure that brings an issue to an option.

    Args:
        case: The case.
        draws: The block of worlds.
        issue: Id of the issue.
        option: Id of the option.
        voted: Whether only a vote restores what was; as the case says if not given.

    Returns:
        The measure; months have become years.
    """
    path = f"stability/measures/{issue}/{option}"
    lead, detection, snapback, others, own = (draws.value(f"{path}/{name}") for name in JUDGED)
    if voted is None:
        voted = case.parts["stability"].measures[issue][option].restored_by == "vote"
    alone = 0.0 if voted else 1.0
    return MeasureTerms(lead / MONTHS, detection / MONTHS, snapback / MONTHS, others * alone, own * alone)

"""What the contact chapter found, in every world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.contact import columns as forms
from detente.chapters.contact.consistency import CHAPTER, recipients_of
from detente.chapters.contact.crisis.escalation import within
from detente.chapters.contact.network.line_chances import LineChances
from detente.chapters.contact.posts_and_channels import Network
from detente.chapters.contact.questions.arrivals import Arrival
from detente.chapters.contact.questions.carried_out import CarriedOut, courses_taken
from detente.chapters.contact.questions.line_health import LaterCalls, LineHealth
from detente.chapters.contact.questions.might_have_been import MightHaveBeen
from detente.chapters.contact.questions.openings import Openings, WithOpened
from detente.chapters.contact.questions.turning_on import TurnsOn
from detente.chapters.contact.questions.value_map import Limits, Rising, ValueMap
from detente.chapters.contact.questions.way_to_talks import TalksBegun
from detente.chapters.contact.questions.who_reaches_whom import Reached
from detente.chapters.contact.situation import Situation
from detente.findings import Column, Headline
from detente.findings.cuts import Cut
from detente.findings.speech import of_name
from detente.worlds import Worlds

NOTICED = 0.1  # a fall of the risk of war by so much of it counts
EVEN = 0.5
NETWORK, CRISIS = ("posts", "channels", "messages"), ("posts", "channels", "messages", "ladder")


@dataclass(frozen=True)
class Contacts:
    """Who reaches whom, what a channel adds, and what comes of a crisis.

    Attributes:
        worlds: The worlds.
        now: The situation in every world.
        arrivals: How every kind of message fares in both directions.
        openings: What candidates add.
        changed: The risk of war under named packages, and by courses: those that shift what is read here, or all of
            them once it is known what they seek.
        rising: Candidate → where it is worth more; empty without ladder and harm. The empty id stands for all channels
            of today together.
        counterfactuals: What might have been.
        talks: From a message to talks; None where the case does not say.
        reached: How the message by which channels are compared fares from everybody to everybody else.
        reached_left: How many more there are, besides those between whom this is known.
        leading: The candidate that adds most; None where there is none, or none adds anything.
        map: What the leading candidate is worth over hostility and harm, or all channels of today where none leads.
        fear: How likely a side arms out of fear, and how likely whatever the other does; None where the case does not
            say.
        health: What the log says of lines.
        later: What became of them after the day of the case, in a back-test.
        limits: Why what the leading candidate is worth does not rise; None without a map.
        turning: Counterfactual → the judgements on which it turns how much less likely an incident then ends in war.
        courses: Whether the risk of war is known by every course, with what it proposes.
    """

    worlds: Worlds
    now: Situation
    arrivals: tuple[Arrival, ...]
    openings: Openings
    changed: tuple[CarriedOut, ...]
    rising: dict[str, Rising]
    counterfactuals: tuple[MightHaveBeen, ...]
    talks: TalksBegun | None
    reached: tuple[Reached, ...] = ()
    reached_left: int = 0
    leading: str | None = None
    map: ValueMap | None = None
    fear: tuple[Floats, Floats] | None = None
    health: tuple[LineHealth, ...] = ()
    later: tuple[LaterCalls, ...] = ()
    limits: Limits | None = None
    turning: Mapping[str, Cut[TurnsOn]] = field(default_factory=dict)
    courses: bool = False

    def with_courses(self, effects: Mapping[str, Mapping[str, Floats]]) -> Contacts:
        """Return the same with the risk of war by every course, once it is known what courses seek and what is agreed.

        Args:
            effects: Course → kind of effect → array (worlds): by which share what it proposes changes that, 0 where it
                is not agreed.
        """
        if self.part.ladder is None:
            return self
        packages = tuple(under for under in self.changed if under.kind == "package")
        return replace(self, changed=(*packages, *courses_taken(self.now, self.worlds, effects)), courses=True)

    @property
    def part(self) -> Network:
        """What `contact.yaml` says."""
        return self.now.part

    @property
    def sides(self) -> tuple[str, str]:
        """The two sides."""
        return self.now.sides

    @property
    def lines(self) -> LineChances:
        """What posts and channels are like in every world."""
        return self.now.lines

    @property
    def deliberate(self) -> Floats:
        """Yearly rate of war without an incident; array (worlds)."""
        return self.now.deliberate

    @property
    def costs(self) -> dict[str, Floats]:
        """Candidate → what it costs a year, of those of which the case says it; arrays (worlds)."""
        names = [name for name, opening in self.part.candidates.items() if opening.cost is not None]
        return {name: self.now.judged[f"candidates/{name}/cost"] for name in names}

    @property
    def recipients(self) -> dict[str, str]:
        """Recipient of `reading.yaml` → its printed name."""
        return {name: said.name for name, (_, said) in recipients_of(self.worlds.case).items()}

    def columns(self) -> tuple[Column, ...]:
        """Return the outcomes, a value a world."""
        return tuple(self._columns())

    def _columns(self) -> Iterator[Column]:
        for at in self.arrivals:
            yield forms.ARRIVES.column(at.believed, at.kind, at.receiver)
            yield forms.THROUGH.column(at.believed > EVEN, at.kind, at.receiver)
        yield from self._of_war()
        for name, found in self.rising.items():
            if name:
                yield forms.WITH_HOSTILITY.column(found.with_hostility, name)
                yield forms.WITH_HARM.column(found.with_harm, name)
        if self.talks is not None:
            yield forms.TALKS.column(self.talks.today.talks)

    def _of_war(self) -> Iterator[Column]:
        today = self.openings.today
        if today.given_incident is None or today.in_years is None:
            return
        yield forms.INCIDENT.column(today.given_incident)
        yield forms.WAR.column(today.in_years)
        if self.part.harm is not None:
            within_a_year = within(1.0, self.now.judged["ladder/incidents"], today.given_incident, self.deliberate)
            yield forms.HARM.column(self.now.judged["harm/war"] * within_a_year)
        for name, added in self.openings.alone.items():
            if added.in_years is not None:
                yield forms.WAR_WITH.column(added.in_years, name)
            yield forms.LOWERS.column(self.lowers(added), name)
        for under in self.changed:
            form = forms.WAR_UNDER if under.kind == "package" else forms.WAR_BY
            yield form.column(under.in_years, under.name)
        for other in self.counterfactuals:
            if other.given_incident is not None:
                yield forms.HAD_WAR.column(other.given_incident, other.counterfactual)
                yield forms.HAD_LOWERED.column(self.lowered(other.given_incident), other.counterfactual)

    def lowers(self, added: WithOpened) -> Bools:
        """Return in which worlds opening some candidates lowers the risk of war within years by a tenth or more."""
        before, after = self.openings.today.in_years, added.in_years
        if before is None or after is None:
            return np.zeros(self.worlds.size, dtype=bool)
        return np.asarray((before > 0) & (before - after >= NOTICED * before))

    def lowered(self, given_incident: Floats, by: float = NOTICED) -> Bools:
        """Return in which worlds an incident is less likely to end in war than it is, by so much of it or more."""
        before = self.openings.today.given_incident
        assert before is not None
        return np.asarray((before > 0) & (before - given_incident >= by * before))

    def headlines(self) -> tuple[Headline, ...]:
        """Return what is shown first: whether the message that counts gets through, and what is best opened."""
        return tuple(self._headlines())

    def _headlines(self) -> Iterator[Headline]:
        case, vital = self.worlds.case, self.part.measured
        for at in self.arrivals:
            if at.kind == vital:
                to = of_name(case.parties[at.receiver])
                says = f"{self.part.messages[vital].name} reaches {to} in time and is believed"
                yield Headline(forms.THROUGH.named(at.kind, at.receiver), says, self.trace(*NETWORK))
        if self.leading is not None and self.part.ladder is not None:
            name, opened = self.leading, self.part.candidates[self.leading].name
            says = f"{opened} lowers the risk of war by a tenth or more"
            yield Headline(forms.LOWERS.named(name), says, self.trace(*CRISIS))
            if name in self.rising:
                trace = self.trace(*CRISIS, "hostility", "harm")
                says = f"{opened} is worth more at twice the hostility"
                yield Headline(forms.WITH_HOSTILITY.named(name), says, trace)
                says = f"{opened} is worth more where the other side can do twice the harm"
                yield Headline(forms.WITH_HARM.named(name), says, trace)
        for other in self.counterfactuals if self.part.ladder is not None else ():
            says = f"with {self.part.counterfactuals[other.counterfactual].name}, war is less likely by a tenth or more"
            name = other.counterfactual
            yield Headline(forms.HAD_LOWERED.named(name), says, self.trace(*CRISIS, f"counterfactuals/{name}"))

    def trace(self, *places: str) -> frozenset[str]:
        """Return the paths of the judgements at places of `contact.yaml`."""
        case = self.worlds.case
        return frozenset(path for place in places for path in case.paths_at(f"{CHAPTER}/{place}"))

"""The network and the crisis of a case in every world, with any channels open or shut."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from detente.arrays import Floats
from detente.case.faults import CaseError, Fault
from detente.chapters.contact.consistency import CHAPTER, sides
from detente.chapters.contact.crisis.escalation import RungChances, Suspicion, unanswerable, war, window
from detente.chapters.contact.network.decision_diagrams import TooTangledError
from detente.chapters.contact.network.deliveries import Delivery, delivered
from detente.chapters.contact.network.line_chances import NO_STRAIN, LineChances, Strain, line_chances
from detente.chapters.contact.network.message_paths import journeys
from detente.chapters.contact.posts_and_channels import CALM, Network
from detente.worlds import Worlds

Temper = tuple[RungChances, tuple[Floats, Floats]]
RUNG_PARTS = ("attack", "false_alarm", "climb", "settle")


@dataclass(frozen=True)
class Situation:
    """Who reaches whom in every world, and what that means in a crisis.

    Attributes:
        part: What `contact.yaml` says.
        sides: The two sides.
        judged: Path without the name of the chapter → array (worlds).
        lines: What posts and channels are like.
    """

    part: Network
    sides: tuple[str, str]
    judged: Mapping[str, Floats]
    lines: LineChances
    _known: dict[tuple[str, str, str], Delivery] = field(default_factory=dict, compare=False)
    _reliable: dict[Hashable, Floats] = field(default_factory=dict, compare=False)

    @cached_property
    def today(self) -> frozenset[str]:
        """The channels that are open today."""
        return frozenset(name for name, channel in self.part.channels.items() if channel.state == "open")

    @cached_property
    def size(self) -> int:
        """Number of worlds."""
        return len(next(iter(self.judged.values())))

    def other(self, side: str) -> str:
        """Return the other side."""
        return next(each for each in self.sides if each != side)

    def delivery(self, kind: str, sender: str, rung: str = CALM) -> Delivery:
        """Return when a kind of message gets through to the other side, on a rung within its window.

        Raises:
            CaseError: The network is too tangled for an exact answer.
        """
        key = (kind, sender, rung)
        if key not in self._known:
            said = self.part.messages[kind]
            deadline = self.judged[f"messages/{kind}/deadline"]
            if rung != CALM:
                deadline = np.minimum(deadline, self.judged[f"ladder/rungs/{rung}/window"])
            trips = journeys(self.part, sender, self.other(sender), said)
            try:
                self._known[key] = delivered(self.part, trips, self.lines.latency, deadline)
            except TooTangledError as error:
                found = f"{len(self.part.channels)} channels between {len(self.part.posts)} posts, too tangled: {error}"
                expected = "fewer channels between posts, or a smaller number of hops"
                raise CaseError([Fault(f"{CHAPTER}.yaml", 0, "channels", found, expected)]) from None
        return self._known[key]

    def arrives(self, kind: str, sender: str, opened: frozenset[str], believed: bool = True) -> Floats:
        """Return how likely a message reaches the other side in calm; array (worlds).

        Args:
            kind: The kind of message.
            sender: Who sends it.
            opened: The channels that are open.
            believed: Whether it must be believed, too.
        """
        return self._reliability(kind, sender, opened, CALM, believed)

    def _reliability(self, kind: str, sender: str, opened: frozenset[str], rung: str, believed: bool = True) -> Floats:
        """Return how likely a message gets through, worked out once for all channels that make no difference to it."""
        found = self.delivery(kind, sender, rung)
        key = (kind, sender, opened & found.lines, rung, believed)
        if key not in self._reliable:
            self._reliable[key] = found.reliability(self.lines.chances(opened, rung, believed=believed))
        return self._reliable[key]

    def reached(self, opened: frozenset[str], rung: str, strain: Strain = NO_STRAIN) -> tuple[Floats, Floats]:
        """Return how likely a denial reaches each side on a rung, in time, and is believed; arrays (…, worlds)."""
        assert self.part.ladder is not None
        kind = self.part.ladder.message
        if strain is NO_STRAIN:
            first, second = (self._reliability(kind, sender, opened, rung) for sender in self.sides)
            return first, second
        chance = self.lines.chances(opened, rung, strain)
        first, second = (self.delivery(kind, sender, rung).reliability(chance) for sender in self.sides)
        return first, second

    def without_each(self, kind: str, sender: str, rung: str = CALM) -> dict[str, Floats]:
        """Return channel of today → how likely a message arrives and is believed without it; arrays (worlds).

        Those that make no difference to it are left out.
        """
        return self.delivery(kind, sender, rung).without_each(self.lines.chances(self.today, rung))

    @cached_property
    def rungs(self) -> Mapping[str, RungChances]:
        """Rung → what a side may do on it."""
        assert self.part.ladder is not None
        return {
            rung: RungChances(
                **{name: self.judged[f"ladder/rungs/{rung}/{name}"] for name in RUNG_PARTS},
                heeded=self.judged.get(f"ladder/rungs/{rung}/heeded", np.zeros(1)),
            )
            for rung in self.part.ladder.rungs
        }

    @cached_property
    def suspicion(self) -> Suspicion:
        """When a side strikes first."""
        return Suspicion(self.judged["ladder/threshold"], self.judged["ladder/liar"])

    @property
    def deliberate(self) -> Floats:
        """Yearly rate of war without an incident."""
        return self.judged.get("ladder/deliberate", np.zeros(self.size))

    def given_incident(
        self, opened: frozenset[str], factor: Floats | None = None, strain: Strain = NO_STRAIN
    ) -> Floats:
        """Return how likely an incident ends in war; array (…, worlds).

        Args:
            opened: The channels that are open.
            factor: What the odds of escalation are multiplied by; 1 if not given.
            strain: What hostility does to lines.
        """
        reached = {rung: self.reached(opened, rung, strain) for rung in self.rungs}
        return ends_in_war(self.tempers(factor), reached)

    def tempers(self, factor: Floats | None = None) -> Mapping[str, Temper]:
        """Return rung → what a side may do on it, and how it answers a false alarm.

        Args:
            factor: What the odds of escalation are multiplied by; 1 if not given.
        """
        found = {}
        for rung, said in self.rungs.items():
            chances = said if factor is None else said.harder(factor)
            found[rung] = (chances, unanswerable(chances, self.suspicion))
        return found

    def with_replacements(self, counterfactual: str) -> Situation:
        """Return the situation with the replacements of a counterfactual."""
        lines = line_chances(self.part, self.judged, counterfactual)
        replaced = self.part.counterfactuals[counterfactual].instead.values()
        later = any(other.latency is not None for other in replaced)
        return replace(self, lines=lines, _known={} if later else self._known, _reliable={})


def ends_in_war(tempers: Mapping[str, Temper], reached: Mapping[str, tuple[Floats, Floats]]) -> Floats:
    """Return how likely an incident ends in war, where it is known how likely messages arrive on each rung."""
    return war([window(chances, reached[rung], answers) for rung, (chances, answers) in tempers.items()])


def situation(worlds: Worlds) -> Situation:
    """Draw the situation of a case in all worlds.

    Args:
        worlds: The worlds of a case with `contact.yaml`.
    """
    case = worlds.case
    part: Network = case.parts[CHAPTER]
    start = f"{CHAPTER}/"
    found = worlds.judged(path for path in case.judgements if path.startswith(start))
    judged = {path.removeprefix(start): values for path, values in found.items()}
    first, second = sides(part, case)
    return Situation(part, (first, second), judged, line_chances(part, judged))

"""Two runs side by side: what their cases say differently, which headlines moved, and whether beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from detente.arrays import Bools
from detente.findings.estimates import Estimate
from detente.findings.standing import the_package
from detente.findings.words import listed
from detente.outcomes.columns import JOINT_FIRST
from detente.outcomes.compared_cases import CaseChange, changed_entries, changed_judgements
from detente.outcomes.run import Outcomes
from detente.worlds.errors import Interval, Z, between_runs, of_shares

FAMILY = 0.05  # probability that chance alone moves any headline


@dataclass(frozen=True)
class MovedHeadline:
    """One headline in two runs.

    Attributes:
        name: Its column.
        says: What holds.
        one: In which share of worlds of the first run it does.
        other: Of the second.
        apart: By how much that is more.
        moved: Whether chance alone would hardly put them so far apart, with all headlines looked at together.
    """

    name: str
    says: str
    one: Estimate
    other: Estimate
    apart: Estimate
    moved: bool


@dataclass(frozen=True)
class ComparedRuns:
    """Two runs side by side.

    Attributes:
        judgements: Judgements that their cases state differently.
        entries: What else their cases say differently.
        headlines: The headlines that both have, those that moved most first.
        only_one: Headlines that the first alone has.
        only_other: Headlines that the second alone has.
        paired: Whether they are compared world by world.
    """

    judgements: tuple[CaseChange, ...]
    entries: tuple[CaseChange, ...]
    headlines: tuple[MovedHeadline, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]
    paired: bool


def compared_runs(one: Outcomes, other: Outcomes) -> ComparedRuns:
    """Compare two runs.

    Judgements of the same path are drawn from the same uniforms where seed and number of worlds are the same, so that
    world by world only what changed differs; then shares are compared in pairs.

    Args:
        one: The outcomes of the first.
        other: Of the second.
    """
    said = _holding(one), _holding(other)
    both = [name for name in said[0] if name in said[1]]
    paired = one.worlds.size == other.worlds.size and one.worlds.seed == other.worlds.seed
    bound = NormalDist().inv_cdf(1 - FAMILY / (2 * max(1, len(both))))
    found = []
    for name in both:
        (says, first), (_, second) = said[0][name], said[1][name]
        shares = Estimate.of(one.worlds.sampled(first)), Estimate.of(other.worlds.sampled(second))
        weights = other.worlds.weight(), one.worlds.weight()
        apart = between_runs(second, first, *weights) if paired else _unpaired(one, other, *shares)
        moved = abs(apart.value) > bound / Z * apart.error > 0 or (apart.error == 0 and apart.value != 0)
        found.append(MovedHeadline(name, says, *shares, Estimate.of(apart), moved))
    found.sort(key=lambda one: (not one.moved, -abs(one.apart), one.name))
    return ComparedRuns(
        changed_judgements(one.case, other.case),
        changed_entries(one.case, other.case),
        tuple(found),
        tuple(name for name in said[0] if name not in said[1]),
        tuple(name for name in said[1] if name not in said[0]),
        paired,
    )


def _holding(outcomes: Outcomes) -> dict[str, tuple[str, Bools]]:
    """Return headline → what holds, and in which worlds; what holds at once first."""
    found: dict[str, tuple[str, Bools]] = {}
    if outcomes.joints:
        first = outcomes.joints[0]
        found[JOINT_FIRST.name] = (
            f"{the_package(outcomes.recommends)} is {listed(first.alone)}, all at once",
            first.holds,
        )
    for name, headline in outcomes.headlines.items():
        found[name] = headline.says, outcomes.table.column(name).values.astype(bool)
    return found


def _unpaired(one: Outcomes, other: Outcomes, first: Estimate, second: Estimate) -> Interval:
    return of_shares(second, first, min(one.worlds.effective, other.worlds.effective))

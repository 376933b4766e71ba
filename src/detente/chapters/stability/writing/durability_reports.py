"""What the stability chapter found, in plain numbers: the JSON of `detente stability --json` and all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.stability.remedies import RemedyKind
from detente.chapters.stability.stated.conflict_reports import ConflictReport


class CommitmentReport(Frozen):
    """What one party keeps up under a package."""

    party: str
    """Who carries it out."""
    issue: str
    """Issue."""
    option: str
    """Option that is kept up."""
    breaks: float
    """Share of worlds in which breaking it alone would pay."""
    weakest: float
    """Share of worlds in which it is the weakest: broken alone, it leaves its party the least to lose, as a share of
    what is at stake for that party."""


class PartyStability(Frozen):
    """One party that carries something out."""

    party: str
    """The party."""
    breaks: float
    """Share of worlds in which some breach would pay."""
    slack: list[float]
    """Tenth, fiftieth and ninetieth percentile of what keeping is worth more than the best breach, by the year and as a
    share of the distance between the best and the worst that the options could bring; at most 1."""
    payment: float | None
    """Median, over the worlds in which some breach would pay, of the smallest yearly payment that makes breaking no
    better, points a year of the party; paid as long as no breach is found. Null where no breach pays in any world."""
    payment_share: float | None
    """Median of the same as a share of that distance."""


class RemedyReport(Frozen):
    """What a change of the measures would do."""

    kind: RemedyKind
    """clause: a snapback clause where only a vote restores; no-clause: without the clause that there is; verification:
    a breach is found in half the time; reversibility: half of what could not be taken back from others could be;
    found-at-once: every breach is; wholly-reversible: all worth to others can be taken back."""
    issue: str | None
    """The measure that is changed; null for all measures of the package."""
    durable: float
    """Share of worlds in which the package is durable then."""
    both: float
    """Share of worlds in which it is attainable, as it stands, and durable then."""
    change: float
    """Change of `both`."""


class TemptationReport(Frozen):
    """One party in the graph model of a package's commitments, in shares of worlds."""

    party: str
    """The party."""
    gains: float
    """It would gain by breaking something if nobody answered."""
    deterred: float
    """It would gain so, but the others could answer every such breach so that it gains nothing."""
    credible: float
    """The same, and those answers would be in the interest of those who give them."""
    first: dict[str, float]
    """Issue of the breach, or of several at once with a + between them, that gains most → share of worlds."""


class PackageStability(Frozen):
    """One package."""

    label: str
    """Its name in columns."""
    id: str | None
    """Id in the case, if it is a named package."""
    name: str
    """Printed name, as it stands in a sentence."""
    options: dict[str, str]
    """Issue → option, for what it changes."""
    attainable: float
    """Share of worlds in which it is attainable."""
    durable: float
    """Share of worlds in which it is durable."""
    both: float
    """Share of worlds in which it is attainable and durable."""
    parties: list[PartyStability]
    """Who carries something out, the likeliest to break first."""
    commitments: list[CommitmentReport]
    """What is kept up, the weakest first."""
    paid: float
    """Share of worlds in which it is attainable and durable if each party is paid its median payment."""
    remedies: list[RemedyReport]
    """Changes of its measures, the most helpful first; only for packages looked at closely."""
    temptations: list[TemptationReport]
    """The graph model of its commitments; only for packages looked at closely."""


class StabilityReport(Frozen):
    """Which packages would hold."""

    packages: list[PackageStability]
    """The packages: the one recommended first, then the others; none where the case has no measures."""
    conflict: ConflictReport | None = None
    """What the conflict comes to that the case states directly."""

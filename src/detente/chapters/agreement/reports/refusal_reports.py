"""Refusals in plain numbers: who refuses a package and over what, what it would accept, and what to ask for first.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.chapters.agreement.questions.asks import Ask
from detente.chapters.agreement.questions.nearest_package import Nearest
from detente.chapters.agreement.questions.refusals import Blame, Refusal
from detente.chapters.agreement.reports.package_reports import named_id, package_name
from detente.chapters.agreement.result import Agreement
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds import Worlds


class RefusalReport(Sampled):
    """One principal's refusal of a package, in shares of all worlds."""

    party: str
    """The party."""
    share: float
    """Share of worlds in which it refuses."""
    alone: float
    """Share in which it refuses and everybody else who is asked consents."""
    red_line: float
    """Share in which a real red line of its is crossed."""
    over: dict[str, float]
    """Issue, or `linkage` and the id of one → share in which it is what the party minds most."""

    @classmethod
    def of(cls, worlds: Worlds, refusal: Refusal) -> RefusalReport:
        """Report a refusal."""
        told = {name: worlds.error_of(getattr(refusal, name)) for name in ("share", "alone", "red_line")}
        return copied(cls, refusal, **told, over={what: worlds.error_of(share) for what, share in refusal.over.items()})


class GateReport(Sampled):
    """One consent on the way to an agreement."""

    name: str
    """The principal, the clause, or `mover` and the party that carries something out."""
    principal: bool
    """Whether it is a principal, who is asked about the whole package."""
    issues: list[str]
    """What it is asked about, of what the package changes."""
    passes: float
    """Share of worlds in which it is given."""
    left: float
    """Share of worlds in which it is given together with all before it."""
    closes: float
    """Share of worlds in which all before it are given, and it is not."""


class BlameReport(Sampled):
    """Why a package is not attainable in the other worlds."""

    name: str
    """Printed name of the package."""
    id: str | None
    """Id in the case, if it is a named package."""
    refusals: list[RefusalReport]
    """Principals, the most frequent refusal first."""
    failing: dict[str, float]
    """Further consent → share of worlds in which it is missing."""
    failing_alone: dict[str, float]
    """Further consent → share of worlds in which nothing else is."""
    gates: list[GateReport]
    """Every consent that it needs: principals in the order of the case, then further ones, the rarest first."""

    @classmethod
    def of(cls, found: Agreement, blamed: Blame) -> BlameReport:
        """Report why a package is not attainable."""
        error_of = found.worlds.error_of
        return copied(
            cls,
            blamed,
            name=package_name(found, blamed.package),
            id=named_id(found, blamed.package),
            refusals=[RefusalReport.of(found.worlds, refusal) for refusal in blamed.refusals],
            failing={name: error_of(share) for name, (share, _) in blamed.failing.items()},
            failing_alone={name: error_of(alone) for name, (_, alone) in blamed.failing.items()},
            gates=[copied(GateReport, gate) for gate in blamed.gates],
        )


class NearestReport(Sampled):
    """The nearest package that a party would accept, where it refuses one."""

    package: str
    """Printed name of the package."""
    id: str | None
    """Id in the case, if it is a named package."""
    party: str
    """The party."""
    refused: float
    """Share of all worlds in which it refuses; if the package does not need its consent, in which it does and the
    package is attainable all the same."""
    refuses: float
    """Share of all worlds in which it refuses, whatever the others do."""
    by_changes: dict[int, float]
    """Number of issues to change → share of those worlds in which so many are needed."""
    none: float
    """Share of those worlds in which no package serves."""
    changes: dict[str, str]
    """Issue → option, for what the package that serves most often changes; empty where none does."""
    serves: float
    """Share of those worlds in which that package is the nearest."""
    share: float
    """P(x) of that package; 0 where there is none."""

    @classmethod
    def of(cls, found: Agreement, nearest: Nearest) -> NearestReport:
        """Report the nearest package that a party would accept."""
        case = found.worlds.case
        changes = {}
        if nearest.nearest is not None:
            pairs = zip(found.main.packages.issues, nearest.package, nearest.nearest, strict=True)
            changes = {issue: case.ladder(issue)[new] for issue, old, new in pairs if old != new}
        worlds, among, detail = found.worlds, nearest.refused, found.detail
        return copied(
            cls,
            nearest,
            refused=worlds.error_of(nearest.refused),
            refuses=worlds.sampled(~detail.accepts[nearest.party][detail.index(nearest.package)]),
            by_changes={n: worlds.error_of(share, among) for n, share in nearest.by_changes.items()},
            none=worlds.error_of(nearest.none, among),
            serves=worlds.error_of(nearest.serves, among),
            package=package_name(found, nearest.package),
            id=named_id(found, nearest.package),
            changes=changes,
            share=found.shared(nearest.nearest) if nearest.nearest else 0.0,
        )


class AskReport(Sampled):
    """One change to the package recommended first that a party would like."""

    issue: str
    """Issue changed."""
    option: str
    """Its new option."""
    name: str
    """Printed name."""
    worth: float
    """What it adds for the party on average, as a share of its expected best gain."""
    lost: float
    """Share of worlds with agreement that the change loses; below 0 where it wins some."""
    before: float
    """The party’s expected gain by the package as it is, nothing where that is refused, as a share of its expected best
    gain."""
    gain: float
    """The same with the change."""
    joint_before: float | None
    """Share of worlds in which the package as it is, is agreed, carried out and kept, as far as the case lets that be
    judged; null unless the chapter proposal ran, and for what is not among the first three."""
    joint: float | None
    """The same with the change, along the best of the roadmaps that are known to be good for like packages."""

    @classmethod
    def of(cls, found: Agreement, asked: Ask) -> AskReport:
        """Report a change that a party should ask for."""
        return copied(cls, asked, name=found.worlds.case.label(asked.issue, asked.option))

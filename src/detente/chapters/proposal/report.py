"""What the proposal chapter found, in plain numbers: the JSON of `detente proposal --json` and all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal

from detente.chapters.proposal.questions.contrasts import core, open_terms
from detente.chapters.proposal.questions.proposals_in_sequence import NextProposal
from detente.chapters.proposal.reports.candidate_reports import CandidateReport, SampledShare
from detente.chapters.proposal.reports.switch_reports import SwitchReport
from detente.chapters.proposal.reports.tree_reports import BranchReport
from detente.chapters.proposal.result import Proposals
from detente.findings.copying import copied
from detente.findings.judgement_labels import judgement_text
from detente.findings.sampled import Sampled
from detente.findings.speech import of_name


class JointShares(SampledShare, Sampled):
    """In what share of worlds a package is agreed, carried out and kept at once, if the other side engages."""

    by_rho: dict[str, float]
    """Strength of a general factor of each party, 0.0, 0.3 and 0.6 → the same share."""


class NextReport(Sampled):
    """One proposal of a sequence, made if all before it are refused."""

    options: dict[str, str]
    """Issue → option, for what it changes."""
    reached: float
    """Share of worlds in which it or one before it is accepted, if the other side engages."""
    bound: float
    """The most that any so many proposals that begin with the same one could reach."""
    before: float
    """Share of worlds in which it is accepted, whatever was answered before."""
    after: float
    """The same among the worlds in which all before it are refused: what the refusals teach."""


class ProposalReport(Sampled):
    """Which package should be proposed, and what comes of that."""

    package: dict[str, str] | None
    """Issue → option, for what the package recommended changes; null where nothing beats asking for nothing."""
    recommended: CandidateReport | None
    """The same package with its numbers."""
    reason: str | None
    """Why nothing is recommended; null where something is."""
    core: dict[str, str]
    """Firm: issue → option in every package near the best: these worlds do not tell it apart at 99 %, or it lacks less
    than a twentieth of what may be expected."""
    open: dict[str, list[str]]
    """Issue on which these packages differ → the options that occur."""
    judged_again: int
    """In how many worlds packages near the best were judged again, as these did not decide which terms are firm; 0
    where they did."""
    alike: list[dict[str, str]]
    """The packages among which one was chosen, for these worlds cannot tell them apart; the one recommended first."""
    joint: JointShares | None
    """Share of worlds in which the package recommended is agreed, carried out and kept, if the other side engages."""
    judged: list[Literal["attainable", "durable", "reachable"]]
    """What the joint share asks of a package, as far as the case lets it be judged."""
    engaged: float | None
    """How likely the other side is to engage with it; null where neither a judgement nor a silence tells."""
    engaged_by: Literal["judged", "silence", "unknown"]
    """Where that comes from: `proposal.yaml`, the silence of the recipients in `reading.yaml`, or nowhere."""
    with_engagement: float | None
    """Share of worlds in which it is agreed, carried out and kept, the chance that the other side engages included;
    null where that is not known."""
    tree: list[BranchReport]
    """What comes of proposing it, branch by branch."""
    safer: CandidateReport | None
    """A smaller package that holds in more worlds, if there is one that is worth asking for."""
    larger: CandidateReport | None
    """A larger one that would bring more if it is completed, if there is one that is worth asking for."""
    sequence: list[NextReport]
    """What to propose after a refusal; the first is the package recommended."""
    candidates: int
    """Number of packages judged."""
    overturns: list[SwitchReport]
    """What would overturn the choice: of the ten judgements and events that can change it most, whoever’s, the values
    beyond which another package, or none, is better, by more than chance would show; those that can change it most
    first."""


def report(found: Proposals) -> ProposalReport:
    """Return the report of what was found."""
    row, known, case = found.row, found.found, found.worlds.case
    packages = found.agreement.main.packages
    alike = [] if known is None or found.selected is None else [known.packages[n] for n in found.selected.alike]
    near = [] if known is None or found.selected is None else [known.packages[n] for n in found.selected.near]
    issues = list(case.issues)
    best = None if row is None else CandidateReport.of(found, row)
    unknown, error_of = found.ready.basis == "unknown", found.worlds.error_of
    tree = [] if row is None else BranchReport.every(found, row)
    return copied(
        ProposalReport,
        found,
        package=None if best is None else best.options,
        recommended=best,
        reason=None if best is not None else _reason(found),
        core={issues[n]: case.ladder(issues[n])[option] for n, option in core(near).items()},
        open={issues[n]: [case.ladder(issues[n])[o] for o in options] for n, options in open_terms(near).items()},
        judged_again=0 if found.selected is None else found.selected.again,
        alike=[packages.options(package) for package in alike],
        joint=None
        if best is None
        else copied(
            JointShares, best.joint, by_rho={f"{rho:.1f}": error_of(share) for rho, share in found.by_rho.items()}
        ),
        judged=found.judged,
        engaged=None if best is None or unknown else best.engaged,
        engaged_by=found.ready.basis,
        with_engagement=None if best is None or unknown else tree[-1].share,
        tree=tree,
        safer=_beside(found, "safer"),
        larger=_beside(found, "larger"),
        sequence=[
            _next(found, step, refused)
            for step, refused in zip(
                found.sequence, [1.0, *(1 - step.reached for step in found.sequence)], strict=False
            )
        ],
        candidates=len(found.judged_packages),
        overturns=[],
    )


def _next(found: Proposals, step: NextProposal, refused: float) -> NextReport:
    """Report a proposal of the sequence, made where those before it are refused."""
    return copied(
        NextReport,
        step,
        options=found.agreement.main.packages.options(found.judged_packages[step.row]),
        **{name: found.worlds.error_of(getattr(step, name)) for name in ("reached", "bound", "before")},
        after=found.worlds.error_of(step.after, refused),
    )


def _reason(found: Proposals) -> str:
    if found.found is None or not found.found.share.any():
        return "nothing is attainable in any plausible world"
    case = found.worlds.case
    advised = case.parties[case.advises] if case.advises in case.principals else None
    whom = of_name(advised) if advised is not None else "the side that gains least"
    lost = case.judgements.get("proposal/asking")
    cost = "" if lost is None else f" (to ask in vain costs {judgement_text(lost.judgement)} points)"
    return f"no package that can be agreed is expected to leave {whom} better off than no proposal{cost}"


def _beside(found: Proposals, which: Literal["safer", "larger"]) -> CandidateReport | None:
    row = None if found.selected is None else getattr(found.selected, which)
    return None if row is None else CandidateReport.of(found, row)

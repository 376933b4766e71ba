"""Chart data of the proposal chapter, made from its report."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.model import Case
from detente.chapters.proposal.report import ProposalReport
from detente.chapters.proposal.reports.candidate_reports import CandidateReport, SampledShare
from detente.findings import Bar, Bars, Cell, Matrix, MatrixRow

MOST_PACKAGES = 4  # side by side, so that their names can be read on a telephone
KEPT, LOST = "agreed and kept", "agreed, then stopped or broken"


def beside(found: ProposalReport) -> dict[str, CandidateReport]:
    """Return the packages that page one speaks of, by what they are beside the one recommended."""
    known = {"Recommended": found.recommended, "Safer": found.safer, "Larger": found.larger}
    return {word: package for word, package in known.items() if package is not None}


def likelihoods(found: ProposalReport) -> Bars:
    """Return how likely each package of page one is to be agreed and kept, if the other side engages.

    Args:
        found: The report, with a package that is recommended.

    Returns:
        A bar a package, its part that is kept first, with the interval of that part. Where one package stands alone,
        a bar for what is agreed and one for what is also kept.
    """
    assert found.recommended is not None
    packages, best = beside(found), found.recommended
    if len(found.judged) > 1 and len(packages) > 1:
        bars = tuple(
            Bar(
                word,
                ((KEPT, float(package.joint.share)), (LOST, package.lost)),
                f"kept {package.joint.with_error()}",
                (package.joint.low, package.joint.high),
            )
            for word, package in packages.items()
        )
    elif len(found.judged) > 1:
        bars = (_bar("Agreed", best.attainable), _bar("Agreed and kept", best.joint))
    else:
        bars = tuple(_bar(word, package.attainable) for word, package in packages.items())
    says = "If they engage."
    return Bars("How likely", f"{says} Thin lines: 90 % intervals.", "share of worlds", bars, as_table=says)


def matrix(case: Case, found: ProposalReport) -> Matrix:
    """Return what each package asks on each issue: those of page one, then those the case names, while there is room.

    Issues on which none of them changes anything are left out.
    """
    packages: dict[str, Mapping[str, str]] = {word: one.options for word, one in beside(found).items()}
    for named in case.packages.values():
        if len(packages) < MOST_PACKAGES and dict(named.options) not in [dict(known) for known in packages.values()]:
            packages[named.name] = dict(named.options)
    first = next(iter(packages.values()), {})
    rows = tuple(
        MatrixRow(case.issues[issue].name, tuple(_cell(case, issue, one, first) for one in packages.values()))
        for issue in case.issues
        if any(issue in one for one in packages.values())
    )
    says = (
        "How many steps each package goes on each issue, counted from how things stand; the darker, the further. A "
        "thick edge: not as in the package recommended."
    )
    return Matrix("What each package asks", says, tuple(packages), rows, "How far each package goes on each issue.")


def _cell(case: Case, issue: str, package: Mapping[str, str], first: Mapping[str, str]) -> Cell:
    ladder = case.ladder(issue)
    step = ladder.index(package[issue]) if issue in package else 0
    words = case.issues[issue].options[ladder[step]].name
    return Cell(step, len(ladder) - 1, words, package.get(issue) != first.get(issue))


def _bar(label: str, share: SampledShare) -> Bar:
    return Bar(label, (("agreed", float(share.share)),), share.with_error(), (share.low, share.high))

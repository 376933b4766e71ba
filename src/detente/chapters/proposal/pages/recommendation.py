"""What the proposal chapter says on page one: the recommendation, and what could be proposed in its place."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case
from detente.chapters.proposal.pages.sections import switches, titled
from detente.chapters.proposal.report import JointShares, ProposalReport
from detente.chapters.proposal.reports.candidate_reports import CandidateReport
from detente.findings import Filling, Table
from detente.findings.estimates import Estimate
from detente.findings.speech import deed, of_name, whose
from detente.findings.words import listed, percent, span

WOULD = {"attainable": "agreed", "durable": "kept", "reachable": "completed"}
OPENS = 10  # weight of what opens a slot
LEAST = 0.01  # of what may be expected: a smaller change is none


def fillings(case: Case, found: ProposalReport) -> tuple[Filling, ...]:
    """Return what fills “Recommendation” and “Alternative”, and what “Turns on” says of the choice."""
    if found.recommended is None or found.joint is None:
        return (
            Filling("recommendation", (f"Propose nothing: {found.reason}.",), weight=OPENS),
            Filling("alternative", ("Nothing else that could be proposed is worth it either.",)),
        )
    turns = found.overturns[:1]
    return (
        Filling("recommendation", _called(found, found.joint), table=_gives(case, found), weight=OPENS),
        Filling("alternative", _others(case, found, found.recommended)),
        *(Filling("turns-on", (switches(case, found, one),), about=one.stream) for one in turns),
    )


def _called(found: ProposalReport, joint: JointShares) -> tuple[str, ...]:
    """Say how likely the package is if they engage and with that, and over dependence."""
    would = listed(WOULD[asked] for asked in found.judged)
    lead = f"Propose this: if they engage, it would be {would} in {joint.with_error()} of worlds."
    tied = [share for rho, share in joint.by_rho.items() if float(rho) > 0]
    said = [f"If judgements err together: {span(min(tied), max(tied))}."] if tied else []
    if found.engaged is None or found.with_engagement is None:
        return (lead, " ".join([*said, "Whether they engage is not judged."]))
    how = "Their silence suggests they" if found.engaged_by == "silence" else "They"
    chance = f"{how} engage in {found.said('engaged')}: {found.said('with_engagement')} overall."
    return (lead, " ".join([*said, chance]))


def _gives(case: Case, found: ProposalReport) -> Table:
    """Who carries out what, a row for each side and one for what several do together."""
    rows: dict[str, list[str]] = {}
    for issue, option in (found.package or {}).items():
        movers = case.issues[issue].movers
        together = len(movers) > 1 and {*movers} >= {*case.principals}
        who = "Together" if together else listed(case.parties[p].name for p in movers)
        rows.setdefault(who, []).append(deed(case, issue, option))
    order = [case.parties[p].name for p in case.parties]
    cells = [(who, "\n".join(term[:1].upper() + term[1:] for term in terms)) for who, terms in rows.items()]
    cells.sort(key=lambda row: order.index(row[0]) if row[0] in order else len(order))
    return Table("Who gives what", "What each side carries out.", ("Who", "Gives"), tuple(cells))


def _others(case: Case, found: ProposalReport, best: CandidateReport) -> tuple[str, ...]:
    """Say what a safer and a larger package trade: likelihood against what each side may expect."""
    said: list[str] = []
    counted = [p for p in ([case.advises] if case.advises in case.principals else case.principals) if p]
    for word, other in (("Safer", found.safer), ("Larger", found.larger)):
        if other is not None and _trades(counted, other, best):
            named = titled(case, found, other.options, most=1).removeprefix("the same, ")
            known = len(counted) == 1  # the side advised, which the head of the brief names
            gains = listed(_gain(case, p, other, best, known, n == 0) for n, p in enumerate(counted))
            said.append(f"{word}: {named}; kept in {other.joint.with_error()}; {'worth ' if known else ''}{gains}.")
    if not said and found.larger is not None:
        return ("A larger package would be kept less often and be worth less; no safer one is worth asking for.",)
    return tuple(said) or ("No safer and no larger package is worth asking for.",)


def _trades(counted: Sequence[str], other: CandidateReport, best: CandidateReport) -> bool:
    """Whether a package has anything to say for itself: it is kept more often, or a party may expect more of it."""
    if other.joint.share > best.joint.share:
        return True
    return any(other.gains[party].points > best.gains[party].points for party in counted)


def _gain(case: Case, party: str, other: CandidateReport, best: CandidateReport, known: bool, first: bool) -> str:
    """Say how much more or less a party may expect of a package than of the one recommended.

    Args:
        case: The case.
        party: The party.
        other: The package.
        best: The one recommended.
        known: Whether it need not be named again.
        first: Whether this opens the list of parties, so that it says what is compared.
    """
    name = of_name(case.parties[party])
    whom = "" if known else f"{name}{' can expect' if first else ''} "
    more = other.gains[party].more
    if more is None:  # no share of nothing, or of a loss
        new, old = (_told(one.gains[party].points) for one in (other, best))
        return f"{whom}{new} {whose(case.parties[party], 'points')} (not {old})"
    error = more.error if isinstance(more, Estimate) else 0.0
    if abs(more) < max(LEAST, error):
        return f"{whom}as much" + (f" (± {percent(error)})" if error >= LEAST else "")
    return f"{whom}{percent(more)} more" if more > 0 else f"{whom}{percent(-more)} less"


def _told(points: float) -> str:
    return f"{points:.2g}".replace("-", "−")

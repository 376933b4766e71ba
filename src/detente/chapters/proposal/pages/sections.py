"""The chapter's own pages of the brief."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.model import Case
from detente.chapters.proposal.columns import done
from detente.chapters.proposal.pages.pictures import matrix
from detente.chapters.proposal.report import ProposalReport
from detente.chapters.proposal.reports.candidate_reports import CandidateReport
from detente.chapters.proposal.reports.switch_reports import SwitchReport
from detente.chapters.proposal.reports.tree_reports import BranchReport
from detente.findings import Section, Table
from detente.findings.estimates import Estimate
from detente.findings.speech import apart, of_name
from detente.findings.standing import the_package
from detente.findings.words import count, how_many, listed, percent

BRANCH_NAMES = {
    "no-answer": "No answer",
    "refused": "Refused",
    "stopped": "Agreed, then stopped",
    "broken": "Agreed, then broken",
}
NEEDS = {"stopped": "reachable", "broken": "durable"}  # what a branch takes to be judged


def sections(case: Case, found: ProposalReport) -> tuple[Section, ...]:
    """Return the chapter's pages: what to propose, what comes of it, what stands beside it, and what comes after."""
    if found.recommended is None:
        return (
            Section(
                "proposal", "Which package should be proposed?", (f"Propose nothing: {found.reason}.",), (), "call", 10
            ),
        )
    turns = (_overturns(case, found),) if found.overturns else ()
    return (_chosen(case, found), _tree(case, found), _beside(case, found), _after(case, found), *turns)


def titled(case: Case, found: ProposalReport, options: Mapping[str, str], most: int | None = None) -> str:
    """Name a package within a sentence: by its name in the case, or by what sets it apart from the one recommended.

    Args:
        case: The case.
        found: The report.
        options: What the package changes.
        most: How many differences are named, the others counted; all if not given.
    """
    known = next((package.name for package in case.packages.values() if dict(package.options) == options), None)
    if known is not None:
        return f"“{known}”"
    own = found.package or {}
    less = [issue for issue in own if issue not in options]
    more = {issue: option for issue, option in options.items() if own.get(issue) != option}
    return f"the same, {apart(case, less, more, most)}" if less or more else the_package(True)


def _of_how_many(judged: int, whose: str) -> str:
    """Say whose choice it is among the packages judged closely; where there is one, there is no choice."""
    return f"Of {how_many(judged, 'package')} judged closely, {whose}." if judged > 1 else "One was judged closely."


def _chosen(case: Case, found: ProposalReport) -> Section:
    assert found.recommended is not None
    whose = "the one recommended gives the side that gains least the largest share of its best"
    if case.advises in case.principals:
        whose = f"the one recommended is the one from which {of_name(case.parties[case.advises])} can expect most"
    answer = [_firmness(case, found), _of_how_many(found.candidates, whose)]
    if len(found.alike) > 1:
        answer.append(
            f"{how_many(len(found.alike), 'package', begins=True)} cannot be told apart from the best by these worlds. "
            "The choice among them: what the other sides get, then the fewest changes."
        )
    if found.judged_again:
        answer.append(
            f"Which terms are firm was not decided by these worlds, so packages near the best were judged in "
            f"{count(found.judged_again, 'world')} more."
        )
    rows = []
    for issue in case.issues:
        if issue in found.core:
            rows.append((case.issues[issue].name, case.issues[issue].options[found.core[issue]].name, "firm"))
        elif issue in found.open:
            options = found.open[issue]
            rows.append(
                (case.issues[issue].name, "\n".join(case.issues[issue].options[o].name for o in options), "open")
            )
    terms = Table(
        "Firm and open terms",
        "Firm: in every package near the best. Open: near packages differ here. A package is near if these "
        "worlds do not tell it apart from the best at 99 %, or if it falls short by less than a twentieth of what may "
        "be expected.",
        ("Issue", "Terms", "Firm or open"),
        tuple(rows),
    )
    return Section(
        "proposal", "Which package should be proposed?", tuple(answer), (matrix(case, found), terms), "terms", 10
    )


def _firmness(case: Case, found: ProposalReport) -> str:
    """Say which terms are firm and which are open."""
    if not found.open:
        return "Every term is firm: no other package comes near."
    kinds = (("Firm", found.core), ("Open", found.open))
    told = ((kind, listed(f"“{case.issues[issue].name}”" for issue in terms)) for kind, terms in kinds)
    return " ".join(f"{kind}: {names or 'nothing'}." for kind, names in told)


def _beside(case: Case, found: ProposalReport) -> Section:
    assert found.recommended is not None
    others = [(w, p) for w, p in (("Safer and smaller", found.safer), ("Larger", found.larger)) if p is not None]
    told = " ".join(f"{word}: {titled(case, found, package.options)}." for word, package in others)
    answer = told or "No smaller or larger package is worth asking for instead."
    rows = []
    for word, package in (("Recommended", found.recommended), ("Safer", found.safer), ("Larger", found.larger)):
        if package is not None:
            rows.append(
                (
                    word,
                    titled(case, found, package.options),
                    package.attainable.with_span(),
                    package.joint.with_span(),
                    *(_points(package, p) for p in case.principals),
                )
            )
    gains = (f"Points of {of_name(case.parties[p])}" for p in case.principals)
    head = ("", "Package", "Attainable", f"And {listed(found.judged[1:]) or 'kept'}", *gains)
    says = (
        "Points: on each side’s own scale, present value; expected, then if completed. In brackets: 90 % intervals of "
        "sampling."
    )
    table = Table("What stands beside it", says, head, tuple(rows))
    return Section("proposal", "What else is worth proposing?", (answer,), (table,), "call", 15)


def _points(package: CandidateReport, party: str) -> str:
    gain = package.gains[party]
    done = "–" if gain.if_completed is None else _said(gain.if_completed)
    return f"{_said(gain.points)}; {done}"


def _said(points: float) -> str:
    """Say points with about two digits.

    Example:
        >>> [_said(x) for x in (0, 0.756, -7.29, 73.58)]
        ['0.00', '0.76', '−7.3', '74']
    """
    size = abs(points)
    digits = 2 if size < 1 else 1 if size < 10 else 0
    return f"{points:,.{digits}f}".replace("-", "−")


def _tree(case: Case, found: ProposalReport) -> Section:
    rows = [
        (
            BRANCH_NAMES.get(branch.branch, done(found.judged).capitalize()),
            *_shares(found, branch),
            *("–" if branch.left is None else _said(branch.left[p]) for p in case.principals),
        )
        for branch in found.tree
    ]
    head = (
        "What happens",
        "If they engage",
        *(() if found.engaged is None else ("With the chance that they do",)),
        *(f"Points of {of_name(case.parties[p])}" for p in case.principals),
    )
    table = Table(
        "What comes of it",
        "Points: what each side then has more than without talks, on its own scale, present value.",
        head,
        tuple(rows),
    )
    end = found.tree[-1]
    answer = [f"If they engage, it is {done(found.judged)} in {end.said('if_engaged')} of worlds."]
    if found.engaged is None:
        answer.append("Whether they engage is judged nowhere in the case: no share here counts it.")
    else:
        answer.append(f"They engage in {found.said('engaged')}; counting that, the share is {end.said('share')}.")
    return Section("proposal", "What comes of proposing it?", tuple(answer), (table,), "call", 10)


def _shares(found: ProposalReport, branch: BranchReport) -> tuple[str, ...]:
    """Say how likely a branch is, if they engage and with the chance that they do."""
    asked = NEEDS.get(branch.branch, "attainable")
    columns = ("if_engaged",) if found.engaged is None else ("if_engaged", "share")
    return tuple(branch.said(column) if asked in found.judged else "not judged" for column in columns)


def _after(case: Case, found: ProposalReport) -> Section:
    last = found.sequence[-1]
    answer = [f"The first proposal is accepted in {found.sequence[0].said('reached')} of worlds, if they engage."]
    if len(found.sequence) > 1:
        answer.append(
            f"One of {len(found.sequence)} proposals, each made if those before it are refused, is accepted in "
            f"{last.said('reached')}; the most that any such series could reach is {last.said('bound')}."
        )
    else:
        answer.append("No second proposal would add one percentage point.")
    rows = [
        (
            str(number),
            titled(case, found, step.options),
            step.said("reached"),
            step.said("before"),
            step.said("after") if number > 1 else "–",
        )
        for number, step in enumerate(found.sequence, start=1)
    ]
    table = Table(
        "Proposals in sequence",
        "Each is made if all before it are refused. The last column is what the refusals teach.",
        ("", "Package", "Accepted by then", "Alone", "After the refusals"),
        tuple(rows),
    )
    return Section("proposal", "What if it is refused?", tuple(answer), (table,), "call", 30)


def _overturns(case: Case, found: ProposalReport) -> Section:
    """The page of switching values."""
    answer = [switch_said(case, found, found.overturns[0])]
    tried = [one.rerun for one in found.overturns if one.rerun is not None]
    if tried:
        kept = sum(one.confirmed for one in tried)
        answer.append(f"Tried in runs of their own: {kept} of {count(len(tried), 'value')} confirmed.")
    rows = tuple(
        (
            f"{one.label[:1].upper()}{one.label[1:]}",
            _at(case, one),
            percent(one.middle) if one.above is None else f"{one.middle:.3g}".replace("-", "−"),
            "nothing" if one.package is None else titled(case, found, one.package),
            _difference(one.now),
            _difference(one.beyond),
            *((_rerun(one),) if tried else ()),
        )
        for one in found.overturns
    )
    head = ("Judgement", "Better", "Median, or share", "Instead", "More than this now", "Beyond")
    says = (
        "Of the ten judgements and events that can change the choice most. What the choice counts, with 90 % "
        "intervals; read off the worlds drawn, in which all else varies as it does. Rungs of a ladder move together."
    )
    table = Table("Switching values", says, (*head, *(("Tried",) if tried else ())), rows)
    return Section("proposal", "What would overturn the choice?", tuple(answer), (table,), "assumptions", 15)


def switch_said(case: Case, found: ProposalReport, one: SwitchReport) -> str:
    """Say at which value something else is better."""
    other = "proposing nothing" if one.package is None else titled(case, found, one.package, most=1)
    now = "" if one.above is None else f" (median {one.middle:.2g})".replace("-", "−")
    return f"The choice would change with {one.label}: {_at(case, one)}{now}, {other} would be better."


def switches(case: Case, found: ProposalReport, one: SwitchReport) -> str:
    """Say the same in the words of page one."""
    better = "proposing nothing is better" if one.package is None else "another package is better"
    now = "" if one.above is None else f" (median {one.middle:.2g})".replace("-", "−")
    about = one.label if one.above is not None else one.label.replace("how likely it was beforehand that", "whether", 1)
    if about.startswith("whether ") and one.above is None and one.value:
        return f"If {about.removeprefix('whether ')}, {better}."
    return f"{about[:1].upper()}{about[1:]}: {_at(case, one)}{now}, {better}."


def _at(case: Case, one: SwitchReport) -> str:
    if one.above is None:
        return "if so" if one.value else "if not"
    side, value = "above" if one.above else "below", f"{one.value:.2g}".replace("-", "−")
    return f"at {value} or {side}" if case.judgements[one.path].judgement.choices else f"{side} {value}"


def _difference(value: float) -> str:
    error = value.error if isinstance(value, Estimate) else 0.0
    return f"{value:+.3f} ± {error:.3f}".replace("-", "−")


def _rerun(one: SwitchReport) -> str:
    if one.rerun is None:
        return "–"
    told = f"{one.rerun.recommended:.3g} against {one.rerun.other:.3g}".replace("-", "−")
    alone = ", set alone" if one.alone else ""
    return f"{told}{alone}: {'confirmed' if one.rerun.confirmed else 'not confirmed'}"

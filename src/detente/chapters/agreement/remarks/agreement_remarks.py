"""What is worth a second look before agreements are sought, from ranges and rules alone: no world is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from detente.arrays import TIE
from detente.case.critique import Remark
from detente.case.model import Case
from detente.case.patterns import Which
from detente.chapters.agreement.lacks import lacks
from detente.chapters.agreement.remarks.satisfiable import Left, options_left, possible
from detente.chapters.agreement.remarks.stakes import failure_stake, option_stake, package_stake
from detente.findings.words import listed

TRIFLE = 0.05  # of the largest stake that a party has in any option


def remarks(case: Case) -> tuple[Remark, ...]:
    """Return what is worth a second look in parties, issues, rules and packages, each once."""
    found = [*_settled(case), *_lines_against_wishes(case), *_impossible(case)]
    if not lacks(case):
        found += [*_own_proposals(case), *_trifles(case)]
    return tuple(found)


def _settled(case: Case) -> Iterator[Remark]:
    """An issue on which there is nothing to agree: its one option is the status quo."""
    for issue in case.issues:
        if len(case.ladder(issue)) == 1:
            yield Remark.at(
                ("issues", issue, "options"), "there is one option, the status quo: nothing to agree on here"
            )


def _own_proposals(case: Case) -> Iterator[Remark]:
    """A party that would refuse what it proposed."""
    for name, package in case.packages.items():
        for party in package.proposed_by:
            place = ("packages", name, "proposed_by")
            who = case.parties[party].name
            likely = [
                case.label(issue, option)
                for issue, option in package.options.items()
                if _line(case, party, issue, option) > 0.5
            ]
            if likely:
                yield Remark.at(place, f"{who} proposed it, and more likely than not refuses {listed(likely)}")
            if party not in case.valued:
                continue
            worth, failing = package_stake(case, party, package.options).central, failure_stake(case, party).central
            if worth < failing - TIE:
                says = (
                    f"{who} proposed it, and with values in the middle of their ranges it is worth {worth:.3g} points "
                    f"a year to {who}, less than no agreement ({failing:.3g})"
                )
                yield Remark.at(place, says.replace("-", "−"))


def _line(case: Case, party: str, issue: str, option: str) -> float:
    """How likely a red line of a party on an option is to be real, those on earlier options of the ladder included."""
    lines, ladder = case.red_lines.get(party, {}).get(issue, {}), case.ladder(issue)
    stated = [lines[earlier] for earlier in ladder[: ladder.index(option) + 1] if earlier in lines]
    return stated[-1].central if stated else 0.0


def _lines_against_wishes(case: Case) -> Iterator[Remark]:
    """A red line on what the party itself wants, and by which it does not hold out for something better."""
    for party, issues in case.red_lines.items():
        for issue in issues:
            ladder = case.ladder(issue)
            worth = {option: option_stake(case, party, issue, option) for option in ladder}
            best = max(ladder, key=lambda option: worth[option].central)
            if _line(case, party, issue, best) > 0 and worth[best].low > 0:
                says = (
                    f"{case.parties[party].name} may refuse this whatever else it gets, yet nothing on this issue is "
                    f"worth more to it (at least {worth[best].low:.3g} points a year); a red line holds for later "
                    "options of the ladder too, unless they are named"
                )
                yield Remark.at(("red_lines", party, issue, best), says)


def _impossible(case: Case) -> Iterator[Remark]:
    """Linkages and scopes that nothing can meet."""
    for name, link in case.linkages.items():
        if not possible(case, options_left(case, link.pattern)):
            says = "no package that the rules allow has this pattern, so it is never worth anything"
            yield Remark.at(("linkages", name, "pattern"), says)
    for name, scope in case.scopes.items():
        if not possible(case, options_left(case, scope.require, scope.exclude)):
            yield Remark.at(("scopes", name), "no package that the rules allow changes anything within this scope")


def _trifles(case: Case) -> Iterator[Remark]:
    """A change that matters to nobody and is accepted in every world, because failing is worse than today."""
    worse = [party for party in case.principals if failure_stake(case, party).high < 0]
    if not worse:
        return
    largest = {
        party: max((option_stake(case, party, i, o).size for i in case.issues for o in case.ladder(i)), default=0.0)
        for party in case.valued
    }
    trifles = [
        case.label(issue, option)
        for issue in case.issues
        for option in case.ladder(issue)[1:]
        if not any(which.of(case.ladder(issue)) >= {option} for which in _covering(case, issue))
        and possible(case, _alone(case, issue, option))
        and all(package_stake(case, p, {issue: option}).size <= TRIFLE * most for p, most in largest.items())
        and all(_sure(case, p, issue, option) for p in (*case.principals, *case.issues[issue].movers))
    ]
    if trifles:
        names = listed([case.parties[party].name for party in worse])
        says = (
            f"{listed(trifles)}: by itself an agreement that everybody accepts in every world, because failing is "
            f"worse than today for {names}, and that changes nothing that matters to anybody; if it should not count "
            "as one, say under rules which issues must change (`must_change: [issues]`)"
        )
        yield Remark.at(("reservation",), says)


def _covering(case: Case, issue: str) -> list[Which]:
    return [clause.covers[issue] for clause in case.consent.values() if issue in clause.covers]


def _alone(case: Case, issue: str, option: str) -> Left:
    quo = {other: frozenset(case.ladder(other)[:1]) for other in case.issues}
    return {**quo, issue: frozenset({option})}


def _sure(case: Case, party: str, issue: str, option: str) -> bool:
    """Whether a party accepts one change alone in every world."""
    if _line(case, party, issue, option) > 0 or party not in case.reservation:
        return False
    return package_stake(case, party, {issue: option}).low >= failure_stake(case, party).high - TIE

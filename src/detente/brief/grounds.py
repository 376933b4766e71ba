"""What an answer rests on: the basis of page one, its confidence, and what is asked of a package at once."""

from __future__ import annotations

from detente.brief.pageone import LEADING, slot_owners
from detente.brief.turning import OWN
from detente.chapters import chapter
from detente.findings import Filling, Section, Table
from detente.findings.standing import the_package
from detente.findings.words import count, listed, percent, within
from detente.outcomes.confidence import confidence, footing
from detente.outcomes.joint import parts
from detente.outcomes.run import Outcomes
from detente.worlds.errors import FEW, Interval

AFTER_LEAD, LAST = 20, 90  # weights of what follows the lead of a slot, and of what closes it


def grounds(outcomes: Outcomes) -> tuple[Filling, ...]:
    """Return the confidence that the recommendation deserves, and the basis, for page one."""
    case, worlds = outcomes.case, outcomes.worlds
    rests = footing(case, outcomes.joints[0].trace if outcomes.joints else case.judgements)
    kinds = (
        (rests.checked, "checked"),
        (rests.unchecked, "unchecked"),
        (rests.own, "the author’s own"),
        (rests.assumed, "assumed by the program"),
    )
    rest = ", ".join(f"{number or 'none'} {kind}" for number, kind in kinds if number or kind == kinds[0][1])
    said = f"{count(rests.total, 'judgement')} by source: {rest}."
    said = said if rests.total else "All is as the case states it, without a judgement."
    said_elsewhere = worlds.effective < FEW  # by the warning
    weighed = worlds.effective < worlds.size - 0.5 and not said_elsewhere
    drawn = [f"worlds of equal weight: {worlds.effective:,.0f}"] if weighed else []
    exact = filter(None, (chapter(name).exactness(report) for name, report in outcomes.reports.items()))
    judged = "; ".join([*drawn, *exact])
    made = (f"{judged[:1].upper()}{judged[1:]}.",) if judged else ()
    basis = Filling("basis", (said, *made))
    if not outcomes.joints:
        return (basis,)
    sure = f"Confidence (not likelihood): {confidence(rests, worlds.effective)}."
    return *_all_the_same(outcomes), Filling("recommendation", (sure,), weight=LAST), basis


def _all_the_same(outcomes: Outcomes) -> tuple[Filling, ...]:
    """Say, where nothing should be proposed, which package the rest looks at, and whose steps those of page one are."""
    page = outcomes.pages.get(slot_owners()[LEADING])
    if page is None or page.proposal:
        return ()
    first = outcomes.joints[0]
    package = f"{the_package(outcomes.recommends)} below, the most attainable one worth having"
    said = (
        f"If something must be proposed, let it be {package}: "
        f"{listed(first.alone)} in {percent(first.share)} of worlds."
    )
    fillings = [Filling(LEADING, (said,), weight=AFTER_LEAD)]
    if any(filling.actions for other in outcomes.pages.values() for filling in other.fillings):
        fillings.append(Filling("first", ("The numbered steps are for a proposal made all the same.",), weight=LAST))
    return tuple(fillings)


def asked_at_once(outcomes: Outcomes) -> tuple[Section, ...]:
    """Return the section about what is asked of the package of page one, alone and together, and over dependence."""
    if not outcomes.joints:
        return ()
    first = outcomes.joints[0]
    rows = [(word.capitalize(), _within(first.alone[word]), _within(x)) for word, x in first.together.items()]
    tied = {rho: found for rho, found in outcomes.by_rho.items() if rho > 0}
    rows += [(f"All, where one cause moves {percent(r)}", "–", _within(x)) for r, x in tied.items()]
    asked = "; ".join(parts()[word].alone.format(_within(share)) for word, share in first.alone.items())
    says = "Each line asks for all above it too, in the same worlds. One cause: behind what each party wants."
    table = Table("What is asked of the package", says, ("It is", "By itself", "With all above"), tuple(rows))
    answer = (f"Taken one by one, {asked}; all together, in {percent(first.share)}.",)
    return (Section(OWN, "What must come together?", answer, (table,), "call", 20),)


def _within(share: Interval) -> str:
    """Say a share with its error."""
    return within(share.value, share.low, share.high)

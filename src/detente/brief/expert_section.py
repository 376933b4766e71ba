"""Where experts differ, and whether the headline turns on whom one believes: a section of the brief."""

from __future__ import annotations

from detente.brief.turning import foremost, leading_headline
from detente.case.model import Case
from detente.findings import Section, Table
from detente.findings.cuts import cut
from detente.findings.judgement_labels import judgement_text
from detente.findings.words import count, listed, percent, within
from detente.outcomes.expert_agreement import ExpertDisagreement, WhomToAsk, believed, disagreements, whom_to_ask
from detente.outcomes.run import Outcomes

OWN = "outcomes"
QUESTION = "Where do experts differ?"
BEHIND = 18  # weight of the section: before what would overturn it, so that its table keeps its place
MOST = 8  # judgements in the table
MOST_ASKED = 2  # choices of whom to believe that are told one by one
UNKNOWN = "No package is on page one, so it is not known what that means."
HEAD = ("Judgement", "What they say", "Apart", "Shared")


def differing(outcomes: Outcomes) -> tuple[Section, ...]:
    """Return the section about what experts say differently; none where they differ on nothing."""
    found = disagreements(outcomes.case)
    if not found:
        return ()
    asked = whom_to_ask(outcomes, leading_headline(outcomes))
    first = (
        f"Experts differ on {count(len(found), 'judgement')}, most on {found[0].label}.",
        believed(outcomes.case),
    )
    told = cut((_whom(outcomes.case, one, alone=len(asked) == 1) for one in asked), MOST_ASKED)
    about = foremost(outcomes).says + (", all at once" if outcomes.joints else "")
    said = f"“It” is that {about}." if asked else UNKNOWN
    more = told.said("choice of whom to believe").strip()
    answer = tuple(sentence for sentence in (*first, *told.shown, more, said) if sentence)
    return (Section(OWN, QUESTION, answer, (differences(outcomes.case, found),), "assumptions", BEHIND),)


def differences(case: Case, found: tuple[ExpertDisagreement, ...], most: int = MOST) -> Table:
    """Return the table of the judgements on which experts differ, those furthest apart first.

    Args:
        case: The case.
        found: The judgements (`disagreements`).
        most: How many there is room for.
    """
    first = cut(found, most)
    rows = tuple(
        (
            f"{one.label[:1].upper()}{one.label[1:]} ({one.unit})",
            _views(case, one),
            percent(one.distance),
            percent(one.overlap),
        )
        for one in first.shown
    )
    says = (
        "Apart: how far one belief must be moved to become the other, as a share of what either holds possible. "
        f"Shared: what both hold possible, as a share of what either does.{first.said('judgement')}"
    )
    return Table("What experts say differently", says, HEAD, rows)


def _views(case: Case, one: ExpertDisagreement) -> str:
    """Say what each expert holds possible."""
    return "; ".join(f"{case.experts[view.who].name}: {judgement_text(view.says)}" for view in one.views)


def _whom(case: Case, one: WhomToAsk, alone: bool) -> str:
    """Say how often the headline holds where each of some experts is believed.

    Args:
        case: The case.
        one: The experts, and what is known of them.
        alone: Whether no other choice of whom to believe is told, so that this one needs no name.
    """
    shares = [
        f"in {within(share.value, share.low, share.high)} where “{case.experts[who].name}” is believed"
        for who, share in one.shares.items()
    ]
    turns = "it turns on whom one believes" if one.beyond_chance else "no more of a difference than chance makes"
    about = "" if alone else f"{one.label[:1].upper()}{one.label[1:]}? "
    return f"{about}It holds {listed(shares)}: {turns}."

"""Verdicts in words: the likelihood words of the intelligence community, and what a flag means."""

from __future__ import annotations

from typing import Literal

from detente.case.judgements import ICD_203
from detente.case.model import Case
from detente.claims.decided_forms import Flag
from detente.claims.verdicts import Verdict
from detente.outcomes.stream_labels import label

Fate = Literal["holds", "open", "fails", "unjudged"]
EVEN = ICD_203["roughly even chance"]
WORDS = ("almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely")
FORM = {
    "cannot-fail": "It cannot fail: the ranges that the case gives decide it.",
    "cannot-hold": "It cannot hold: the ranges that the case gives decide it.",
    "everywhere": "It holds in every world drawn: nothing in the case’s ranges speaks against it.",
    "nowhere": "It holds in no world drawn.",
}


def likelihood(share: float) -> str:
    """Return the word of ICD 203 for a share of worlds ([ODNI2015]).

    Example:
        >>> likelihood(0.0), likelihood(0.5), likelihood(0.81), likelihood(1.0)
        ('in no world', 'roughly even chance', 'very likely', 'in every world')
    """
    if share <= 0:
        return "in no world"
    if share >= 1:
        return "in every world"
    return next((word for word in WORDS if share < ICD_203[word][1]), "almost certain")


def fate(verdict: Verdict) -> Fate:
    """Return what became of a claim: whether it holds in more worlds or redraws than “roughly even chance” allows."""
    sure = verdict.share.value if verdict.share is not None else verdict.sure
    if sure is None:
        return "unjudged"
    return "holds" if sure > EVEN[1] else "fails" if sure < EVEN[0] else "open"


def said_flag(case: Case, flag: Flag) -> str:
    """Say in a sentence why a verdict says less than it seems to."""
    what = "; ".join(label(case, path) for path in flag.paths)
    match flag.kind:
        case "inclusion":
            told = "holds" if flag.holds else "cannot hold"
            return f"By definition alone it {told}: what one part counts, another contains."
        case "red-line":
            told = "" if flag.holds is None else f", so it {'holds' if flag.holds else 'cannot hold'}"
            return f"A red line that the case stipulates decides it{told}: {what}."
        case "decision":
            return f"A decision of the side advised decides it: {what}."
    return FORM[flag.kind]

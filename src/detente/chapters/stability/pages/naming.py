"""How commitments, breaches and remedies are named for a reader."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.stability.reports.durability_reports import CommitmentReport, RemedyReport
from detente.findings.speech import of_name, term, to_do
from detente.findings.words import listed

REMEDIES = {
    "clause": "a snapback clause for {}",
    "no-clause": "no snapback clause for {}",
    "verification": "a breach of {} found in half the time",
    "reversibility": "{} twice as surely taken back",
    "found-at-once": "{} found at once",
    "wholly-reversible": "{} taken back as a whole",
}


def title(text: str) -> str:
    """Begin a text with a capital.

    Example:
        >>> title("a snapback clause")
        'A snapback clause'
    """
    return text[:1].upper() + text[1:]


def kept(case: Case, commitment: CommitmentReport) -> str:
    """Name a commitment: whose, and what."""
    return f"{case.parties[commitment.party].name}: {term(case, commitment.issue, commitment.option)}"


def promise(case: Case, commitment: CommitmentReport) -> str:
    """Say a commitment within a sentence: whose it is, and what it is to do."""
    told = to_do(case, commitment.issue, commitment.option)
    return f"that of {of_name(case.parties[commitment.party])} {told}"


def issues(case: Case, joined: str) -> str:
    """Name the issues of a breach, of which there may be several with a + between them."""
    return listed(f"“{case.issues[issue].name}”" for issue in joined.split("+"))


def remedy(case: Case, found: RemedyReport) -> str:
    """Name a change of the measures."""
    whose = {"verification": "anything", "found-at-once": "every breach"}.get(found.kind, "everything")
    return REMEDIES[found.kind].format(f"“{case.issues[found.issue].name}”" if found.issue else whose)

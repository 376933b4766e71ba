"""The JSON that the commands about talks print."""

from __future__ import annotations

from functools import cache

from detente.case.base import Frozen
from detente.cli.documents import document_of, meta


@cache
def talks_models() -> dict[str, type[Frozen]]:
    """Return the model of what each command about talks prints with --json."""
    from detente.cli.record_reports import TalksLogReport, TalksVerifyReport
    from detente.talks.help.mediators_view import MediatorsView
    from detente.talks.help.private_worth import PrivateWorths
    from detente.talks.help.proposed_texts import TextDifference
    from detente.talks.help.state_of_play import StateOfPlay
    from detente.talks.help.talks_scores import TalksScores

    return {
        "talks-compare": document_of(TextDifference, "TalksCompareDocument"),
        "talks-log": document_of(TalksLogReport, "TalksLogDocument"),
        "talks-mediate": document_of(MediatorsView, "TalksMediateDocument"),
        "talks-score": document_of(TalksScores, "TalksScoreDocument"),
        "talks-state": document_of(StateOfPlay, "TalksStateDocument"),
        "talks-verify": document_of(TalksVerifyReport, "TalksVerifyDocument"),
        "talks-worth": document_of(PrivateWorths, "TalksWorthDocument"),
    }


def talks_document(command: str, report: Frozen) -> Frozen:
    """Return what is printed as JSON: a report, and where it comes from.

    Args:
        command: The command without “talks”.
        report: What it found.
    """
    name = f"talks-{command}"
    return talks_models()[name].model_validate({**dict(report), "meta": meta(name)})

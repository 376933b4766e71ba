"""The report of the urgency chapter: the JSON of `detente urgency --json`, and the source of all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.urgency.reports.arsenal_reports import ArsenalReport, arsenal_report
from detente.chapters.urgency.reports.attention_reports import AttentionReport, attention_report
from detente.chapters.urgency.reports.waiting_reports import WaitingReport, waiting_report
from detente.chapters.urgency.result import Urgencies


class UrgencyReport(Frozen):
    """Everything the chapter found."""

    arsenal: ArsenalReport | None
    """The arsenal; null where the case names none."""
    waiting: WaitingReport | None
    """What a later start changes; null where the case does not say, or nothing is known of agreements."""
    attention: AttentionReport | None
    """Hours that files compete for; null where the case names none."""


def report(found: Urgencies) -> UrgencyReport:
    """Return the report of a result."""
    return UrgencyReport(
        arsenal=arsenal_report(found), waiting=waiting_report(found), attention=attention_report(found)
    )

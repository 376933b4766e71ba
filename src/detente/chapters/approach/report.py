"""The report of the approach chapter: the JSON of `detente approach --json`, and the source of all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.approach.knowledge.knowledge_reports import KnowledgeReport, knowledge_report
from detente.chapters.approach.letters import LetterReport, letter_report, why_unwritten
from detente.chapters.approach.probes.probe_reports import ProbingReport, probing_report
from detente.chapters.approach.result import Approaches


class ApproachReport(Frozen):
    """What to send next, and what the answer would tell."""

    letters: dict[str, LetterReport]
    """Recipient → the first letter to it; of further ones to the same recipient, `RECIPIENT-from-SENDER`."""
    unwritten: dict[str, list[str]]
    """The same key of a letter that could not be drafted → why, a line each."""
    probing: ProbingReport | None
    """What probes are worth; null where the case has none, or too little for them."""
    unprobed: list[str]
    """What the case lacks for its probes, a line each."""
    knowledge: KnowledgeReport | None
    """What would be worth knowing before one proposes; null where no package was judged, nobody who counts could gain,
    or there are fewer than 50 worlds."""


def report(found: Approaches) -> ApproachReport:
    """Return the report of a result."""
    worlds = found.worlds
    return ApproachReport(
        letters={to: letter for to, drafted in found.letters.items() if (letter := letter_report(worlds, drafted))},
        unwritten={to: list(why_unwritten(drafted)) for to, drafted in found.letters.items() if not drafted.letter},
        probing=probing_report(worlds, found.agreement, found.probing) if found.probing else None,
        unprobed=list(found.unprobed),
        knowledge=knowledge_report(found.knowledge) if found.knowledge else None,
    )

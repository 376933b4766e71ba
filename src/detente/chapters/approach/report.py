"""The report of the approach chapter: the JSON of `detente approach --json`, and the source of all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.approach.knowledge.knowledge_reports import KnowledgeReport, knowledge_report
from detente.chapters.approach.letters import LetterReport, letter_report, why_unwritten
from detente.chapters.approach.probes.probe_reports import ProbingReport, probing_report
from detente.chapters.approach.result import Approaches
from detente.chapters.contact import CONTACT, Begun, TalksBy, begun_numbers
from detente.findings.sampled import Sampled
from detente.worlds import Worlds


class ToTalks(Sampled):
    """How likely a letter turns into talks, through the network of the case with the channels of today."""

    sender: str
    """The side that writes."""
    message: str
    """Printed name of the kind of message by which it writes."""
    months: float
    """Months within which it is asked for."""
    delivered: float
    """How likely it arrives in time."""
    answered: float
    """How likely an answer has come back within the months."""
    talks: float
    """How likely it has turned into working-level talks."""
    sooner: dict[str, TalksBy]
    """1, 3 and 6 months, as far as that is less → how likely it has turned into talks by then."""


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
    to_talks: ToTalks | None
    """How likely a letter arrives, is answered and turns into talks, and by when; null where `contact.yaml` does not
    say what that takes."""


def report(found: Approaches) -> ApproachReport:
    """Return the report of a result."""
    worlds = found.worlds
    return ApproachReport(
        letters={to: letter for to, drafted in found.letters.items() if (letter := letter_report(worlds, drafted))},
        unwritten={to: list(why_unwritten(drafted)) for to, drafted in found.letters.items() if not drafted.letter},
        probing=probing_report(worlds, found.agreement, found.probing) if found.probing else None,
        unprobed=list(found.unprobed),
        knowledge=knowledge_report(found.knowledge) if found.knowledge else None,
        to_talks=_to_talks(worlds, found.begun) if found.begun else None,
    )


def _to_talks(worlds: Worlds, begun: Begun) -> ToTalks:
    part = worlds.case.parts[CONTACT.name]
    said, name = part.talks, part.messages[part.talks.message].name
    return ToTalks(sender=said.sender, message=name, months=said.months, **begun_numbers(worlds, begun))

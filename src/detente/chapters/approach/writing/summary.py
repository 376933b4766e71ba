"""From what the approach chapter found to its report in plain numbers."""

from __future__ import annotations

from detente.chapters.approach.letters.letter_reports import LetterReport
from detente.chapters.approach.letters.letter_summary import letter_report
from detente.chapters.approach.probes.probe_summary import probing_report
from detente.chapters.approach.result import Approaches, Drafted
from detente.chapters.approach.writing.approach_reports import ApproachReport


def report(found: Approaches) -> ApproachReport:
    """Put what was found into plain numbers."""
    return ApproachReport(
        letters={name: letter for name, drafted in found.letters.items() if (letter := written(found, drafted))},
        unwritten={name: list(unwritten(drafted)) for name, drafted in found.letters.items() if not drafted.letter},
        probing=probing_report(found.worlds, found.probing) if found.probing else None,
        unprobed=list(found.unprobed),
    )


def written(found: Approaches, drafted: Drafted) -> LetterReport | None:
    """Report a letter; None where there is none."""
    if drafted.letter is None or drafted.exchange is None or drafted.checked is None:
        return None
    share = found.worlds.share(drafted.attainable)
    return letter_report(
        found.worlds.case, drafted.sender, drafted.recipient, drafted.letter, drafted.exchange, share, drafted.checked
    )


def unwritten(drafted: Drafted) -> tuple[str, ...]:
    """Say why there is no letter."""
    if drafted.exchange is None:
        return ("no part of a recommended package has something that each side could begin with",)
    return tuple(f"approach.yaml lacks {line}" for line in drafted.wanting)

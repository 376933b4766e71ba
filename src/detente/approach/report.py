"""What the approach chapter found, in plain numbers: the JSON of `detente approach --json` and all that is printed."""

from __future__ import annotations

from detente.approach.letter.report import LetterReport
from detente.approach.letter.summary import letter_report
from detente.approach.probes.report import ProbingReport
from detente.approach.probes.summary import probing_report
from detente.approach.result import Approach, Drafted
from detente.case.base import Frozen


class ApproachReport(Frozen):
    """What to send next, and what the answer would tell."""

    letters: dict[str, LetterReport]
    """Recipient → the first letter to it."""
    unwritten: dict[str, list[str]]
    """Recipient to whom no letter could be drafted → why, a line each."""
    probing: ProbingReport | None
    """What probes are worth; null where the case has none, or too little for them."""
    unprobed: list[str]
    """What the case lacks for its probes, a line each."""


def report(found: Approach) -> ApproachReport:
    """Put what was found into plain numbers."""
    return ApproachReport(
        letters={name: letter for name, drafted in found.letters.items() if (letter := written(found, drafted))},
        unwritten={name: list(unwritten(drafted)) for name, drafted in found.letters.items() if not drafted.letter},
        probing=probing_report(found.worlds, found.probing) if found.probing else None,
        unprobed=list(found.unprobed),
    )


def written(found: Approach, drafted: Drafted) -> LetterReport | None:
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

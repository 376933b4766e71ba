"""What the approach chapter found, in plain numbers: the JSON of `detente approach --json` and all that is printed."""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.approach.letters.letter_reports import LetterReport
from detente.chapters.approach.probes.probe_reports import ProbingReport


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

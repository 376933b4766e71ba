"""What a case still lacks for the chapter."""

from __future__ import annotations

from detente.case.critique import Remark
from detente.case.model import Case
from detente.chapters.approach.schema import ApproachFile
from detente.chapters.proposal import PROPOSAL
from detente.findings.words import listed

MOST_RULES = 4096  # from outcomes to decisions


def lacks(case: Case) -> tuple[str, ...]:
    """Return what a case still lacks before the approach chapter can run on it.

    Args:
        case: The case.

    Returns:
        One line for each thing that is missing; empty where nothing is.
    """
    part: ApproachFile | None = case.parts.get("approach")
    if part is None:
        return ("a file approach.yaml, which says how letters are written and what could be sent",)
    if not part.letters and not part.probes:
        return ("letters or probes in approach.yaml: how a letter to a party is written, or what could be sent",)
    return ()


def lacks_for_probes(case: Case) -> tuple[str, ...]:
    """Return what a case with probes still lacks for valuing them.

    Args:
        case: A case with `approach.yaml`.

    Returns:
        One line for each thing that is missing; empty where they can be valued, or there are no probes.
    """
    part: ApproachFile = case.parts["approach"]
    if not part.probes:
        return ()
    lines = []
    if not case.hypotheses:
        lines.append("reading.yaml, which names the hypotheses between which probes tell")
    lines += [f"for the chapter proposal, {line}" for line in PROPOSAL.lacks(case)]
    if not part.decisions:
        lines.append("decisions in approach.yaml: what could be done once the outcomes are known")
    if part.waiting is None:
        lines.append("waiting in approach.yaml: how much less a decision is worth a year later")
    if case.advises not in case.principals:
        rules = {name: len(part.decisions) ** len(probe.outcomes) for name, probe in part.probes.items()}
        many = [f"probes → {name}" for name, number in rules.items() if number > MOST_RULES]
        if many:
            lines.append(f"fewer outcomes of {listed(many)}, or fewer decisions: a mediator compares all rules")
    return tuple(lines)


def remarks(case: Case) -> tuple[Remark, ...]:
    """Return what is lacking before the probes of a case can be valued, a remark each."""
    if lacks(case):
        return ()
    says = "they cannot be valued yet: {}"
    return tuple(Remark.at(("approach", "probes"), says.format(line)) for line in lacks_for_probes(case))

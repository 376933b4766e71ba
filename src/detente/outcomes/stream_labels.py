"""Streams and paths in words: whose judgement about what."""

from __future__ import annotations

from detente.case.model import EVENT, HYPOTHESIS, Case
from detente.chapters.approach.writing.naming import stake
from detente.chapters.reading.writing.naming import judged
from detente.findings.words import of_name

MEASURED = {
    "lead": "how long “{}” takes to carry out",
    "detection": "how soon a breach of “{}” is found",
    "snapback": "how long “{}” takes to take back",
    "reversible_others": "how much of “{}” can be taken back from others",
    "reversible_own": "how much of its cost “{}” gives back if it is taken back",
}


def label(case: Case, stream: str) -> str:  # noqa: C901 (a line a section)
    """Say in words what a stream decides.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> label(read(locate("orange"), {}), "positions/ann/peel")
        'what “Peel” is worth to Ann'
    """
    if stream == HYPOTHESIS:
        return "which explanation of the other side is true"
    event = stream.endswith(EVENT)
    section, *ids = stream.removesuffix(EVENT).split("/")
    party = of_name(case.parties[ids[0]].name) if ids and ids[0] in case.parties else ""
    match section:
        case "positions":
            return f"what “{case.issues[ids[1]].name}” is worth to {party}"
        case "red_lines" if event:
            return f"whether the red line of {party} on “{case.issues[ids[1]].name}” is real"
        case "red_lines":
            return f"how likely a red line of {party} on “{case.issues[ids[1]].name}” is"
        case "gates" if event:
            return f"whether {party} passes what it is asked to"
        case "gates":
            return f"how likely {party} is to pass what it is asked to"
        case "reservation":
            return f"what no agreement is worth to {party}"
        case "abstains_within":
            return f"how much {party} puts up with before it objects"
        case "discount_rates":
            return f"how {party} discounts the future"
        case "linkages":
            link = case.linkages[ids[0]]
            name = link.name or ids[0].replace("-", " ")
            return f"what the linkage “{name}” is worth to {of_name(case.parties[link.party].name)}"
        case "policies":
            below = label(case, "/".join(ids[2:]))
            return f"what the course “{case.policies[ids[0]].name}” changes about {below}"
        case "issues":
            what = ids[3].replace("-", " ")
            return f"what “{case.label(ids[0], ids[2])}” does to the {what}"
        case "stability" if ids[0] == "measures":
            return MEASURED[ids[3]].format(case.label(ids[1], ids[2]))
        case "stability" if ids[0] == "hazard":
            return "how likely an agreement is to end for other causes than a breach"
        case "reading":
            return judged(case, ids)
        case "roadmap":
            return _of_roadmap(case, ids)
        case "approach":
            return stake(case, ids)
    return stream.removesuffix(EVENT)


def _of_roadmap(case: Case, ids: list[str]) -> str:
    """Say what a judgement of `roadmap.yaml` is about."""
    match ids:
        case ["beliefs", party]:
            return f"how likely {of_name(case.parties[party].name)} holds the other side to be sincere"
        case ["exploiting", party]:
            return f"what exploiting a gesture would be worth to {of_name(case.parties[party].name)}"
        case ["calendar", entry, *_]:
            return f"how long one would wait for the occasion “{case.parts['roadmap'].calendar[entry].name}”"
    return "how long every round takes on top of its measures"

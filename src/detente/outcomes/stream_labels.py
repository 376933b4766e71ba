"""Streams and paths in words: whose judgement about what."""

from __future__ import annotations

from detente.case.model import EVENT, HYPOTHESIS, Case
from detente.chapters import CHAPTERS
from detente.findings.words import of_name


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
        case "experts":
            differ = [f"“{case.experts[name].name}”" for name in ids[0].split("+")]
            return f"whose judgement is right, {' or '.join(differ)}"
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
    for chapter in CHAPTERS:
        if section == chapter.name:
            return chapter.label(case, ids)
    return stream.removesuffix(EVENT)

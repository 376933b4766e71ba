"""Streams and paths in words: whose judgement about what."""

from __future__ import annotations

from detente.case.model import EVENT, Case
from detente.chapters import CHAPTERS
from detente.findings.judgement_labels import label_of_case
from detente.findings.speech import of_name, quoted, whose
from detente.outcomes.units import unit_of


def label(case: Case, stream: str) -> str:
    """Say in words what a stream decides.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> label(read(locate("orange"), {}), "positions/ann/peel")
        'what “Peel” is worth to Ann'
    """
    told = label_of_case(case, stream)
    if told is not None:
        return told
    section, *ids = stream.removesuffix(EVENT).split("/")
    if section == "policies":
        below = label(case, "/".join(ids[2:]))
        return f"what the course “{case.policies[ids[0]].name}” changes about {below}"
    for chapter in CHAPTERS:
        if section == chapter.name:
            said = chapter.label(case, ids)
            likely = said.startswith("whether ") and not stream.endswith(EVENT)
            return f"how likely it is {said.replace('whether ', 'that ', 1)}" if likely else said
    return stream.removesuffix(EVENT)


def clause(case: Case, path: str) -> str:
    """Say in words what a judgement is about, as a clause that names the option too where there is one.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> clause(read(locate("orange"), {}), "positions/ann/peel/ann")
        'what “give Ann all the peel” is worth to Ann'
    """
    section, *ids = path.split("/")
    if section == "positions":
        worth = f"what {quoted(case, ids[1], ids[2])} is worth to {of_name(case.parties[ids[0]])}"
        return worth + supposed(case, path)
    if section == "red_lines":
        red_line = whose(case.parties[ids[0]], "red line")
        return f"how likely the {red_line} against {quoted(case, ids[1], ids[2])} is"
    named = "/".join(path.split("/")[:2]) if section == "linkages" else path
    return label(case, named) + supposed(case, path)


def supposed(case: Case, path: str) -> str:
    """Say under which explanation of the other side a judgement holds; nothing where it holds whatever is true.

    Example:
        >>> from detente.outcomes.opening import read
        >>> supposed(read("cuba-1962"), "positions/ussr/missiles/stopped/when/gap")
        ', if “the missile gap”'
    """
    *_, said, name = ("", *path.split("/"))
    if said != "when":
        return ""
    known = [subject.said.hypotheses[name] for subject in case.subjects if name in subject.hypotheses]
    return f", if “{known[0].short or known[0].name}”" if known else ", if nothing of that"  # the rest has no name


def asked_words(case: Case, path: str) -> tuple[str, str]:
    """Return what a judgement is about, and its unit, as somebody who is asked for it reads them."""
    return clause(case, path), unit_of(path)

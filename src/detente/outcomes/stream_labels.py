"""Streams and paths in words: whose judgement about what."""

from __future__ import annotations

from detente.case.model import EVENT, Case
from detente.chapters import CHAPTERS
from detente.findings.judgement_labels import label_of_case


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

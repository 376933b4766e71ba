"""What is worth a second look in explanations of the other side."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.critique import Remark
from detente.case.model import Case, Subject
from detente.chapters.reading.consistency import CHAPTER, OTHERWISE
from detente.findings.words import listed


def remarks(case: Case) -> tuple[Remark, ...]:
    """Return a remark on each subject of which nothing that is asked depends on which explanation is true."""
    if CHAPTER not in case.parts or not case.issues:
        return ()
    places = _places(case)
    return tuple(
        Remark.at((*subject.path.split("/"), "hypotheses"), _idle(subject))
        for subject in case.subjects
        if not _matters(subject, places)
    )


def _matters(subject: Subject, places: Mapping[tuple[str, ...], frozenset[str]]) -> bool:
    seen = set()
    for explanation in subject.explanations:
        meant = (explanation, *sorted(subject.implies(explanation)), OTHERWISE)
        seen.add(tuple(next((name for name in meant if name in named), None) for named in places.values()))
    return len(seen) > 1


def _idle(subject: Subject) -> str:
    return (
        f"nothing depends on which of {listed(subject.explanations)} is true: no position, no reservation value and no "
        "decision differs by explanation, so evidence can change no answer (`when:` under positions)"
    )


def _places(case: Case) -> Mapping[tuple[str, ...], frozenset[str]]:
    """Return, for each place outside the chapter that names explanations, which it names."""
    names = {OTHERWISE, *(explanation for subject in case.subjects for explanation in subject.explanations)}
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for path in case.judgements:
        steps = path.split("/")
        for n, step in enumerate(steps[1:] if steps[0] != CHAPTER else (), start=1):
            if step in names and (steps[n - 1] == "when" or steps[0] in case.parts):
                place = (*steps[:n], "*", *steps[n + 1 :])
                found[place] = found.get(place, frozenset()) | {step}
    return found

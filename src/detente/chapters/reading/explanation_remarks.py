"""What is worth a second look in explanations of the other side."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.critique import Remark
from detente.case.model import Case
from detente.chapters.reading.consistency import CHAPTER, OTHERWISE
from detente.findings.words import listed


def remarks(case: Case) -> tuple[Remark, ...]:
    """Return a remark if nothing that is asked depends on which explanation is true."""
    if CHAPTER not in case.parts or not case.issues:
        return ()
    seen: dict[tuple[str | None, ...], list[str]] = {}
    places = _places(case)
    for explanation in case.explanations:
        meant = (explanation, *sorted(case.implies(explanation)), OTHERWISE)
        depends = tuple(next((name for name in meant if name in named), None) for named in places.values())
        seen.setdefault(depends, []).append(explanation)
    if len(seen) > 1:
        return ()
    says = (
        f"nothing depends on which of {listed(case.explanations)} is true: no position, no reservation value and no "
        "decision differs by explanation, so evidence can change no answer (`when:` under positions)"
    )
    return (Remark.at((CHAPTER, "hypotheses"), says),)


def _places(case: Case) -> Mapping[tuple[str, ...], frozenset[str]]:
    """Return, for each place outside the chapter that names explanations, which it names."""
    names = {*case.explanations, OTHERWISE}
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for path in case.judgements:
        steps = path.split("/")
        for n, step in enumerate(steps[1:] if steps[0] != CHAPTER else (), start=1):
            if step in names and (steps[n - 1] == "when" or steps[0] in case.parts):
                place = (*steps[:n], "*", *steps[n + 1 :])
                found[place] = found.get(place, frozenset()) | {step}
    return found

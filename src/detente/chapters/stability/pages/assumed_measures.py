"""The section of the brief about what the program assumes of measures of which a case names only the class."""

from __future__ import annotations

from detente.case.judgements import Judgement
from detente.case.model import Case
from detente.chapters.stability.lacks import MEANS
from detente.chapters.stability.measure_classes import CLASSES
from detente.chapters.stability.schema import JUDGED, Measure, StabilityFile
from detente.findings import Section, Table
from detente.findings.speech import quoted
from detente.findings.words import listed

WEIGHT = 40  # behind what the answer turns on


def assumed_measures(case: Case) -> tuple[Section, ...]:
    """Return what the program assumes, class by class, where a case leaves anything of a measure to its class.

    Args:
        case: The case.
    """
    said: StabilityFile = case.parts["stability"]
    of_class: dict[str, list[tuple[str, list[str]]]] = {}
    for issue, options in said.measures.items():
        for option, measure in options.items():
            left = _left(measure)
            if left and measure.kind is not None:
                of_class.setdefault(measure.kind, []).append((quoted(case, issue, option), left))
    if not of_class:
        return ()
    number = sum(len(left) for measures in of_class.values() for _, left in measures)
    are = "judgement is" if number == 1 else "judgements are"
    answer = [
        f"{number} {are} the program’s own, not the author’s: of these measures the case says little but the class.",
        "Each can be said in its place.",
        *(f"{_a(name)}: {listed(label for label, _ in measures)}." for name, measures in of_class.items()),
    ]
    rows = tuple(
        (name, MEANS[judged], _span(judged, default), why)
        for name, measures in of_class.items()
        for judged, default in CLASSES[name].defaults.items()
        for why in (default[2],)
        if any(judged in left for _, left in measures)
    )
    says = "Anything in the range is taken to be equally likely."
    table = Table("What is assumed of a class of measures", says, ("Class", "What", "Range", "Reason"), rows)
    question = "What does the program assume of measures?"
    return (Section("stability", question, tuple(answer), (table,), "assumptions", WEIGHT),)


def _left(measure: Measure) -> list[str]:
    """Return the names of the judgements of a measure that are left to its class."""
    stated: list[tuple[str, Judgement | None]] = [(name, getattr(measure, name)) for name in JUDGED]
    return [name for name, judgement in stated if judgement is not None and judgement.assumed]


def _a(name: str) -> str:
    return f"{name.capitalize()} ({CLASSES[name].means})"


def _span(judged: str, default: tuple[float, float, str]) -> str:
    low, high, _ = default
    if judged.startswith("reversible"):
        return f"{100 * low:g} to {100 * high:g} %"
    return f"{low:g} to {high:g} months"

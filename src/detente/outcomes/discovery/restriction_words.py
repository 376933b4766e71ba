"""A restriction of a box in words, as a clause that can follow “where”."""

from __future__ import annotations

from detente.case.model import EXPERTS, Case
from detente.findings.speech import whom
from detente.findings.words import listed, percent
from detente.outcomes.discovery.box_inputs import BoxInput
from detente.outcomes.discovery.value_ranges import ValueRange
from detente.outcomes.stream_labels import clause, label
from detente.outcomes.units import unit_of

WHETHER = "whether "
DENIED = ((" is real", " is not real"), (" passes ", " does not pass "), (" is there", " is not there"))


def said_restriction(case: Case, one: BoxInput, span: ValueRange) -> str:
    """Say what a box asks of an input.

    Args:
        case: The case.
        one: The input.
        span: What is left of it.
    """
    if one.form == "choice":
        return _of_choice(case, one, span)
    assert one.path is not None
    if one.form == "event":
        return _of_event(label(case, one.stream), span.low is not None)
    about, unit = clause(case, one.path), unit_of(one.path)
    low, high = (None if end is None else number(end, unit) for end in (span.low, span.high))
    said = f"between {low} and {high}" if low and high else f"above {low}" if low else f"below {high}"
    unit = "" if unit == "probability" else f" {unit}"
    return f"{about}{' is' if about.startswith('what ') else ':'} {said}{unit}"


def number(value: float, unit: str) -> str:
    """Say an end of a range, to three digits.

    Example:
        >>> number(-12.3456, "points a year"), number(0.0, "points"), number(1234.5, "weapons")
        ('−12.3', '0', '1,230')
    """
    if unit == "probability":
        return percent(value)
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.10g}".replace("-", "−")


def _of_event(about: str, happens: bool) -> str:
    """Say that something is so or not.

    Example:
        >>> _of_event("whether the Senate passes it", False), _of_event("whether it rains", False)
        ('the Senate does not pass it', 'it is not so that it rains')
    """
    said = about.removeprefix(WHETHER)
    if happens:
        return said if about.startswith(WHETHER) else f"it is so: {said}"
    for yes, no in DENIED:
        if yes in said:
            return said.replace(yes, no, 1)
    return f"it is not so that {said}" if about.startswith(WHETHER) else f"it is not so: {said}"


def _of_choice(case: Case, one: BoxInput, span: ValueRange) -> str:
    """Say which explanations or experts are left, or which are not where these are fewer."""
    assert span.numbers is not None
    out = [n for n in range(len(one.names)) if n not in span.numbers]
    fewer, said = (span.numbers, "") if len(span.numbers) <= len(out) else (out, "not ")
    if one.stream.startswith(EXPERTS):
        right = [f"“{case.experts[one.names[n]].name}”" for n in fewer]
        return f"{listed(right, 'or')} is {said}right"
    subject = next(subject for subject in case.subjects if subject.stream == one.stream)
    names = [f"“{_explanation(subject.said, one.names[n])}”" for n in fewer]
    true = f"the explanation of {whom(case, subject)} that is true is"
    return f"{true} {said}{listed(names, 'or')}"


def _explanation(said: object, name: str) -> str:
    body = getattr(said, "hypotheses", {}).get(name)
    told: str | None = getattr(body, "name", None)
    return told or ("something else" if body is None else name.replace("-", " "))

"""The judgements of `case.yaml` in words: whose, and about what."""

from __future__ import annotations

from detente.case.judgements import Judgement
from detente.case.model import EVENT, Case, experts_of
from detente.findings.speech import of_name, quoted, whom, whose
from detente.findings.words import listed

OF_ONE_OPTION = 2  # ids of a chance that a body passes something: more are those of an option


def label_of_case(case: Case, stream: str) -> str | None:  # noqa: C901 (a line a section)
    """Say in words what a stream of `case.yaml` decides, or which explanation is true; None for other streams."""
    for subject in case.subjects:
        if stream == subject.stream:
            return f"which explanation of {whom(case, subject)} is true"
    event = stream.endswith(EVENT)
    section, *ids = stream.removesuffix(EVENT).split("/")
    party = of_name(case.parties[ids[0]]) if ids and ids[0] in case.parties else ""
    match section:
        case "positions":
            return f"what “{case.issues[ids[1]].name}” is worth to {party}"
        case "experts":
            differ = [f"“{case.experts[name].name}”" for name in experts_of(stream)]
            return f"whose judgement is right{_scope(case, '/'.join(ids[1:]))}, {' or '.join(differ)}"
        case "red_lines" if event:
            return f"whether the {whose(case.parties[ids[0]], 'red line')} on “{case.issues[ids[1]].name}” is real"
        case "red_lines":
            return f"how likely a red line of {party} on “{case.issues[ids[1]].name}” is"
        case "gates":
            asked = quoted(case, ids[-2], ids[-1]) if len(ids) > OF_ONE_OPTION else "what it is asked"
            return f"whether {party} agrees to {asked}" if event else f"how likely {party} is to agree to {asked}"
        case "reservation":
            return f"what no agreement is worth to {party}"
        case "abstains_within":
            return f"how much {party} puts up with before it objects"
        case "discount_rates":
            return f"how {party} discounts the future"
        case "linkages":
            return f"what {linked(case, ids[0])} is worth to {of_name(case.parties[case.linkages[ids[0]].party])}"
        case "issues":
            what = ids[4].replace("-", " ")
            return f"what “{case.label(ids[0], ids[2])}” does to the {what}"
    return None


def linked(case: Case, name: str) -> str:
    """Say which linkage is meant: by its name, or by what it links, where the same party has no other that links it."""
    link = case.linkages[name]
    alike = [one for one in case.linkages.values() if one.party == link.party and {*one.pattern} == {*link.pattern}]
    if link.name or len(alike) > 1:
        return f"the linkage “{link.name or name.replace('-', ' ')}”"
    first, *others = (f"“{case.issues[issue].name}”" for issue in link.pattern)
    return f"{first} with {listed(others)}" if others else f"the linkage of {first}"


def _scope(case: Case, scope: str) -> str:
    """Say on what one of several experts is believed, where that is not everything."""
    if not scope:
        return ""
    if scope in case.parties:
        return f" about {of_name(case.parties[scope])}"
    return f" on {label_of_case(case, scope) or scope.replace('-', ' ')}"


def judgement_text(judgement: Judgement) -> str:
    """Return the values of a judgement as a short text.

    Example:
        >>> from detente.case.judgements import parse
        >>> [judgement_text(parse(said)) for said in (2, [-1, 3], {"low": 0, "mode": 1, "high": 5})]
        ['2', '−1 to 3', '0 to 5, most likely 1']
    """
    if judgement.experts:
        return "; ".join(f"{one.who} ({one.weight:g}): {judgement_text(one.says)}" for one in judgement.experts)
    if judgement.choices:
        return _minus(", ".join(f"{value:g} ({weight:g})" for value, weight in judgement.choices))
    span = f"{judgement.low:g}" if judgement.low == judgement.high else f"{judgement.low:g} to {judgement.high:g}"
    mode = "" if judgement.mode is None else f", most likely {judgement.mode:g}"
    return _minus(span + mode)


def _minus(text: str) -> str:
    return text.replace("-", "−")

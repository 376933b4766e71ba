"""Questions and answers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.case.model import EVENT, EXPERTS, Case
from detente.chapters.proposal import PROPOSAL
from detente.chapters.reading import READING
from detente.chapters.roadmap import ROADMAP
from detente.chapters.stability import STABILITY
from detente.findings.judgement_labels import label_of_case
from detente.findings.speech import of_name, quoted, whose
from detente.findings.words import percent

BELOW = {chapter.name: chapter for chapter in (READING, STABILITY, ROADMAP, PROPOSAL)}
CHANCES = ("red_lines", "gates")
RATES = ("discount_rates",)


def question(case: Case, name: str) -> str:
    """Say in words what an unknown is about, as a clause that can follow “ask”."""
    told = label_of_case(case, name)
    section, *ids = name.removesuffix(EVENT).split("/")
    if name.endswith(EVENT) and section == "red_lines":  # each option of a ladder is a question of its own
        red_line = whose(case.parties[ids[0]], "red line")
        return f"whether the {red_line} against {quoted(case, ids[1], ids[2])} is real"
    if name.endswith(EVENT) and section == "gates" and ids[1] == "options":
        return f"whether {of_name(case.parties[ids[0]])} passes {quoted(case, ids[2], ids[3])}"
    return told if told is not None else BELOW[section].label(case, ids)


def group_of(case: Case, ids: Sequence[str]) -> str:
    """Say in words what a group of unknowns is about."""
    match ids:
        case ["party", party]:
            return f"all about the points and limits of {of_name(case.parties[party])}"
        case ["issue", party, issue]:
            return f"all about what {of_name(case.parties[party])} wants on “{case.issues[issue].name}”"
        case ["measures", issue]:
            return f"how “{case.issues[issue].name}” can be checked and undone"
        case ["gates"]:
            return "who agrees to what it is asked"
    return "what makes the other side engage"


def answer(case: Case, name: str, said: str, values: Mapping[str, Sequence[float]], chance: float) -> str:
    """Say in words an answer to a question, as a clause that can follow “if”.

    Args:
        case: The case.
        name: The unknown.
        said: The answer, as the report has it.
        values: Path → smallest and largest value of the judgement after it.
        chance: How likely it is.
    """
    for subject in case.subjects:
        if name == subject.stream:
            return str(subject.said.hypotheses.get(said, subject.said.rest).name)
    if name.startswith(EXPERTS):
        return f"“{case.experts[said].name}” is right"
    plain = {path: value for path, value in values.items() if "/when/" not in path}
    if said in {"yes", "no", "any"}:
        return {"yes": "it is so", "no": "it is not so", "any": "whatever the answer"}[said]
    if len(plain) != 1:
        where = {"low": "in the lowest", "high": "in the highest", "between": "in a middle"}
        return (
            f"it is {where[said]} {percent(chance)} of worlds"
            if said in where
            else f"it is number {said} of its choices"
        )
    ((path, (low, high)),) = plain.items()
    ends = {"low": f"below {_number(path, high)}", "high": f"above {_number(path, low)}"}
    between = f"{_number(path, low)} to {_number(path, high)}" if low < high else _number(path, low)
    return f"it is {ends.get(said, between)}{_unit(path)}"


def _number(path: str, value: float) -> str:
    if path.startswith(CHANCES):
        return percent(value)
    return f"{value:.2g}".replace("-", "−")


def _unit(path: str) -> str:
    section, *ids = path.split("/")
    if section in CHANCES:
        return ""
    unit = BELOW[section].unit(ids) if section in BELOW else "a year" if section in RATES else "points a year"
    return f" {unit}"

"""The page of the brief about what is worth knowing, made from its report."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.model import Case
from detente.chapters.approach.knowledge.knowledge_reports import (
    AddedReport,
    AfterAnswerReport,
    KnowledgeReport,
    QuestionReport,
)
from detente.chapters.approach.knowledge.question_labels import answer, group_of, question
from detente.findings import Section, Table
from detente.findings.cuts import Cut, cut
from detente.findings.speech import apart, deeds, of_name, quoted
from detente.findings.words import HARD_SPACE, count, listed, percent

TODO = {"ask": "ask", "settle": "settle at home", "decide": "a decision to take"}
MOST_GROUPS = 6
MOST_CHANGES = 3  # told in a sentence


def knowledge_section(case: Case, found: KnowledgeReport) -> Section:
    """Return the page: which question is worth asking, and what one would propose after each answer."""
    told = [_everything(case, found), *asking(case, found)]
    stands = [q for q in found.questions if q.stands_out]
    for kind, says in (("settle", "To be settled at home first"), ("decide", "A decision to take, not a question")):
        first = next((q for q in stands if q.whose == kind), None)
        if first is not None:
            told.append(f"{says}: {question(case, first.name)}. It would add {_says(first.adds)}.")
    tables = [_questions(case, found), _groups(case, found)]
    shown = tuple(table for table in tables if table.rows)
    return Section("approach", "Which question is worth asking?", tuple(told), shown, "why", 40)


def asking(case: Case, found: KnowledgeReport) -> tuple[str, ...]:
    """Say which question is worth asking before one proposes, and in a second sentence what its answer would change."""
    best = next((q for q in found.questions if q.name == found.best), None)
    if best is None:
        return (f"Not one of the {found.asked:,} questions to others is worth asking before one proposes.",)
    other = max((a for a in best.answers if not a.same), key=lambda a: a.chance * a.more)
    then = answer(case, best.name, other.answer, other.values, other.chance)
    likely = percent(other.chance)
    told = then if likely in then else f"{then} ({likely})"
    return (
        f"Worth asking first: {question(case, best.name)}.",
        f"If {told}, {_proposes(case, other, found.package, MOST_CHANGES)}.",
    )


def _everything(case: Case, found: KnowledgeReport) -> str:
    whose = of_name(case.parties[case.advises]) if case.advises in case.principals else "the side that gains least"
    return f"Knowing everything before one proposes would add {_says(found.everything)}, to what {whose} may expect."


def _says(added: AddedReport) -> str:
    points = "" if added.points is None else f", {added.points:.2g} points a year"
    return f"{_within(added)} of the best gain{points}"


def _percent(share: float) -> str:
    """Say a small share, with a decimal.

    Example:
        >>> [_percent(x).replace(HARD_SPACE, " ") for x in (0.0057, 0.104, 0.0, 0.0001)]
        ['0.6 %', '10 %', '0 %', 'under 0.1 %']
    """
    if 0 < share < 0.0005:
        return f"under 0.1{HARD_SPACE}%"
    text = f"{share:.0%}" if share >= 0.0995 or share == 0 else f"{share:.1%}"
    return text.replace("%", f"{HARD_SPACE}%")


def _within(added: AddedReport) -> str:
    low, high = _percent(added.low), _percent(added.high)
    return f"{_percent(added.share)} ({low if low == high else f'{low} to {high}'})"


def _points(added: AddedReport) -> tuple[str, ...]:
    return () if added.points is None else (f"{added.points:.2f}",)


def _questions(case: Case, found: KnowledgeReport) -> Table:
    rows = []
    for one in found.questions:
        if one.stands_out:
            cells = (question(case, one.name), TODO[one.whose], _within(one.adds), *_points(one.adds))
            rows.append((*cells, _after(case, one, found.package)))
    points = () if found.everything.points is None else ("Points a year",)
    head = ("What", "To do", "Knowing it adds", *points, "What one would propose otherwise")
    asked, noise = count(found.asked, "question"), _percent(found.noise)
    says = (
        f"As a share of the best gain, with 90 % intervals of sampling. Of {asked}, only those that add more than the "
        f"best seems to add if answers are shuffled so that they tell nothing ({noise})."
    )
    says += Cut((), found.questions_left).said("lesser question", 0)
    return Table("What knowing one thing adds", says, head, tuple(rows))


def _after(case: Case, one: QuestionReport, recommended: Mapping[str, str]) -> str:
    """Say after which answers one would propose something else."""
    told = []
    for after in one.answers:
        if not after.same:
            said = answer(case, one.name, after.answer, after.values, after.chance)
            told.append(f"if {said} ({percent(after.chance)}), {_proposes(case, after, recommended)}")
    return "; ".join(told)


def _proposes(case: Case, after: AfterAnswerReport, recommended: Mapping[str, str], most: int | None = None) -> str:
    """Say which other package one would propose, by what differs from the one recommended, or by its terms if few."""
    if after.package is None:
        return "propose nothing"
    package = after.package
    named = next((p.name for p in case.packages.values() if dict(p.options) == package), None)
    if named is not None or not recommended:
        known = named or deeds(case, package)
        return f"propose “{known}”"
    less = [issue for issue in recommended if issue not in package]
    more = {issue: option for issue, option in package.items() if recommended.get(issue) != option}
    if len(package) < len(less) + len(more):
        return f"propose only {listed(quoted(case, *pair) for pair in package.items())}"
    return f"propose it {apart(case, less, more, most)}"


def _groups(case: Case, found: KnowledgeReport) -> Table:
    room = cut((one for one in found.groups if one.stands_out), MOST_GROUPS)
    rows = tuple(
        (group_of(case, one.group), TODO[one.whose], str(len(one.members)), _within(one.adds), *_points(one.adds))
        for one in room.shown
    )
    points = () if found.everything.points is None else ("Points a year",)
    says = "What is known together adds at least this much: how the parts act together is followed only so far."
    says += room.said("lesser group", found.groups_left)
    return Table("What knowing several things adds", says, ("What", "To do", "Parts", "Adds", *points), rows)

"""What is worth knowing, in plain numbers.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal

from detente.case.base import Frozen
from detente.chapters.approach.knowledge.after_answers import AfterAnswer, after_answers
from detente.chapters.approach.knowledge.worth_knowing import Added, Asked, Knowledge
from detente.findings.copying import copied
from detente.findings.cuts import cut
from detente.findings.sampled import Sampled

MOST = 12


class AddedReport(Frozen):
    """What knowing something would add before one proposes."""

    share: float
    """As a share of the best gain: of the side advised, or in a mediator’s view of the side that gains least."""
    low: float
    """Lower end of its 90 % interval of sampling."""
    high: float
    """Upper end."""
    points: float | None
    """The same as `share`, in points a year of the side advised; null for a mediator."""

    @classmethod
    def of(cls, known: Knowledge, added: Added) -> AddedReport:
        """Report what something adds."""
        points = None if known.yearly is None else added.value * known.yearly
        return cls(share=added.value, low=added.low, high=added.high, points=points)


class AfterAnswerReport(Sampled):
    """An answer to a question, and what one would propose then."""

    answer: str
    """yes or no, for what happens or not; the id of an explanation; low, between or high, for a judgement; the number
    of one of its choices; any, where all answers lead to the same."""
    chance: float
    """How likely it is."""
    package: dict[str, str] | None
    """Issue → option of the package that one would propose then; null for none."""
    same: bool
    """Whether that is the package recommended, or as good as that by these worlds."""
    more: float
    """How much more it is worth then than the package recommended, as a share of the best gain."""
    values: dict[str, list[float]]
    """Path → smallest and largest value of the judgement in the worlds with this answer."""

    @classmethod
    def of(cls, known: Knowledge, found: AfterAnswer) -> AfterAnswerReport:
        """Report an answer."""
        package = known.decisions.packages[found.decision]
        packages = known.found.agreement.main.packages
        return copied(
            cls,
            found,
            package=None if package is None else packages.options(package),
            same=found.decision == known.start,
        )


class QuestionReport(Frozen):
    """One question that could be asked before one proposes."""

    name: str
    """The judgement or ladder, by its path; with `!`, whether what stands there happens."""
    whose: Literal["ask", "settle", "decide"]
    """ask: of others, or a fact to find out. settle: a judgement of the side advised about itself. decide: a red line
    of its own, which is a decision to take."""
    adds: AddedReport
    """What knowing it would add."""
    stands_out: bool
    """Whether that is above what chance shows and above a hundredth of the best gain, with the lower end of its
    interval above 0, and an answer would change what one proposes."""
    answers: list[AfterAnswerReport]
    """What one would propose after each answer."""

    @classmethod
    def of(cls, known: Knowledge, name: str, asked: Asked) -> QuestionReport:
        """Report a question."""
        answers = [AfterAnswerReport.of(known, found) for found in after_answers(known, name)]
        return cls(
            name=name,
            whose=known.unknowns[name].whose,
            adds=AddedReport.of(known, asked.added),
            stands_out=known.above_chance(asked.added) and not all(answer.same for answer in answers),
            answers=answers,
        )


class QuestionGroupReport(Frozen):
    """Several questions that could be answered together."""

    group: list[str]
    """party and id; issue and the ids of party and issue; measures and an issue; gates; or engaged."""
    whose: Literal["ask", "settle", "decide"]
    """As of a question; ask where some of them are."""
    members: list[str]
    """The names of what would be known."""
    adds: AddedReport
    """What knowing all of them would add, at least."""
    stands_out: bool
    """Whether that is above what chance shows for a single question and above a hundredth of the best gain, with the
    lower end of its interval above 0."""


class KnowledgeReport(Frozen):
    """What would be worth knowing before one proposes."""

    everything: AddedReport
    """What knowing everything would add."""
    package: dict[str, str]
    """Issue → option of the package recommended, from which answers may differ; empty where none is."""
    noise: float
    """The most that any single question shows where worlds are shuffled so that it tells nothing, as a share of the
    best gain."""
    decisions: int
    """Among how many packages one could choose; to propose nothing is one more."""
    asked: int
    """How many single questions were looked at."""
    best: str | None
    """The question to ask of others that adds most and stands out; null where none does."""
    questions: list[QuestionReport]
    """Those that add most, at most twelve, by falling share."""
    groups: list[QuestionGroupReport]
    """Groups of questions that add most, at most twelve, by falling share."""
    questions_left: int
    """How many more questions add something, less than those that are listed."""
    groups_left: int
    """How many more groups of questions add something, less than those that are listed."""


def knowledge_report(known: Knowledge) -> KnowledgeReport:
    """Return the report of what would be worth knowing."""
    package = known.decisions.packages[known.start]
    order = sorted((name for name, a in known.asked.items() if a.added.value > 0), key=lambda n: -_share(known, n))
    first = cut(order, MOST)
    questions = [QuestionReport.of(known, name, known.asked[name]) for name in first.shown]
    several = cut(sorted((p for p in known.groups if p[1].added.value > 0), key=lambda p: -p[1].added.value), MOST)
    return KnowledgeReport(
        everything=AddedReport.of(known, known.everything),
        package={} if package is None else known.found.agreement.main.packages.options(package),
        noise=known.noise,
        decisions=len(known.decisions.packages) - 1,
        asked=len(known.asked),
        best=next((q.name for q in questions if q.stands_out and q.whose == "ask"), None),
        questions=questions,
        groups=[
            QuestionGroupReport(
                group=list(group.ids),
                whose=group.whose,
                members=list(group.members),
                adds=AddedReport.of(known, asked.added),
                stands_out=known.above_chance(asked.added),
            )
            for group, asked in several.shown
        ],
        questions_left=first.left,
        groups_left=several.left,
    )


def _share(known: Knowledge, name: str) -> float:
    return known.asked[name].added.value

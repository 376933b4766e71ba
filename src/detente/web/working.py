"""What another process works out for the workbench: cases described, and answers already written up as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from detente import chapters
from detente.brief.compose import Brief, chapter_brief, compose
from detente.brief.html import environment, fitted
from detente.brief.turning import behind
from detente.case.faults import CaseError, Fault
from detente.case.inquiry import Inquiry
from detente.case.model import Case, Placed
from detente.case.read import read
from detente.case.skeleton import create
from detente.chapters.agreement import asked_ids
from detente.findings.words import within
from detente.outcomes.dependence import held
from detente.outcomes.joint import foremost_package
from detente.outcomes.opening import draw
from detente.outcomes.run import Outcomes, run
from detente.outcomes.stream_labels import label
from detente.outcomes.units import unit_of
from detente.worlds import Worlds
from detente.worlds.errors import interval

KEPT = 4  # cases and runs that a process keeps


@dataclass(frozen=True)
class CaseQuestion:
    """What is asked of a case.

    Attributes:
        folder: The folder of the case.
        stamp: What its files were when it was asked, so that nothing older is handed out.
        asked: The inquiry as JSON.
        chapter: The chapter that is to answer; empty for all.
    """

    folder: str
    stamp: str
    asked: str
    chapter: str = ""

    @property
    def inquiry(self) -> Inquiry:
        """The inquiry."""
        return Inquiry.model_validate_json(self.asked)


@dataclass(frozen=True)
class JudgementField:
    """A judgement as somebody can change it.

    Attributes:
        path: Its path.
        says: What it is about.
        unit: Its unit.
        low: Lowest value.
        mode: Most likely value, where one is given.
        high: Highest value.
        form: What it is given as.
        why: The reason.
        by: Whose it is, and the sources.
    """

    path: str
    says: str
    unit: str
    low: float
    mode: float | None
    high: float
    form: str
    why: str
    by: str


@dataclass(frozen=True)
class Described:
    """A case as the workbench shows it.

    Attributes:
        title: Its title.
        question: Its question.
        summary: What it is about.
        date: The day from which it is seen.
        parties: Names of the parties.
        issues: Issue → (its name, option → name), the status quo first.
        judgements: Its judgements, by path.
        chapters: Name, question and what is lacking of each chapter.
    """

    title: str
    question: str
    summary: str
    date: str
    parties: tuple[str, ...]
    issues: Mapping[str, tuple[str, Mapping[str, str]]]
    judgements: Mapping[str, JudgementField]
    chapters: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Shown:
    """An answer, written up.

    Attributes:
        lead: Its first sentence.
        worlds: In how many worlds.
        html: The answer as HTML, every text in it escaped.
        behind: Paths of the judgements that it turns on, the strongest first; empty where that was not looked at.
        failed: Chapter → what went wrong in it.
    """

    lead: str
    worlds: int
    html: str
    behind: tuple[str, ...]
    failed: Mapping[str, str]


@dataclass(frozen=True)
class Refused:
    """What is wrong with what was asked."""

    faults: tuple[Fault, ...]


@lru_cache(KEPT)
def opened(folder: str, stamp: str) -> Case:
    """Return a case as it was at a stamp."""
    del stamp
    return read(Path(folder), chapters.schemas())


def describe(folder: str, stamp: str) -> Described | Refused:
    """Return a case as the workbench shows it, or what is wrong with it."""
    try:
        case = opened(folder, stamp)
    except CaseError as error:
        return Refused(tuple(error.faults))
    lacking = chapters.lacks(case)
    return Described(
        title=case.title,
        question=case.question or "",
        summary=case.summary or "",
        date=f"{case.date.day} {case.date:%B %Y}",
        parties=tuple(party.name for party in case.parties.values()),
        issues={i: (one.name, {o: option.name for o, option in one.options.items()}) for i, one in case.issues.items()},
        judgements={path: _field(case, placed) for path, placed in case.judgements.items()},
        chapters=tuple((c.name, c.question, lacking[c.name]) for c in chapters.CHAPTERS if not _aside(case, c.name)),
    )


def _aside(case: Case, name: str) -> bool:
    return chapters.chapter(name).aside and name not in case.parts


def _field(case: Case, placed: Placed) -> JudgementField:
    found = placed.judgement
    names = [case.sources[name].name for name in found.source if name in case.sources]
    return JudgementField(
        path=placed.path,
        says=label(case, placed.stream),
        unit=unit_of(placed.path),
        low=found.low,
        mode=found.mode,
        high=found.high,
        form=found.form,
        why=found.why or "",
        by="; ".join([*([found.by] if found.by else []), *names]),
    )


@lru_cache(KEPT)
def outcomes_of(question: CaseQuestion) -> Outcomes:
    """Return what the chapters find, worked out once."""
    worlds = draw(opened(question.folder, question.stamp), question.inquiry)
    outcomes = run(worlds, [question.chapter] if question.chapter else None, spares=not question.chapter)
    return outcomes if question.chapter else outcomes.telling()


def answer(question: CaseQuestion) -> Shown | Refused:
    """Return what the chapters find, written up, or what is wrong with what was asked."""
    try:
        outcomes = outcomes_of(question)
    except CaseError as error:
        return Refused(tuple(error.faults))
    if question.chapter and question.chapter not in outcomes.results:
        lacking = outcomes.missing.get(question.chapter, ())
        return Refused(tuple(Fault(question.chapter, 0, "", "a case without what it needs", line) for line in lacking))
    name = Path(question.folder).name
    brief = chapter_brief(outcomes, question.chapter, name) if question.chapter else compose(outcomes, name)
    whole = not question.chapter
    return Shown(
        lead=brief.one.lead,
        worlds=outcomes.worlds.size,
        html=_written(brief, whole),
        behind=behind(outcomes) if whole else (),
        failed=outcomes.failed,
    )


def _written(brief: Brief, whole: bool) -> str:
    pages = fitted(environment("detente.web"))
    return pages.get_template("written.html").render(brief=brief, whole=whole)


def tried(question: CaseQuestion) -> tuple[Fault, ...]:
    """Return what is wrong with what is asked of a case."""
    try:
        draw(opened(question.folder, question.stamp), question.inquiry)
    except CaseError as error:
        return tuple(error.faults)
    return ()


@dataclass(frozen=True)
class Glance:
    """What a change does to the package recommended before it, at first sight.

    Attributes:
        before: Share of worlds in which it held, with its error, in words.
        now: The same after the change.
        worlds: In how many worlds.
    """

    before: str
    now: str
    worlds: int


def glance(before: CaseQuestion, now: str) -> Glance | Refused | None:
    """Return what a change does to the package recommended before it, without asking for another one.

    Args:
        before: The question of before the change, asked of all chapters.
        now: The inquiry after it, as JSON, of as many worlds.

    Returns:
        What it does; None where nothing was recommended, or it cannot be said.
    """
    try:
        outcomes = outcomes_of(before)
        found = foremost_package([*outcomes.headlines, *(column.name for column in outcomes.table.columns)])
        if found is None:
            return None
        worlds = draw(opened(before.folder, before.stamp), Inquiry.model_validate_json(now))
        seen = run(worlds, ["reading"]).worlds if "reading" in outcomes.results else worlds
        shares = [_held(where, outcomes, found) for where in (outcomes.worlds, seen)]
    except CaseError as error:
        return Refused(tuple(error.faults))
    earlier, later = shares
    return None if earlier is None or later is None else Glance(earlier, later, seen.size)


def _held(worlds: Worlds, outcomes: Outcomes, package: tuple[str, tuple[str, ...]]) -> str | None:
    """Say in what share of some worlds a package holds, as it was chosen; None where that cannot be said."""
    holds = held(worlds, outcomes.results, *package)
    if holds is None:
        return None
    share = interval(holds, worlds.weight())
    return within(share.value, share.low, share.high)


@dataclass(frozen=True)
class Judged:
    """What comes of a package that was built by hand.

    Attributes:
        share: Share of worlds in which it is attainable, with its error, in words.
        worlds: In how many worlds.
        gates: Who is asked, and in what share of worlds each consents.
        refusals: Party, the share in which it refuses, and over what most often.
    """

    share: str
    worlds: int
    gates: tuple[tuple[str, str], ...]
    refusals: tuple[tuple[str, str, str], ...]


def judge(question: CaseQuestion, options: str) -> Judged | Refused:
    """Return what comes of a package.

    Args:
        question: What is asked of the case.
        options: The package, as issue=option,…
    """
    inquiry = question.inquiry.model_copy(update={"packages": (options,)})
    try:
        worlds = draw(opened(question.folder, question.stamp), inquiry)
        outcomes = run(worlds, ["agreement"])
    except CaseError as error:
        return Refused(tuple(error.faults))
    return _judged(outcomes)


def _judged(outcomes: Outcomes) -> Judged:
    """Return in what share of worlds the package asked for is attainable, who consents, and who refuses over what."""
    case, report = outcomes.case, outcomes.reports["agreement"]
    name = asked_ids(case, outcomes.inquiry.packages)[0]
    package = next(one for one in report.named if one.id == name)
    blame = next(one for one in report.blame if one.id == name)
    refusals = []
    for one in blame.refusals:
        most = max(one.over, key=lambda issue: float(one.over[issue]), default="")
        refusals.append((_who(case, one.party), one.said("share"), case.issues[most].name if most else ""))
    return Judged(
        share=within(package.share, package.low, package.high),
        worlds=outcomes.worlds.size,
        gates=tuple((_who(case, gate.name), gate.said("passes")) for gate in blame.gates),
        refusals=tuple(refusals),
    )


def _who(case: Case, name: str) -> str:
    """Say whose consent it is: a party's, or what a clause asks for."""
    who = name.removeprefix("mover ")
    return case.parties[who].name if who in case.parties else who.replace("-", " ")


@dataclass(frozen=True)
class CheckedCase:
    """What is wrong with a case.

    Attributes:
        faults: Its faults, each with its file and line.
        lacks: Chapter → what the case still lacks for it; empty while there are faults.
        files: Names of the files that a case may have.
    """

    faults: tuple[Fault, ...]
    lacks: Mapping[str, tuple[str, ...]]
    files: tuple[str, ...]


def check(folder: str) -> CheckedCase:
    """Return every fault of a case, or what it lacks."""
    known = chapters.schemas()
    files = tuple(f"{name}.yaml" for name in known)
    try:
        found = read(Path(folder), known)
    except CaseError as error:
        return CheckedCase(tuple(error.faults), {}, files)
    return CheckedCase((), chapters.lacks(found), files)


def skeleton(folder: str, wanted: tuple[str, ...]) -> tuple[Fault, ...]:
    """Write the skeleton of a new case, and return what hinders that."""
    try:
        create(Path(folder), chapters.skeletons(wanted))
    except CaseError as error:
        return tuple(error.faults)
    return ()

"""Cases as the workbench shows them: what they are about, what they rest on, and what may be asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from detente import chapters
from detente.case.arguments import ARGUMENT
from detente.case.faults import CaseError, Fault
from detente.case.judgements import ICD_203
from detente.case.model import Case, Placed
from detente.case.read import read
from detente.case.skeleton import create
from detente.chapters.options import FOR, PACKAGE, CommandOption
from detente.findings.words import full_date
from detente.outcomes.names_offered import names_offered
from detente.outcomes.stream_labels import clause, label
from detente.outcomes.units import unit_of
from detente.web.checked_letters import correspondents
from detente.web.questions_asked import Refused, opened

OF_A_PARTY = ("positions", "linkages", "reservation", "red_lines")
POINTS = "points a year"
PROBABILITY = "probability"
BY_HAND = (FOR, PACKAGE)  # options that have fields of their own


@dataclass(frozen=True)
class JudgementField:
    """A judgement as somebody can change it.

    Attributes:
        path: Its path.
        says: What it is about, so that no other judgement of the case is called the same.
        about: What group of judgements it belongs to, such as positions.
        unit: Its unit.
        low: Lowest value.
        mode: Most likely value, where one is given.
        high: Highest value.
        word: The word that it is given as; empty where it is given in numbers.
        why: The reason.
        by: Whose it is, and the sources.
        party: Number of the party that it is a judgement about, from 1 on; 0 if it is about none.
    """

    path: str
    says: str
    about: str
    unit: str
    low: float
    mode: float | None
    high: float
    word: str
    why: str
    by: str
    party: int

    @property
    def key(self) -> str:
        """Under which key of a judgement a word stands; empty where none can."""
        return {POINTS: "worth", PROBABILITY: "words"}.get(self.unit, "")


@dataclass(frozen=True)
class EvidenceField:
    """An item of evidence that can be struck or doubted.

    Attributes:
        id: Its id.
        says: What it is, with its day.
    """

    id: str
    says: str


@dataclass(frozen=True)
class Described:
    """A case as the workbench shows it.

    Attributes:
        title: Its title.
        question: Its question.
        summary: What it is about.
        date: The day from which it is seen.
        parties: Party → its name.
        advises: The party advised; empty for a mediator's view.
        issues: Issue → (its name, option → name), the status quo first.
        packages: Package of the case → its name.
        judgements: Its judgements, by path.
        chapters: Name, question and what is lacking of each chapter.
        options: What else may be asked of the chapters that can answer.
        evidence: Evidence that can be struck or doubted.
        worths: Words for what something is worth.
        arguments: Names of the files with claims.
        correspondents: Who writes to whom unless that is said; nobody where no letter can be checked.
    """

    title: str
    question: str
    summary: str
    date: str
    parties: Mapping[str, str]
    advises: str
    issues: Mapping[str, tuple[str, Mapping[str, str]]]
    packages: Mapping[str, str]
    judgements: Mapping[str, JudgementField]
    chapters: tuple[tuple[str, str, tuple[str, ...]], ...]
    options: tuple[CommandOption, ...]
    evidence: tuple[EvidenceField, ...]
    worths: tuple[str, ...]
    arguments: tuple[str, ...]
    correspondents: tuple[str, ...]

    def words(self, field: JudgementField) -> tuple[str, ...]:
        """Return the words that may stand for a judgement; none where only numbers may."""
        return {"worth": self.worths, "words": tuple(ICD_203)}.get(field.key, ())


def describe(folder: str, stamp: str) -> Described | Refused:
    """Return a case as the workbench shows it, or what is wrong with it."""
    try:
        case = opened(folder, stamp)
    except CaseError as error:
        return Refused(tuple(error.faults))
    lacking = chapters.lacks(case)
    answering = [name for name, lines in lacking.items() if not lines]
    own = dict.fromkeys(option for name in answering for option in chapters.chapter(name).options)
    options = [option for option in own if option not in BY_HAND]
    fields = {path: _field(case, placed) for path, placed in case.judgements.items() if path in case.stated}
    return Described(
        title=case.title,
        question=case.question or "",
        summary=case.summary or "",
        date=full_date(case.date),
        parties={name: party.name for name, party in case.parties.items()},
        advises=case.advises or "",
        issues={i: (one.name, {o: option.name for o, option in one.options.items()}) for i, one in case.issues.items()},
        packages={name: package.name for name, package in case.packages.items()},
        judgements=_apart(fields),
        chapters=tuple((c.name, c.question, lacking[c.name]) for c in chapters.CHAPTERS if not _aside(case, c.name)),
        options=tuple(options),
        evidence=tuple(_evidence(case)),
        worths=tuple(f"{sign}{word}" for word in case.worths for sign in ("", "-")),
        arguments=tuple(case.arguments),
        correspondents=correspondents(case),
    )


def _aside(case: Case, name: str) -> bool:
    return chapters.chapter(name).aside and name not in case.parts


def _party(case: Case, path: str) -> int:
    """Return the number of the party whose points or red line a judgement is, from 1 on; 0 for any other judgement."""
    section, name, *_ = path.split("/")
    if section == "linkages":
        name = case.linkages[name].party
    return 1 + [*case.parties].index(name) if section in OF_A_PARTY and name in case.parties else 0


def _field(case: Case, placed: Placed) -> JudgementField:
    found = placed.judgement
    names = [case.sources[name].name for name in found.source if name in case.sources]
    return JudgementField(
        path=placed.path,
        says=clause(case, placed.path),
        about=label(case, placed.stream),
        unit=unit_of(placed.path),
        low=found.low,
        mode=found.mode,
        high=found.high,
        word=found.worth or found.words or "",
        why=found.why or "",
        party=_party(case, placed.path),
        by="; ".join([*([found.by] if found.by else []), *names]),
    )


def _apart(fields: Mapping[str, JudgementField]) -> Mapping[str, JudgementField]:
    """Return judgements whose words are those of others too with what tells them apart: the end of their paths."""
    called: dict[str, list[str]] = {}
    for path, field in fields.items():
        called.setdefault(field.says, []).append(path)
    found = dict(fields)
    for paths in called.values():
        if len(paths) == 1:
            continue
        shared = _shared(paths)
        for path in paths:
            rest = " ".join(path.split("/")[shared:]).replace("-", " ").replace("_", " ")
            found[path] = replace(fields[path], says=f"{fields[path].says}: {rest}") if rest else fields[path]
    return found


def _shared(paths: list[str]) -> int:
    """Return how many ids at their beginning all of some paths have in common."""
    count = 0
    for ids in zip(*(path.split("/") for path in paths), strict=False):
        if len(set(ids)) > 1:
            break
        count += 1
    return count


def _evidence(case: Case) -> Iterator[EvidenceField]:
    """Yield the evidence that can be struck or doubted: items by themselves, and groups as one."""
    for subject in case.subjects:
        for name, item in getattr(subject.said, "evidence", {}).items():
            if item.group is None:
                yield EvidenceField(name, f"{item.name} ({item.date})")
        for name in getattr(subject.said, "groups", {}):
            yield EvidenceField(name, f"all of the group {name.replace('-', ' ')}")


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
    files = tuple(f"{name}.yaml" for name in (*known, ARGUMENT))
    try:
        found = read(Path(folder), known, names_offered())
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

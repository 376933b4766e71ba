"""The JSON that each command prints, as models; `detente schema COMMAND` publishes their JSON Schemas.

A removed or renamed key raises the number in `meta.schema`; an added one does not.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import Field, create_model

from detente import __version__, chapters
from detente.case.base import Frozen
from detente.case.inquiry import Inquiry
from detente.chapters import CHAPTERS
from detente.findings.sampled import Sampled
from detente.outcomes.box_reports import BoxReport

if TYPE_CHECKING:  # so that commands that run nothing need not load it
    from collections.abc import Sequence

    from detente.brief.pageone import Slot
    from detente.outcomes.drivers import Driver
    from detente.outcomes.run import Outcomes

TALKS = ("talks-compare", "talks-log", "talks-mediate", "talks-score", "talks-state", "talks-verify", "talks-worth")
VERSIONS = {
    "brief": 4,
    "check": 1,
    "cases": 1,
    "convert": 1,
    "convert-table": 1,
    "letter-draft": 1,
    "letter-check": 1,
    "conflict": 1,
    "table": 1,
    **dict.fromkeys(TALKS, 1),
    "claims": 1,
    "explore": 1,
    "compare": 1,
    "sheet": 1,
    "experts": 1,
    **{chapter.name: chapter.version for chapter in CHAPTERS},
}


class Meta(Frozen):
    """Where a document comes from."""

    schema_: str = Field(alias="schema")
    """Name and number of the document's schema, e.g. agreement/1."""
    version: str
    """Version of détente."""
    case: str | None = None
    """Id of the case."""
    case_digest: str | None = None
    """SHA-256 of everything the case says."""
    seed: int | None = None
    """Seed of the worlds."""
    worlds: int | None = None
    """Number of worlds."""
    effective_worlds: float | None = None
    """How many equally weighted worlds say as much."""
    advises: str | None = None
    """The party advised; null for a mediator's view."""
    inquiry: Inquiry | None = None
    """Everything that was asked: the same inquiry of the same case gives the same document."""
    warnings: tuple[str, ...] = ()
    """What a reader must know before trusting the numbers."""


class DriverReport(Sampled):
    """One judgement that a headline turns on."""

    stream: str
    """Path of the judgement or ladder; with ! at the end, whether an event happens."""
    label: str
    """The same in words."""
    kind: Literal["judgement", "event", "decision"]
    """A judgement that could be known better, an event that happens or not, or a decision that the side advised can
    take, such as whether one of its own red lines is real: no finding."""
    eta2: float
    """Share of the headline's variance over worlds between ten bins of the judgement, between worlds in which the event
    happens and others, or between explanations."""
    low: float
    """Share of worlds in which the headline holds: in the lowest fifth of the judgement, where the event does not
    happen, or under the explanation under which it holds least."""
    high: float
    """The same in the highest fifth, where the event happens, or under the explanation under which it holds most."""
    chance: float | None
    """Share of worlds in which the event happens; null for what is not one event."""
    path: str | None
    """Path of the probability of the event; null for what is not one event."""
    sourced: bool
    """Whether the judgement rests on a source; its author's own judgement alone is none."""


class HeadlineReport(Frozen):
    """One headline."""

    says: str
    """What holds."""
    share: float
    """In which share of worlds."""
    low: float
    """Lower end of the interval in which ever more worlds would put that share, at 90 %."""
    high: float
    """Upper end of it."""
    turns_on: list[DriverReport]
    """What it turns on, the strongest first."""
    trace: list[str]
    """Paths of all judgements it was worked out from."""


class JointReport(Sampled):
    """What holds of one package at once, in the same worlds."""

    alone: dict[str, float]
    """attainable, durable, reachable, as far as it was asked → share of worlds in which that holds."""
    together: dict[str, float]
    """The same → share of worlds in which it holds together with all before it."""
    share: float
    """Share of worlds in which all of it holds at once."""
    low: float
    """Lower end of the interval in which ever more worlds would put that share, at 90 %."""
    high: float
    """Upper end of it."""
    by_rho: dict[str, float]
    """Share of variance that a general factor of each party explains in its judgements: 0.0, 0.3, 0.6 → share of worlds
    in which all of it holds at once. Of the package recommended first; empty for others. Without those at which a
    chapter cannot say it."""
    turns_on: list[DriverReport]
    """What it turns on, the strongest first."""


class OverturnReport(Frozen):
    """A judgement, and where in its range the joint share of the package recommended first crosses a half."""

    stream: str
    """Path of the judgement or ladder."""
    path: str
    """Path of the judgement, as `--set` takes it."""
    label: str
    """What it is about, in words."""
    value: float
    """The value at which the share is a half, in the judgement's own unit, read off the table of worlds; of a judgement
    that has a few values only, the last at which everything that was asked holds in most worlds."""
    middle: float
    """The median that it has in these worlds."""
    below: bool
    """Whether everything that was asked holds in most worlds below the value, and not above."""
    together: dict[str, float]
    """Path → value of all judgements that move together, itself among them: what is set to try it."""
    alone: bool
    """Whether others hang on it by a `factor`: these move with it in the worlds drawn, and stay as they are where its
    value is set."""
    rerun: float | None
    """The share in a run with the values set; null where none was asked for (`--overturn`)."""
    rerun_low: float | None
    """Lower end of its 90 % interval."""
    rerun_high: float | None
    """Upper end of the same."""
    confirmed: bool | None
    """Whether a half lies within that interval."""


class SlotDocument(Frozen):
    """A slot of page one."""

    title: str
    """Its heading."""
    says: list[str]
    """Sentences; where its owner could not fill it, the first says so."""
    actions: list[str]
    """What to do, in order."""
    rows: list[list[str]]
    """Rows of its small tables, cells in words; lines of a cell are parted by line breaks."""


class BriefDocument(Frozen):
    """Everything in a brief."""

    meta: Meta
    """Where it comes from."""
    title: str
    """Title of the case."""
    question: str
    """The question of the case."""
    page_one: dict[str, SlotDocument]
    """Slot of page one, in order → what it says: recommendation, leave-out, alternative, first, turns-on, would-change,
    basis."""
    joint: dict[str, JointReport]
    """Package, by its label in the columns → what holds of it at once; the package recommended first comes first."""
    overturns: list[OverturnReport]
    """What would overturn the answer: judgements of all sides among the ten strongest drivers of the joint share of the
    package recommended first, with the value at which that share crosses a half; those without one are left out."""
    fails: list[BoxReport]
    """In which worlds the package recommended first fails, if few judgements tell: the box of worlds in which it does
    so most often for its size."""
    chapters: dict[str, Any]
    """Chapter → its report, as `detente CHAPTER --json` prints it."""
    headlines: dict[str, HeadlineReport]
    """Outcome column → headline."""
    claims: dict[str, Any] | None
    """What became of the arguments about the dispute, as `detente claims --json` prints it; null where the case holds
    none."""
    missing: dict[str, list[str]]
    """Chapter that could not run → what the case lacks."""
    failed: dict[str, str]
    """Chapter that ended in an error of the program → what went wrong; the brief has the others, and exit code 1."""
    files: list[str]
    """Names of the files of the brief."""


class FaultReport(Frozen):
    """One fault of a case."""

    file: str
    """File in the case folder."""
    line: int
    """Line, from 1; 0 where none applies."""
    where: str
    """Place in words."""
    found: str
    """What stands there."""
    expected: str
    """What should stand there."""
    nearest: str | None
    """The nearest valid name."""


class RemarkReport(Frozen):
    """Something in a case that is no fault but may be a mistake."""

    where: str
    """Place in words."""
    says: str
    """What is odd about it, and what could be done."""


class CheckDocument(Frozen):
    """What is wrong with a case, and what it lacks."""

    meta: Meta
    """Where it comes from."""
    ok: bool
    """Whether there is no fault."""
    faults: list[FaultReport]
    """Every fault."""
    lacks: dict[str, list[str]]
    """Chapter → what the case still lacks for it."""
    worth_a_look: list[RemarkReport]
    """What is no fault but may be a mistake, found before any world is drawn."""
    judgements: int
    """Number of judgements."""
    unsourced: list[str]
    """Paths of judgements that do not say where they come from."""
    assumed: list[str]
    """Paths of judgements that the case leaves to the program, by naming a class."""
    packages: int | None
    """Number of packages, if the case has issues; of a case with more than two million combinations of options, the
    number of these."""


class CaseReport(Frozen):
    """One bundled case."""

    id: str
    """Its name on the command line."""
    title: str
    """Its title."""
    date: str
    """The day it is seen from."""
    question: str | None
    """Its question."""


class CasesDocument(Frozen):
    """The bundled cases."""

    meta: Meta
    """Where it comes from."""
    cases: list[CaseReport]
    """The cases."""


class ConvertDocument(Frozen):
    """A scenario that was written as a case."""

    meta: Meta
    """Where it comes from."""
    file: str
    """Full path of the file of the case."""
    format: str
    """Format of the scenario: Genius, GeniusWeb, NegMAS, NegoLog or GMCR+."""
    meaning: str
    """How utilities, or what is preferred, were worked out, in a sentence."""
    files: list[str]
    """Files of the scenario, the domain first."""
    parties: dict[str, str]
    """Party → its name in the scenario."""
    issues: dict[str, str]
    """Issue → its name in the scenario."""
    options: dict[str, dict[str, str]]
    """Issue → option → the value in the scenario."""
    discounts: dict[str, float]
    """Party → its discount, which the case does not have."""
    notes: list[str]
    """What was set aside or assumed."""
    conflict: dict[str, str] = Field(default_factory=dict)
    """Of a conflict: option → its name in the file."""


class TableDocument(Frozen):
    """A table of another program that was written as a plain one."""

    meta: Meta
    """Where it comes from."""
    file: str
    """Full path of the new file."""
    format: str
    """Format of the table: PA-X or CSIS provocations."""
    rows: int
    """How many rows were taken over."""
    notes: list[str]
    """What was left out or assumed."""


def meta(command: str, outcomes: Outcomes | None = None, warnings: tuple[str, ...] = ()) -> Meta:
    """Say where a document comes from."""
    name = f"{command}/{VERSIONS[command]}"
    if outcomes is None:
        return Meta.model_validate({"schema": name, "version": __version__})
    return Meta.model_validate(
        {
            "schema": name,
            "version": __version__,
            "case": outcomes.case.id,
            "case_digest": outcomes.inquiry.digest,
            "seed": outcomes.worlds.seed,
            "worlds": outcomes.worlds.size,
            "effective_worlds": outcomes.worlds.effective,
            "advises": outcomes.case.advises,
            "inquiry": outcomes.inquiry,
            "warnings": warnings,
        }
    )


def slot_document(slot: Slot) -> SlotDocument:
    """Report a slot of page one."""
    rows = [list(row) for table in slot.tables for row in table.rows]
    return SlotDocument(title=slot.title, says=list(slot.says), actions=list(slot.actions), rows=rows)


def joint(outcomes: Outcomes) -> dict[str, JointReport]:
    """Report what holds of each package at once."""
    from detente.findings.copying import copied

    return {
        j.label: copied(
            JointReport,
            j,
            share=j.share,
            low=j.shared.low,
            high=j.shared.high,
            by_rho={f"{rho:.1f}": found for rho, found in outcomes.by_rho.items()} if first else {},
            turns_on=driver_reports(outcomes, j.drivers),
        )
        for j, first in zip(outcomes.joints, chain([True], repeat(False)), strict=False)
    }


def driver_reports(outcomes: Outcomes, drivers: Sequence[Driver]) -> list[DriverReport]:
    """Report drivers, with their streams in words."""
    from detente.findings.copying import copied
    from detente.outcomes.stream_labels import label

    return [copied(DriverReport, driver, label=label(outcomes.case, driver.stream)) for driver in drivers]


def overturn_reports(outcomes: Outcomes) -> list[OverturnReport]:
    """Report what would overturn the answer."""
    from detente.outcomes.stream_labels import label

    return [
        OverturnReport(
            stream=one.stream,
            path=one.path,
            label=label(outcomes.case, one.stream),
            value=one.value,
            middle=one.middle,
            below=one.below,
            together=dict(one.together),
            alone=one.alone,
            rerun=None if one.rerun is None else one.rerun.value,
            rerun_low=None if one.rerun is None else one.rerun.low,
            rerun_high=None if one.rerun is None else one.rerun.high,
            confirmed=one.confirmed,
        )
        for one in outcomes.overturns
    ]


def headlines(outcomes: Outcomes, chapter: str | None = None) -> dict[str, HeadlineReport]:
    """Report the headlines of a run, or of one chapter, by the name of their column."""
    found = {}
    for name, turning in outcomes.drivers.items():
        if chapter is None or name.startswith(f"{chapter}."):
            headline = outcomes.headlines[name]
            found[name] = HeadlineReport(
                says=headline.says,
                share=(shared := outcomes.interval(name)).value,
                low=shared.low,
                high=shared.high,
                turns_on=driver_reports(outcomes, turning),
                trace=sorted(headline.trace),
            )
    return found


@cache
def chapter_model(chapter: str) -> type[Frozen]:
    """Return the model of what `detente CHAPTER --json` prints: the chapter's report, its headlines, and meta."""
    headlines: Any = (dict[str, HeadlineReport], Field(description="Outcome column → headline."))
    return document_of(chapters.chapter(chapter).model(), headlines=headlines)


@cache
def letter_model(command: Literal["draft", "check"]) -> type[Frozen]:
    """Return the model of what `detente letter draft --json` or `detente letter check --json` prints."""
    from detente.chapters.approach.letters import CheckReport, LetterReport

    file: Any = (str | None, Field(description="Full path of the file that was written, if one was."))
    if command == "check":
        file = (str, Field(description="The file that was checked."))
    return document_of(LetterReport if command == "draft" else CheckReport, file=file)


@cache
def claims_model() -> type[Frozen]:
    """Return the model of what `detente claims --json` prints."""
    from detente.claims.report import ClaimsReport

    return document_of(ClaimsReport, "ClaimsDocument")


@cache
def conflict_model() -> type[Frozen]:
    """Return the model of what `detente stability FILE.gmcr --json` prints."""
    from detente.chapters.stability.stated import ConflictReport

    file: Any = (str, Field(description="The file."))
    notes: Any = (list[str], Field(description="What was set aside or assumed."))
    says = "What `detente stability FILE.gmcr` finds in a file of GMCR+."
    return document_of(ConflictReport, "ConflictDocument", says, file=file, notes=notes)


@cache
def table_model() -> type[Frozen]:
    """Return the model of the summary that `detente table` writes."""
    from detente.outcomes.table_report import TableReport

    about = "Where it comes from; the inquiry is that by which the choices were made."
    return document_of(TableReport, "ManyWorldsDocument", about=about)


def document_of(
    report: type[Frozen], name: str = "", says: str | None = None, *, about: str = "Where it comes from.", **more: Any
) -> type[Frozen]:
    """Return the model of a report as it is printed, with meta.

    Args:
        report: The model of the report.
        name: Name of the model; that of the report with “Document” behind it if not given.
        says: What it is; as the report says if not given.
        about: What meta is.
        more: Further fields, before meta.
    """
    model: Any = create_model(
        name or f"{report.__name__}Document",
        __base__=report,
        __doc__=says or report.__doc__,
        **more,
        meta=(Meta, Field(description=about)),
    )
    return cast("type[Frozen]", model)

"""What a case says about what happened before: how it compares with past agreements, trends and events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from detente.case.base import Frozen, Id, Shorthand, refuse
from detente.case.csv_text import CsvName
from detente.case.faults import shown
from detente.case.judgements import AnyJudgement, NotNegative
from detente.case.schema import Date, Ids, Sources, Text
from detente.chapters.precedent.agreement_rows import (
    AgreementTable,
    Domains,
    Linkage,
    Scope,
    Verification,
    agreements_of,
)
from detente.chapters.precedent.event_tables import DatedEvent, dated_events, events_of

Year = Annotated[str, Field(pattern="^[0-9]{4}$")]
Talks = Literal["yes", "no", "unclear"]


class OptionFeatures(Frozen):
    """What an option makes of a package that holds it, in the words of the table."""

    domains: Domains = ()
    """What it is about."""
    verification: Verification | None = None
    """How it would be verified."""
    linkage: Linkage | None = None
    """What it does with a wider demand: brings it in as a condition (kept), or beside the deal (parallel)."""
    objects: bool = False
    """Whether an ally or a third party objects to it."""
    note: str | None = None
    """Anything a reader should know."""


class FeatureWeights(Frozen):
    """How much each feature counts for how near an agreement is; 1 where nothing is said."""

    scope: NotNegative | None = None
    """limited, mixed or comprehensive."""
    linkage: NotNegative | None = None
    """What became of wider demands."""
    objections: NotNegative | None = None
    """Whether an ally or a third party objected."""
    phases: NotNegative | None = None
    """At once, or in steps."""
    verification: NotNegative | None = None
    """How it is verified."""
    domains: NotNegative | None = None
    """What it is about."""
    parties: NotNegative | None = None
    """Who makes it."""


class YearlySeries(Frozen):
    """A number a year. Years that are not stated follow from those around them."""

    name: Text
    """What is counted, as it should be printed, such as `states with relations`."""
    unit: Text
    """Unit of the number."""
    between: Literal["hold", "line", "none"] = "none"
    """Between stated years it holds its value, runs in a straight line, or is not known."""
    years: Annotated[dict[Year, AnyJudgement], Field(min_length=3)]
    """Year → the number, or a range of it."""
    note: str | None = None
    """Anything a reader should know."""


class TrendPair(Frozen):
    """Two series of which somebody says that one goes with the other."""

    name: Text
    """What is compared, as it should be printed."""
    cause: Id
    """The series that is said to come first."""
    effect: Id
    """The series that is said to follow."""
    claim: Literal["positive", "negative"] = "positive"
    """The sign that the correlation would have if what is said were true."""
    note: str | None = None
    """Anything a reader should know, such as what else happened."""


class TalkSpell(Frozen):
    """Some months with talks or without."""

    first: Date = Field(alias="from")
    """The first day."""
    until: Date
    """The last day."""
    talks: Talks
    """Whether there were talks; spells of which that is unclear are shown and not compared."""
    events: Annotated[int, Field(ge=0)] | None = None
    """How many events there were; not needed where a table of events is given."""
    note: str | None = None
    """Anything a reader should know."""

    @property
    def months(self) -> float:
        """How long it is, in months."""
        return ((self.until - self.first).days + 1) / (365.25 / 12)


def _events_text(raw: Any) -> Any:
    if isinstance(raw, str):
        return dated_events(raw)
    return raw if isinstance(raw, tuple) else refuse(shown(raw), "CSV text with the columns date and type")


class EventCounts(Frozen):
    """Events in spells with talks and without."""

    name: Text
    """What is counted, as it should be printed."""
    windows: Annotated[tuple[TalkSpell, ...], Field(min_length=2, strict=False)]
    """The spells, in order of time; they do not overlap."""
    table: CsvName | None = None
    """A CSV file in the folder of the case with a row an event and the columns `date` and `type`, of your own or made
    by `detente convert`; spells are then counted from it."""
    dated: Annotated[tuple[DatedEvent, ...], Shorthand(_events_text, "Text", alone=True)] = ()
    """The same as CSV text, in place of a file."""
    types: Annotated[
        tuple[Text, ...], Field(strict=False), Shorthand(lambda r: [r] if isinstance(r, str) else r, "Sources")
    ] = ()
    """Types of event that count; all where none are named."""
    lags: Annotated[int, Field(ge=0, le=12)] = 2
    """How many months before count for what carries over, where events are dated."""
    source: Sources = ()
    """Ids of the sources."""
    note: str | None = None
    """Anything a reader should know."""

    @property
    def counted(self) -> tuple[DatedEvent, ...]:
        """The dated events that count."""
        return tuple(event for event in self.dated if not self.types or event.type in self.types)


class ComparedHistory(Frozen):
    """What `precedent.yaml` says: what the case is compared with, and how."""

    table: Literal["adversaries"] | None = None
    """The table of past agreements to compare with: `adversaries` comes with the program; none where only trends or
    events are looked at, or agreements of your own."""
    agreements: AgreementTable = Field(default_factory=dict)
    """Agreements of your own; one with the id of a row of the table replaces it."""
    own_table: CsvName | None = None
    """A CSV file in the folder of the case with the same columns as the table, of your own or made by `detente
    convert`; its rows stand beside the table, and replace those with the same id."""
    without: Ids = ()
    """Rows of the table that are left out."""
    horizon: Annotated[float, Field(gt=0, le=100)] = 5.0
    """Years after which an agreement counts as having held."""
    nearest: Annotated[int, Field(ge=1, le=10)] = 3
    """How many precedents are near."""
    scopes: dict[Id, Scope] = Field(default_factory=dict)
    """Named set of packages of the case → what it is in the words of the table; the first that a package lies in
    counts, and a package in none is mixed."""
    parties: dict[Id, Text] = Field(default_factory=dict)
    """Party of the case → its id in the table, such as `united-states`."""
    options: dict[Id, dict[Id, OptionFeatures]] = Field(default_factory=dict)
    """Issue → option → what it makes of a package."""
    linkage: Linkage = "none"
    """Linkage of packages of which no option says otherwise."""
    in_steps: bool = True
    """Whether packages are carried out in steps."""
    at_once: Ids = ()
    """Packages of which the opposite is true."""
    weights: FeatureWeights = FeatureWeights()
    """How much each feature counts."""
    series: dict[Id, YearlySeries] = Field(default_factory=dict)
    """Numbers by the year."""
    trends: dict[Id, TrendPair] = Field(default_factory=dict)
    """Pairs of series."""
    lags: Annotated[int, Field(ge=0, le=10)] = 3
    """How many years later an effect is looked for."""
    events: EventCounts | None = None
    """Events with and without talks."""

    def beside(self) -> tuple[str, ...]:
        """Return the files of the case folder that this one points to."""
        named = (self.own_table, None if self.events is None else self.events.table)
        return tuple(name for name in named if name is not None)

    def with_beside(self, texts: Mapping[str, str]) -> Self:
        """Return the same with what the files that it points to say.

        Raises:
            CaseError: One of them is no such table.
        """
        update: dict[str, Any] = {}
        if self.own_table is not None:
            update["agreements"] = {**agreements_of(texts[self.own_table], self.own_table), **self.agreements}
        if self.events is not None and self.events.table is not None:
            dated = events_of(texts[self.events.table], self.events.table)
            update["events"] = self.events.model_copy(update={"dated": dated})
        return self.model_copy(update=update)


class LaterHistory(Frozen):
    """What `precedent-later.yaml` says: until when a back-test looks."""

    until: Date
    """The day to which it is looked up what became of agreements that were in force on the day of the case."""

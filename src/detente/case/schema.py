"""The schema of `case.yaml`. The sentence under each field is its documentation and becomes the reference page."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from detente.case.base import Frozen, Id, OrderMatters, Shorthand, refuse
from detente.case.faults import nearest, shown
from detente.case.formulas import AnyFormula
from detente.case.judgements import NOTES, NUMBERS, WORTHS, AnyJudgement, Effect, NotNegative, Probability
from detente.case.patterns import Pattern
from detente.case.written_dates import meant

Role = Literal["principal", "consulted", "consenting", "other"]
EffectName = Literal["incident-rate", "escalation", "arsenal"]


def _date(raw: Any) -> dt.date:
    try:
        if isinstance(raw, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
            return dt.date.fromisoformat(raw)
    except ValueError:
        return refuse(shown(raw), "a day that exists")
    return raw if isinstance(raw, dt.date) else refuse(shown(raw), "a date such as 2021-08-31", meant(raw))


def _range(raw: Any) -> tuple[float, float]:
    match raw:
        case [int() | float() as low, int() | float() as high] if not isinstance(low, bool) and not isinstance(
            high, bool
        ):
            if 0 <= low <= high:
                return float(low), float(high)
            return refuse(
                f"a range from {low:g} to {high:g}", "0 ≤ low ≤ high: a minus before the word makes it negative"
            )
    return refuse(shown(raw), "two numbers [low, high]")


def _quantiles(raw: Any) -> tuple[float, float, float]:
    if isinstance(raw, list | tuple) and len(raw) == 3 and not any(isinstance(v, bool) for v in raw):
        match raw:
            case [int() | float() as low, int() | float() as middle, int() | float() as high]:
                if low < middle < high:
                    return float(low), float(middle), float(high)
                return refuse(shown(raw), "three numbers that rise: 5 %, 50 % and 95 %")
    return refuse(shown(raw), "three numbers [5 %, 50 %, 95 %]")


def _with_usual_words(table: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Return a table of value words with those of the usual one that it does not name."""
    return {**WORTHS, **table}


def _named(raw: Any) -> Any:
    return {"name": raw} if isinstance(raw, str) else raw


def _listed(raw: Any) -> Any:
    return [raw] if isinstance(raw, str) else raw


def _yearly(raw: Any, own: type[Frozen]) -> Any:
    """Take a bare judgement for `yearly`; a mapping is the long form if a key is one of its own, or nearly so."""
    valid = {*own.model_fields}
    keys = {k if k in {*NUMBERS, *NOTES} else nearest(k, valid) for k in raw} if isinstance(raw, dict) else set()
    return raw if isinstance(raw, own) or keys & valid else {"yearly": raw}


def _seen(text: str) -> str:
    """Refuse text of which nothing is seen."""
    return text if text.strip() else refuse(shown(text), "text that is not empty")


Date = Annotated[dt.date, Shorthand(_date, "Date", alone=True)]
Text = Annotated[str, Field(min_length=1), AfterValidator(_seen)]
Ids = Annotated[tuple[Id, ...], Field(strict=False)]
IdsOrOne = Annotated[Ids, Shorthand(_listed, "Sources")]
Sources = Annotated[tuple[str, ...], Field(strict=False), Shorthand(_listed, "Sources", alone=True)]
Range = Annotated[tuple[float, float], Shorthand(_range, "Range", alone=True)]
Quantiles = Annotated[tuple[float, float, float], Shorthand(_quantiles, "Quantiles", alone=True)]
SomePattern = Annotated[Pattern, Field(min_length=1)]
Named = Shorthand(_named, "Text")


class Party(Frozen):
    """Somebody with a part in the dispute. A bare name is short for a principal of that name."""

    name: Text
    """Name as it should be printed."""
    role: Role = "principal"
    """principal: must accept every agreement; consulted: heard, blocks nothing; consenting: needed only where a
    consent clause names it; other: mentioned only."""
    article: bool | None = None
    """Whether the name takes “the” within a sentence; without it, guessed: the United States, but North Korea."""
    plural: bool = False
    """Whether the name takes a verb in the plural: the Faroe Islands write, North Korea writes."""
    adjective: Text | None = None
    """Adjective of the name, such as American; without it, sentences say “of the United States”."""
    note: str | None = None
    """Anything a reader should know."""


class IssueOption(Frozen):
    """One option of an issue. A bare name is short for an option of that name without effects."""

    name: Text
    """Name as it should be printed."""
    do: Text | None = None
    """The same as what its movers do, in words that follow “to”, such as `suspend the annual exercises`. Sentences say
    it; without it they say the issue and the option."""
    effects: dict[EffectName, Effect] = Field(default_factory=dict)
    """What the option does beyond the positions, as a share of what is so today: to how many incidents there are in a
    year (`incident-rate`), how likely one is to escalate (`escalation`), how much an arsenal grows in a year
    (`arsenal`). −0.3 is 30 % less, 0.1 is 10 % more; those of several options multiply. Policies show them."""
    first: Date | None = Field(default=None, alias="from")
    """The first day on which it can be carried out, if there is one; a roadmap waits for it."""
    until: Date | None = None
    """The last day on which it can be carried out, if there is one. What is past on the day from which the case is seen
    cannot be agreed any more, unless it has been carried out; a roadmap that would carry it out later stops before that
    round."""
    note: str | None = None
    """Anything a reader should know."""


class Issue(Frozen):
    """Something that can be settled in one of several ways."""

    name: Text
    """Name as it should be printed."""
    movers: Annotated[tuple[Id, ...], Field(min_length=1, strict=False)]
    """Who carries out a change on this issue; several carry it out together, and each must accept it."""
    options: Annotated[dict[Id, Annotated[IssueOption, Named]], OrderMatters, Field(min_length=1)]
    """The options in order; the first is the status quo. With one option there is nothing to agree on."""
    joint: Literal["any_breaks", "each_own_part"] | None = None
    """With several movers: whether any one of them can break what was agreed, or each only its own part."""
    note: str | None = None
    """Anything a reader should know."""


class Condition(Frozen):
    """What holds only in the worlds in which an explanation of the other side is true."""

    hypothesis: Id
    """The hypothesis (of the chapter `reading`) under which the value holds."""


class Conditional(Condition):
    """A value that holds in the worlds in which an explanation of the other side is true."""

    yearly: AnyJudgement | None = None
    """Points a year under that hypothesis, in place of the ordinary value."""
    once: AnyJudgement | None = None
    """One-off points under that hypothesis, in place of the ordinary value."""


class Position(Frozen):
    """What an option is worth to a party, against the status quo. A bare judgement is short for `yearly`."""

    yearly: AnyJudgement | None = None
    """Points a year for as long as the agreement is kept."""
    once: AnyJudgement | None = None
    """One-off points; counted as a yearly flow at the party's discount rate."""
    when: tuple[Conditional, ...] = Field(default=(), strict=False)
    """Values that hold under one explanation of the other side instead; the first that holds counts."""


class ConditionalReservation(Condition):
    """What no agreement is worth in the worlds in which an explanation of the other side is true."""

    yearly: AnyJudgement
    """Points a year under that hypothesis, in place of the ordinary value."""


class Reservation(Frozen):
    """What no agreement is worth to a party. A bare judgement is short for `yearly`."""

    yearly: AnyJudgement
    """Points a year."""
    when: tuple[ConditionalReservation, ...] = Field(default=(), strict=False)
    """Values that hold under one explanation of the other side instead; the first that holds counts."""


AnyPosition = Annotated[Position, Shorthand(partial(_yearly, own=Position), "Judgement")]
AnyReservation = Annotated[Reservation, Shorthand(partial(_yearly, own=Reservation), "Judgement")]


class Linkage(Frozen):
    """Extra value to a party when a whole pattern is agreed; it lapses when a member is taken back."""

    party: Id
    """Whose value it is."""
    pattern: SomePattern
    """The options that must all be agreed."""
    value: AnyJudgement
    """Extra points a year."""
    name: Text | None = None
    """Name as it should be printed; without it, the id in words."""


class Gate(Frozen):
    """A body without points of its own, such as a legislature: it passes something with a probability."""

    passes: Probability
    """Probability that the body passes what needs its consent."""
    options: dict[Id, dict[Id, Probability]] = Field(default_factory=dict)
    """Probabilities for particular options, issue by issue, in place of `passes`."""


class Clause(Frozen):
    """Who else must consent to some options, beyond the principals and the movers of what changes."""

    covers: SomePattern
    """The options that need this consent; a package needs it if it contains any one of them."""
    needs: AnyFormula
    """Who must consent."""
    name: Text | None = None
    """Name as it should be printed; without it, the id in words."""
    source: Sources = ()
    """Ids of the sources."""
    note: str | None = None
    """Anything a reader should know."""


class Rule(Frozen):
    """A combination of options that cannot be, or issues of which one must change."""

    never: SomePattern = Field(default_factory=dict)
    """The combination: packages that match all of it do not exist."""
    must_change: Ids = ()
    """Issues of which every package changes at least one, in place of `never`: where failing is worse than today,
    this keeps an agreement of trifles from counting as one."""
    because: str | None = None
    """Why."""


class Scope(Frozen):
    """A named set of packages, such as limited or comprehensive."""

    name: Text
    """Name as it should be printed."""
    require: Pattern = Field(default_factory=dict)
    """Every package of the scope has one of these options on each of these issues."""
    exclude: Pattern = Field(default_factory=dict)
    """No package of the scope has any of these options."""
    note: str | None = None
    """Anything a reader should know."""


class Package(Frozen):
    """A named package, e.g. one that an essay proposes. Issues not named stay as they are."""

    name: Text
    """Name as it should be printed."""
    options: Annotated[dict[Id, Id], Field(min_length=1)]
    """Issue → option."""
    proposed_by: IdsOrOne = ()
    """The parties that proposed it; `check` says which of them would refuse it."""
    first: Date | None = Field(default=None, alias="from")
    """The first day on which any of it can be carried out, if there is one."""
    until: Date | None = None
    """The last day on which any of it can be carried out, if there is one: what comes later is not reached."""
    source: Sources = ()
    """Ids of the sources that propose it."""
    note: str | None = None
    """Anything a reader should know."""


RECOMMENDED = "recommended"  # in place of the id of a package: the one that the chapter proposal recommends


class Policy(Frozen):
    """A course of action: what is sought, and what it shifts."""

    name: Text
    """Name as it should be printed."""
    scope: Id | None = None
    """The scope within which an agreement is sought."""
    packages: Ids = ()
    """The packages that are sought; with neither scope nor packages, no agreement is sought. `recommended` alone: the
    package that the chapter proposal recommends, and none where it recommends none."""
    shifts: dict[str, AnyJudgement] = Field(default_factory=dict)
    """Path of a judgement → what the course adds to it, and to what holds in its place under a hypothesis, e.g.
    `reservation/us: [-1, 0]`."""
    note: str | None = None
    """Anything a reader should know."""


class Factor(Frozen):
    """A common cause that ties judgements together (a Gaussian copula)."""

    judgements: Annotated[tuple[str, ...], Field(min_length=1, strict=False)]
    """Paths of judgements that rise together; a path that others begin with means all of them."""
    opposed: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """Paths of judgements that fall when those rise."""
    rho: Annotated[float, Field(ge=0, le=1)]
    """Share of each judgement's variance that the common cause explains, 0 to 1."""
    note: str | None = None
    """Why they are tied."""


class Source(Frozen):
    """Where something is written. A bare text is short for a source of that title."""

    name: Text
    """Author and title as they should be printed."""
    date: str | None = None
    """When it was published."""
    url: str | None = None
    """Where it can be found."""
    unverified: bool = False
    """Whether it has not been checked against the original."""
    judgement: bool = False
    """Whether it is itself no more than a judgement of the authors, such as a sheet on which they had written ranges
    down before. What rests on nothing else counts as their own judgement, without a source."""
    note: str | None = None
    """Anything a reader should know."""


class Expert(Frozen):
    """Somebody whose judgements differ from those of others. A bare name is short for an expert of that name."""

    name: Text
    """Name as it should be printed: a person, an institution, a school of thought."""
    weight: Annotated[float, Field(gt=0)] = 1.0
    """How much the expert is believed, against the others who judge the same."""
    note: str | None = None
    """Anything a reader should know, such as what the expert holds."""


class SeedQuestion(Frozen):
    """A question whose answer is known to whoever asks it, and not to the experts who are asked."""

    question: Text
    """What is asked."""
    truth: float
    """The answer."""
    unit: str = ""
    """Its unit."""
    log: bool = False
    """Whether it is judged by orders of magnitude, so that distances are those of logarithms; all numbers are positive
    then."""
    says: dict[Id, Quantiles] = Field(default_factory=dict)
    """Expert → the values below which the truth lies with 5, 50 and 95 %, in the expert's view."""
    source: Sources = ()
    """Ids of the sources of the answer."""


class Elicitation(Frozen):
    """How experts are heard: whom a world believes, and how they did on questions whose answers are known."""

    drawn: Literal["together", "by-party", "by-judgement"] = "together"
    """For how much a world draws whom to believe at once: for everything that the same experts judge (together), for
    all that concerns one party (by-party), or for each judgement (by-judgement), where the options of an issue count
    as one, so that ladders keep their order."""
    cutoff: Annotated[float, Field(ge=0, le=1)] | None = None
    """Calibration below which an expert gets no weight when weights are proposed; without it, the one is taken with
    which all experts together do best."""
    seeds: dict[Id, SeedQuestion] = Field(default_factory=dict)
    """Questions whose answers are known, by id; `experts --calibrate` works weights out of them."""


class CaseFile(Frozen):
    """What `case.yaml` says. Only title, date and parties are required; every other key serves a chapter."""

    title: Text
    """Title of the case."""
    date: Date
    """The day from which the dispute is seen."""
    question: str | None = None
    """The question the case is about, in a sentence."""
    summary: str | None = None
    """The dispute in a paragraph."""
    source: Sources = ()
    """Ids of the sources on which the case as a whole rests."""
    advises: Id | None = None
    """The party that the analysis advises; without it, the mediator's view is taken."""
    parties: Annotated[dict[Id, Annotated[Party, Named]], Field(min_length=1)]
    """The parties by id."""
    issues: dict[Id, Issue] = Field(default_factory=dict)
    """The issues by id."""
    positions: dict[Id, dict[Id, dict[Id, AnyPosition]]] = Field(default_factory=dict)
    """Party → issue → option → what the option is worth to the party, points a year. The status quo is 0."""
    indifferent: dict[Id, Ids] = Field(default_factory=dict)
    """Party → issues in which it has no stake: every option is worth 0 to it. `rest` means all issues on which it
    has no position."""
    linkages: dict[Id, Linkage] = Field(default_factory=dict)
    """Extra values for combinations, by id."""
    reservation: dict[Id, AnyReservation] = Field(default_factory=dict)
    """Party → what no agreement is worth to it, points a year. 0: if talks fail, life goes on as today; below 0:
    failure makes things worse than today."""
    red_lines: dict[Id, dict[Id, dict[Id, Probability]]] = Field(default_factory=dict)
    """Party → issue → option → probability that the party refuses any package with it, whatever else it holds.
    Later options of the ladder inherit it unless they are named themselves."""
    gates: dict[Id, Gate] = Field(default_factory=dict)
    """Bodies without points, by party: the probability that they pass what needs their consent."""
    abstains_within: dict[Id, NotNegative] = Field(default_factory=dict)
    """Party → how many points a year below its reservation value it still abstains rather than objects."""
    discount_rates: dict[Id, Probability] = Field(default_factory=dict)
    """Party → yearly discount rate; needed where a position has a `once`."""
    consent: dict[Id, Clause] = Field(default_factory=dict)
    """Consent clauses by id, on top of the principals and the movers of what changes."""
    rules: dict[Id, Rule] = Field(default_factory=dict)
    """Combinations of options that cannot be, by id."""
    scopes: dict[Id, Scope] = Field(default_factory=dict)
    """Named sets of packages, by id."""
    packages: dict[Id, Package] = Field(default_factory=dict)
    """Named packages, by id."""
    policies: dict[Id, Policy] = Field(default_factory=dict)
    """Named courses, by id."""
    factors: dict[Id, Factor] = Field(default_factory=dict)
    """Dependence between judgements, by id."""
    experts: dict[Id, Annotated[Expert, Named]] = Field(default_factory=dict)
    """Whose judgements differ, by id. Where they judge the same (`{experts: {…}}`), a world draws whom to believe, for
    everything that the same experts judge."""
    elicitation: Elicitation | None = None
    """How experts are heard: whom a world believes, and how they did on questions whose answers are known."""
    worths: Annotated[dict[Id, Range], AfterValidator(_with_usual_words)] = Field(default_factory=lambda: dict(WORTHS))
    """Value words → range of points a year, 0 ≤ low ≤ high. Words of the usual table that are not named keep their
    range there: none 0, minor 0.5 to 2, modest 2 to 4, major 4 to 7, vital 7 to 12."""
    sources: dict[str, Annotated[Source, Named]] = Field(default_factory=dict)
    """Sources by id."""

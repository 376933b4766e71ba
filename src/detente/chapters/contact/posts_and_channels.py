"""The forms of `contact.yaml`. The sentence under each field is its documentation and becomes the reference page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from detente.case.base import Frozen, Id, OneUniform, OrderMatters, Shorthand
from detente.case.judgements import NOTES, NUMBERS, AnyJudgement, Judgement, NotNegative, Probability, Rate
from detente.case.schema import Ids, Sources, Text
from detente.chapters.contact.call_logs import CallLog, LogRow, calls_of

Rank = Literal["duty", "embassy", "office", "leader"]
RANKS: tuple[Rank, ...] = ("duty", "embassy", "office", "leader")
CALM = "calm"


def _by_rung(raw: Any) -> Any:
    """Take a bare judgement for the one in calm; a mapping whose keys are none of a judgement names rungs."""
    if isinstance(raw, dict) and not {*raw} & {*NUMBERS, *NOTES}:
        return raw
    return {CALM: raw}


ByRung = Annotated[dict[Id, Probability], OneUniform, Field(min_length=1), Shorthand(_by_rung, "Probability")]


class Attributed(Frozen):
    """A part whose judgements take its author and sources where they name none themselves."""

    by: Text | None = None
    """Whose judgements these are, where they do not say it themselves."""
    source: Sources = ()
    """Ids of the sources: of what is said, and of the judgements that name none themselves."""
    note: Text | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _pass_down(self) -> Self:
        for name in type(self).model_fields:
            said = getattr(self, name)
            if isinstance(said, Judgement):
                self.__dict__[name] = self._attributed(said)
            elif isinstance(said, dict):
                for key, judgement in said.items():
                    said[key] = self._attributed(judgement)
        return self

    def _attributed(self, said: Any) -> Any:
        if not isinstance(said, Judgement) or said.attributed:
            return said
        return said.model_copy(update={"by": self.by, "source": self.source})


class Post(Attributed):
    """Somebody, or a place, where messages start, arrive and are handed on."""

    name: Text
    """Name as it should be printed."""
    party: Id | None = None
    """The party whose post it is; without it, it belongs to none of the case and only hands on."""
    level: Rank = "office"
    """duty: a duty officer; embassy: diplomats abroad; office: a ministry or staff; leader: who decides."""
    staffed: Probability | None = None
    """Probability that somebody is there who reads what comes, and hands it on; always, if not given."""


class Channel(Attributed):
    """A way from one post to another."""

    name: Text
    """Name as it should be printed."""
    ends: Annotated[tuple[Id, Id], Field(strict=False)]
    """The two posts that it joins."""
    one_way: bool = False
    """Whether it carries messages from the first of its ends to the second only, like a broadcast."""
    state: Literal["open", "cut", "unstaffed", "proposed"] = "open"
    """open: it works today, as far as `available` says; cut: it is there and closed; unstaffed: nobody answers;
    proposed: it does not exist yet. Only an open one carries anything, unless a candidate opens it."""
    available: ByRung
    """Probability that the line works: one judgement, or one for `calm` and one for each rung of the ladder from which
    it differs. It holds from its rung upwards until another is named; all share one uniform."""
    latency: NotNegative
    """Hours that a message takes from the one end to the other while somebody is on duty."""
    faithful: Probability | None = None
    """Probability that the message comes through unmutilated, in translation too; for sure, if not given."""
    believed: Probability | None = None
    """Probability that what comes this way is believed; for sure, if not given."""
    hours: Annotated[float, Field(ge=0, le=24)] = 24.0
    """Hours a day in which somebody is on duty; a message that comes at another time waits."""
    authority: Rank = "leader"
    """The highest level of message that it may carry."""
    in_use: bool = False
    """Whether it is used day by day, so that `practice` counts."""
    practice: Probability | None = None
    """Share of what would be mutilated that daily use puts right."""


class MessageKind(Attributed):
    """A kind of message, such as a routine notice or a vital warning."""

    name: Text
    """Name as it should be printed, such as “a vital warning”."""
    level: Rank = "office"
    """The level at which it starts and at which it must arrive, or a higher one."""
    deadline: NotNegative
    """Hours in which it must arrive."""


class Rung(Attributed):
    """One rung of a crisis: chances are those of one side in one window of decision."""

    name: Text
    """Name as it should be printed."""
    window: NotNegative
    """Hours of a window of decision: a message must arrive within it."""
    attack: Probability
    """Probability that a side attacks on purpose: war, which no channel stops."""
    false_alarm: Probability
    """Probability that a side takes something for an attack that is none."""
    climb: Probability
    """Probability that a side climbs to the next rung on purpose."""
    settle: Probability
    """Probability that the crisis steps down a rung if nobody climbed."""
    heeded: Probability | None = None
    """Probability that a side which would climb on purpose does not, if the other side’s message reaches it in the
    window and is believed: a warning that is taken seriously; never, if not given."""


class CrisisLadder(Attributed):
    """From an incident to war."""

    rungs: Annotated[dict[Id, Rung], OrderMatters, Field(min_length=1)]
    """The rungs in order: an incident begins on the first, and who climbs from the last is at war."""
    incidents: NotNegative
    """Incidents a year, as things are."""
    deliberate: Rate | None = None
    """Yearly rate of war without an incident; 0 if not given."""
    message: Id
    """The kind of message that denies an attack, or warns of what would follow. Channels are compared by it."""
    threshold: Probability
    """How likely an attack must seem for a side to strike first."""
    liar: Probability
    """Probability that a side which does attack would send the same denial."""
    years: Annotated[float, Field(gt=0)] = 5.0
    """Years over which the risk of war is added up."""


class Hostility(Attributed):
    """How much follows from hostility: elasticities, by per cent for each per cent more hostility."""

    incidents: AnyJudgement | None = None
    """Of the number of incidents; 0 if not given."""
    escalation: AnyJudgement | None = None
    """Of the odds that a side attacks, climbs, or sees a false alarm; 0 if not given."""
    failing: AnyJudgement | None = None
    """Of how much lines fail; 0 if not given."""
    disbelief: AnyJudgement | None = None
    """Of how much messages are disbelieved; 0 if not given."""


class Harm(Attributed):
    """How much harm a war would do."""

    war: NotNegative
    """Harm of a war, in `unit`."""
    unit: Text
    """Its unit, such as “lives” or “billion dollars”."""
    escalation: AnyJudgement | None = None
    """Elasticity of the odds of escalation with respect to the harm that the other side can do: below 0 it deters,
    above 0 it frightens; 0 if not given. A range that leaves out 0 decides beforehand what is to be found."""


class Opening(Attributed):
    """A channel, or several at a time, that could be opened or restored."""

    name: Text
    """Name as it should be printed, such as “a hotline between the leaders”."""
    short: Text | None = None
    """The same in a few words, for page one; without it, the name."""
    opens: Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]
    """Ids of the channels that it opens."""
    cost: NotNegative | None = None
    """What it costs a year, in `cost_unit`; without it, it is not compared by cost."""


class Replacement(Attributed):
    """What holds of a channel instead of what is said of it."""

    available: ByRung = Field(default_factory=dict)
    """As for a channel."""
    latency: NotNegative | None = None
    """As for a channel."""
    faithful: Probability | None = None
    """As for a channel."""
    believed: Probability | None = None
    """As for a channel."""


class Counterfactual(Attributed):
    """What might have been with other channels, in the same worlds."""

    name: Text
    """Name as it should be printed, completing “with”: “an embassy in Peking”."""
    opens: Ids = ()
    """Channels that are open in it."""
    closes: Ids = ()
    """Channels that are shut in it."""
    instead: dict[Id, Replacement] = Field(default_factory=dict)
    """Channel → what holds of it instead."""


class MutualFear(Attributed):
    """Each side arms for fear that the other does: the model of reciprocal fear, for comparison."""

    alone: Probability
    """What arming brings against a side that does not arm, as a share of what it brings against one that does."""
    most: NotNegative
    """Highest cost of arming, in the same measure: it is drawn from 0 to this."""
    power: NotNegative
    """How costs are spread: 1 evenly, 3 mostly high. F(c) = (c / most) ^ power."""


class WayToTalks(Attributed):
    """How a message turns into talks."""

    sender: Id
    """The side that writes."""
    message: Id
    """The kind of message by which it writes."""
    answered: Annotated[dict[Id, Probability], OneUniform, Field(min_length=1)]
    """Hypothesis of `reading.yaml` → how likely it is to be answered at all; `otherwise` for those not named."""
    a_month: NotNegative
    """Answers a month by one who would answer."""
    becomes: Probability
    """Probability that an answer turns into working-level talks."""
    becomes_in_use: Probability | None = None
    """The same where a channel between a post of the one side and one of the other is `in_use` and works; as `becomes`
    if not given, and never less."""
    months: Annotated[float, Field(gt=0)] = 12.0
    """Months within which it is asked for."""
    recipients: Ids = ()
    """Recipients of `reading.yaml` to whom this way leads: whether their silence is that of a broken line."""
    takes_delivery: bool = False
    """Whether `delivered` of these recipients is worked out from this network in every world, in place of what
    `reading.yaml` judges: how likely the message arrives in time, with the channels of today."""


class Contact(Frozen):
    """What `contact.yaml` and what became known later have in common."""

    log: CallLog | None = None
    """Calls and messages, as CSV with the columns channel, from, until, calls, answered, cause, hours: how many calls
    in these days, how many were answered, why the others were not (technical, political or nothing), and after how
    many hours on average an answer came. Or the name of a file beside `case.yaml` that holds it: `calls.csv`."""

    @property
    def calls(self) -> tuple[LogRow, ...]:
        """The rows of the log, in order of time."""
        return self.log if isinstance(self.log, tuple) else ()

    def beside(self) -> tuple[str, ...]:
        """Return the file of the case folder that this one points to."""
        return (self.log,) if isinstance(self.log, str) else ()

    def with_beside(self, texts: Mapping[str, str]) -> Self:
        """Return the same with what the file that it points to says.

        Raises:
            CaseError: It is no such log.
        """
        return (
            self.model_copy(update={"log": calls_of(texts[self.log], self.log)}) if isinstance(self.log, str) else self
        )


class Network(Contact):
    """Posts, channels, what is sent, and what can come of it."""

    between: Annotated[tuple[Id, Id], Field(strict=False)] | None = None
    """The two sides; without it, the two principals."""
    posts: Annotated[dict[Id, Post], Field(min_length=2)]
    """Posts by id."""
    channels: Annotated[dict[Id, Channel], Field(min_length=1)]
    """Channels by id."""
    messages: Annotated[dict[Id, MessageKind], OrderMatters, Field(min_length=1)]
    """Kinds of message by id, from mundane to vital."""
    hops: Annotated[int, Field(ge=1, le=100)] = 5
    """How many channels a message passes at most."""
    candidates: dict[Id, Opening] = Field(default_factory=dict)
    """What could be opened, by id."""
    cost_unit: Text | None = None
    """Unit of what candidates cost a year."""
    ladder: CrisisLadder | None = None
    """The crisis ladder; without it, nothing is said of war."""
    hostility: Hostility | None = None
    """What follows from more hostility; without it, nothing does."""
    harm: Harm | None = None
    """What a war would do; without it, there is no map of what a channel is worth."""
    counterfactuals: dict[Id, Counterfactual] = Field(default_factory=dict)
    """What might have been, by id."""
    fear: MutualFear | None = None
    """Reciprocal fear, for comparison."""
    talks: WayToTalks | None = None
    """How a message turns into talks."""

    @property
    def measured(self) -> str:
        """The kind of message by which channels are compared: that of the ladder, else the last, most vital one."""
        return self.ladder.message if self.ladder is not None else list(self.messages)[-1]

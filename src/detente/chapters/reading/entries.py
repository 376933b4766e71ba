"""The forms of `reading.yaml`, and of `reading-later.yaml`, which only a back-test reads."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from detente.case.base import Frozen, Id, OneUniform, Shorthand, refuse
from detente.case.judgements import Judgement, NotNegative, Probability, probability
from detente.case.schema import Date, Ids, Named, Sources, Text
from detente.chapters.reading.explanation_classes import ExplanationClass, with_assumed

LEAST = 1e-12  # below this a likelihood is no judgement of anybody, and products of some are lost in the computer


def _likelihood(raw: Any) -> Judgement:
    judgement = probability(raw)
    if judgement.low < LEAST:
        expected = f"a likelihood of {LEAST:g} or more: no evidence rules anything out"
        refuse(f"a likelihood as low as {judgement.low:g}", expected)
    return judgement


def _kept(raw: Any) -> Judgement:
    judgement = _likelihood(raw)
    if judgement.high > 1 - LEAST:
        refuse(f"a chance as high as {judgement.high:g}", "a chance below 1: anybody may break his word")
    return judgement


def _reliability(raw: Any) -> Any:
    """Spell out a bare judgement as `rho`."""
    keys = set(raw) if isinstance(raw, dict) else set()
    return raw if isinstance(raw, Reliability) or keys & {"hit", "false_alarm", "rho"} else {"rho": raw}


Likelihood = Annotated[Judgement, Shorthand(_likelihood, "Likelihood", alone=True)]
ChanceKept = Annotated[Judgement, Shorthand(_kept, "Likelihood", alone=True)]
Likelihoods = Annotated[dict[Id, Likelihood], OneUniform]
Grade = Literal["low", "medium", "high"]
Kept = Literal["kept", "broken"]


class Sourced(Frozen):
    """A part whose judgements take its author and sources where they name none themselves."""

    by: Text | None = None
    """Whose judgements these are, where they do not say it themselves."""
    source: Sources = ()
    """Ids of the sources: of what is said, and of the judgements that name none themselves."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _pass_down(self) -> Self:
        for name in ("likelihoods", "replies", "hazards", "kept"):
            judgements: dict[str, Judgement] = getattr(self, name, {})
            for key, judgement in judgements.items():
                if not judgement.attributed and not judgement.assumed:
                    judgements[key] = judgement.model_copy(update={"by": self.by, "source": self.source})
        return self


class Hypothesis(Frozen):
    """One explanation of the other side."""

    name: Text
    """Name as it should be printed, as a clause: “they doubt that we are serious”."""
    short: Text | None = None
    """The same in a few words, for tables and charts; without it, the name."""
    prior: Probability
    """How likely it was before the evidence."""
    kind: ExplanationClass | None = Field(default=None, alias="class")
    """What it says of the other side's word: willing, it wants what it has agreed to; bargaining, it keeps what pays,
    and asks for more; unable, it means what it says, and may lack the means; unwilling, it agrees to gain time. Where
    `commitments` says nothing of it, how likely it keeps a commitment is then
    [assumed](../theory/reading.md#likelihood-of-a-piece-of-evidence), and counts in a brief as an assumption of the
    program."""
    all_of: Ids = ()
    """For a combination: the hypotheses that are true together. The combination is then an explanation of its own, with
    its own prior, and each of the others stands for that explanation alone."""
    mimics: Id | None = None
    """For a deception: the hypothesis that the other side wants us to believe. Evidence that is `shown` is as likely as
    under that one, anything else as likely as under all on average, unless stated."""
    source: Sources = ()
    """Ids of the sources."""
    note: str | None = None
    """Anything a reader should know."""


class Rest(Frozen):
    """Whatever else may be true. A bare name is short for a rest of that name."""

    name: Text
    """Name as it should be printed."""
    note: str | None = None
    """Anything a reader should know."""


class Reliability(Frozen):
    """How far a report can be trusted. A bare judgement is short for `rho`."""

    hit: Probability | None = None
    """Probability that it is reported if it happened."""
    false_alarm: Probability | None = None
    """Probability that it is reported if it did not happen."""
    rho: Probability | None = None
    """Probability that the report says anything at all about what happened; else it is as likely under every
    hypothesis."""


AnyReliability = Annotated[Reliability, Shorthand(_reliability, "Probability")]


class Weighed(Sourced):
    """What items and groups have in common."""

    name: Text
    """What was seen, as it should be printed."""
    likelihoods: Likelihoods = Field(default_factory=dict)
    """Hypothesis → how likely it was that this would be seen if the hypothesis is true: a likelihood word or a
    probability. `otherwise` stands for all that are not named. The judgements share one uniform, so that they keep
    their order. A combination that is not named has the mean of what it combines, `rest` the mean of all hypotheses.
    Needed where the item belongs to no group and is no commitment."""
    commitment: Kept | None = None
    """kept, broken: the party kept a commitment, or broke one. It stands in place of likelihoods, which follow from
    `commitments`."""
    reliability: AnyReliability | None = None
    """How far the report can be trusted; without it, what is reported happened."""
    shown: bool = False
    """Whether the other side chose that we see it, so that it could be staged."""
    relevance: Grade = "medium"
    """How much it bears on the question; only the inconsistency score, which stands beside the result, uses it."""


class CommitmentsKept(Sourced):
    """How likely the party is to keep its word, under each explanation."""

    kept: Annotated[dict[Id, ChanceKept], OneUniform, Field(min_length=1)]
    """Hypothesis → how likely it is that a commitment of the party is kept when its day comes; `otherwise` for those
    not named. It is the same for every commitment of a world."""


class Item(Weighed):
    """One item of evidence."""

    date: Date
    """The day from which it was known."""
    group: Id | None = None
    """The group that it is weighed with, if what it says is not independent of other items."""


class Group(Weighed):
    """Items that hang together: they count once, by their joint likelihood, from the day of the last of them."""


class Approach(Frozen):
    """One attempt to reach somebody."""

    name: Text
    """What was sent and how, as it should be printed."""
    date: Date
    """The day on which it was sent."""
    ends: Date | None = None
    """The day on which it was withdrawn or overtaken, if it was; it is outstanding until then, or until an answer."""
    source: Sources = ()
    """Ids of the sources."""
    note: str | None = None
    """Anything a reader should know."""


class Answer(Sourced):
    """An answer, which ends whatever was outstanding."""

    name: Text
    """What was answered, as it should be printed."""
    date: Date
    """The day on which it came."""
    likelihoods: Likelihoods = Field(default_factory=dict)
    """Hypothesis → how likely it was that an answer would say this; without it, what it said tells nothing."""


class Recipient(Sourced):
    """Somebody whose silence, or whose answers, say something. Several approaches at a time are one question."""

    name: Text
    """Name as it should be printed."""
    delivered: Probability
    """Probability that what is sent arrives at all."""
    replies: Annotated[dict[Id, Probability], OneUniform, Field(min_length=1)]
    """Hypothesis → probability that the recipient would ever reply; `otherwise` for those not named."""
    hazards: Annotated[dict[Id, NotNegative], OneUniform, Field(min_length=1)]
    """Hypothesis → replies a month, while anything is outstanding, by one who would reply; `otherwise` for those not
    named. Where there was an answer, no more than 300 over all the time that it took."""
    approaches: Annotated[dict[Id, Approach], Field(min_length=1)]
    """What was sent, by id."""
    answers: dict[Id, Answer] = Field(default_factory=dict)
    """What came back, by id."""


class Indicator(Sourced):
    """Something not seen yet that would tell hypotheses apart."""

    name: Text
    """What may be seen, as it should be printed."""
    likelihoods: Annotated[dict[Id, Likelihood], OneUniform, Field(min_length=1)]
    """Hypothesis → how likely it is that this will be seen, in the time that the name says."""


class KnownTruth(Frozen):
    """What turned out to be true. It is used for nothing but the post-mortem."""

    hypothesis: Id
    """The hypothesis, or `rest`."""
    source: Sources = ()
    """Ids of the sources."""
    note: str | None = None
    """Anything a reader should know."""


class Explained(Frozen):
    """Explanations of one subject, and what was seen: what is said of the only one, or of each of several."""

    party: Id | None = None
    """The party whose behaviour is to be explained. If that is the side advised, nothing waits for its answer."""
    hypotheses: dict[Id, Hypothesis] = Field(default_factory=dict)
    """The explanations by id, at least two; exactly one of them, or the rest, is true in a world."""
    rest: Annotated[Rest, Named] | None = None
    """What is true where no hypothesis is; its prior is what the others leave. Without it the priors are scaled to add
    up to 1 in each world."""
    evidence: dict[Id, Item] = Field(default_factory=dict)
    """What was seen, by id. Nothing may be later than the day of the case."""
    groups: dict[Id, Group] = Field(default_factory=dict)
    """Items that are weighed together, by id."""
    commitments: CommitmentsKept | None = None
    """What it says of the party that it keeps a commitment, or breaks one: needed where an item or a group says so,
    unless hypotheses have a `class`. A [record of talks](../howto/talks-help.md) adds such items."""
    recipients: dict[Id, Recipient] = Field(default_factory=dict)
    """Whose silence or answers count, by id."""
    indicators: dict[Id, Indicator] = Field(default_factory=dict)
    """What to look out for, by id."""
    truth: KnownTruth | None = None
    """What turned out to be true, where that is known."""

    @model_validator(mode="before")
    @classmethod
    def _with_classes(cls, raw: Any) -> Any:
        return with_assumed(raw)

    @property
    def simple(self) -> tuple[str, ...]:
        """The hypotheses that stand for themselves: neither a combination nor a deception."""
        return tuple(h for h, body in self.hypotheses.items() if not body.all_of and body.mimics is None)

    @property
    def without_word(self) -> tuple[str, ...]:
        """Those of them of which neither `commitments` nor a class says how likely they keep a commitment."""
        kept = {} if self.commitments is None else self.commitments.kept
        return (
            ()
            if "otherwise" in kept
            else tuple(h for h in self.simple if h not in kept and self.hypotheses[h].kind is None)
        )


class SubjectForm(Explained):
    """One of several subjects: what explains one party, or one thing that it does."""

    party: Id
    """The party whose behaviour is to be explained."""
    name: Text | None = None
    """What is to be explained, as it should be printed, completing “which explanation of … is true”; without it, the
    name of the party."""


class Reading(Explained):
    """What `reading.yaml` says: explanations of the other side, and what was seen; or several subjects of that kind."""

    subjects: dict[Id, SubjectForm] = Field(default_factory=dict)
    """Several subjects by id, each with hypotheses and evidence of its own, in place of all other keys. What is true of
    one says nothing about another. No two of them use the same id for anything; elsewhere in the case the rest of a
    subject is `rest-of-` and its id."""


class Later(Frozen):
    """What became known of one subject after the day of the case."""

    evidence: dict[Id, Item] = Field(default_factory=dict)
    """What was seen later, by id."""
    groups: dict[Id, Group] = Field(default_factory=dict)
    """Later items that are weighed together, by id."""
    answers: dict[Id, dict[Id, Answer]] = Field(default_factory=dict)
    """Recipient → answers that came later, by id. Without one, silence goes on."""
    truth: KnownTruth | None = None
    """What turned out to be true."""


class ReadingLater(Later):
    """What `reading-later.yaml` says: what became known after the day of the case, for a back-test alone."""

    subjects: dict[Id, Later] = Field(default_factory=dict)
    """What became known of each subject, by id, where `reading.yaml` has several."""

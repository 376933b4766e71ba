"""The schema of `approach.yaml`: letters, the words in which they speak, and probes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated, Literal

from pydantic import Field

from detente.case.base import Frozen, Id, OneUniform, OrderMatters
from detente.case.faults import printable
from detente.case.judgements import AnyJudgement, Judgement, NotNegative, Probability, Rate
from detente.case.model import AND, Case, ordinary
from detente.case.references import Problem, unknown
from detente.case.schema import RECOMMENDED, Ids, Sources, Text
from detente.findings.words import listed

OTHERWISE = "otherwise"
EVENTS = ("red_lines", "gates")  # sections whose judgements say how likely something is
Texts = Annotated[tuple[Text, ...], Field(strict=False)]


class LetterWords(Frozen):
    """How a letter is written: the forms of address, the channel, who would talk."""

    opening: Text
    """The form of address, e.g. `Dear Chairman Kim`; a comma follows unless it ends with a mark of its own."""
    purpose: Text
    """Why one writes, in a sentence or two; the first paragraph."""
    channel: Text
    """The channel through which the letter goes and an answer may come; completes “This letter comes to you …”."""
    talks: Text
    """The talks at working level that are proposed, in a sentence or two."""
    courtesy: Text
    """The last sentence before the signature."""
    closing: Text
    """The closing form, e.g. `Respectfully`."""
    signature: Annotated[Texts, Field(min_length=1)]
    """Who signs, line by line."""
    source: Sources = ()
    """Ids of the sources for forms, channel and talks."""
    note: str | None = None
    """Anything a reader should know; not part of the letter."""


class LetterForm(LetterWords):
    """How a letter to a party is written, and who writes it."""

    sender: Id
    """The party that writes."""


class Concern(Frozen):
    """Something a party has said that it is concerned about."""

    name: Text
    """Name as it should be printed."""
    says: Text
    """How a letter takes it up, in a sentence of its own, as the party under `letters` would say it."""
    says_by: dict[Id, Text] = Field(default_factory=dict)
    """Party → the same in its letters; other parties name the concern and say no more."""
    phrases: Annotated[Texts, Field(min_length=1)]
    """Phrases by which a text takes it up; the words may stand apart and in any order."""
    source: Sources = ()
    """Ids of the sources in which the party states it."""


class Wording(Frozen):
    """How a letter speaks of an option."""

    offer: Text | None = None
    """Completes “We would …”, where the writer carries it out."""
    offer_by: dict[Id, Text] = Field(default_factory=dict)
    """Party → the same in its letters, where what others would say does not fit."""
    ask: Text | None = None
    """Completes “We would ask you to …”, where the recipient carries it out."""
    together: Text | None = None
    """Completes “Together we could …”, where both carry it out; others who do are named before it."""
    others: Text | None = None
    """Completes “We would put it to … to …”, in the letter of a mediator, where others carry it out."""
    phrases: Texts = ()
    """Phrases by which a text raises it; the words may stand apart and in any order."""


Answer = Literal["holds", "fails"]


class ProbeOutcome(Frozen):
    """One way in which a probe may end."""

    name: Text
    """What would be seen, as it should be printed."""
    likelihoods: Annotated[dict[Id, Probability], OneUniform] = Field(default_factory=dict)
    """Hypothesis → probability of this outcome if it is true; `otherwise` for those not named. Under each hypothesis
    the outcomes are scaled to add up to 1 in every world. Of a question, only outcomes that are no answer have them;
    the answers share what is left."""
    says: Answer | None = None
    """For an answer to a question: that what is asked about `holds`, or that it `fails`."""
    effect: AnyJudgement | None = None
    """One-off points that the outcome brings the side advised by itself, of any sign; none if not given."""
    raises: NotNegative | None = None
    """What this outcome multiplies the odds by that a later proposal is taken up: 2 makes an even chance two thirds; 1
    if not given."""


class ProbeQuestion(Frozen):
    """What a question is about, and how far an answer can be trusted."""

    path: Text
    """The path of a judgement, such as `positions/us/exercises/end`, or of the probability of a red line or a gate."""
    at_least: float | None = None
    """For a judgement that is a number: what is asked about holds where its value is at least this. Of a red line, that
    it is real is asked about, and of a gate, that it passes."""
    strategic: Annotated[dict[Id, Probability], OneUniform] = Field(default_factory=dict)
    """Hypothesis → share of those who say what suits them, whatever is true; `otherwise` for those not named. Nobody if
    not given."""
    claims: Answer = "holds"
    """What they say."""


class Gesture(Frozen):
    """What a gesture under mistrust comes to, in units of what cooperation of both is worth (Kydd)."""

    size: Probability
    """Share of the whole that the gesture puts at stake."""
    trusted: Annotated[Ids, Field(min_length=1)]
    """Hypotheses under which the other side would rather cooperate than exploit."""
    loss: NotNegative
    """What being exploited costs, above 0."""
    trustworthy: NotNegative
    """What exploiting is worth to a side that would rather cooperate, below 1."""
    untrustworthy: NotNegative
    """What exploiting is worth to a side that would rather exploit, above 1."""


class Audience(Frozen):
    """What speaking in public comes to (Fearon)."""

    prize: NotNegative
    """What is at stake for the side advised, one-off points."""
    ours: NotNegative
    """What backing down costs it, one-off points for every month since it spoke."""
    theirs: NotNegative
    """What backing down costs the other side, in the same units."""


class ProbeForm(Frozen):
    """Something that could be sent or done to learn more."""

    name: Text
    """Name as it should be printed."""
    outcomes: Annotated[dict[Id, ProbeOutcome], OrderMatters, Field(min_length=2)]
    """How it may end, by id."""
    cost: NotNegative
    """One-off points that it costs the side advised, whatever comes of it."""
    months: NotNegative
    """Months until its outcome is known."""
    asks: ProbeQuestion | None = None
    """For a question: what is asked about. Exactly one of its outcomes says that it holds, and one that it fails."""
    gesture: Gesture | None = None
    """For a gesture: how large it is, and what trust is worth."""
    audience: Audience | None = None
    """For what could be said in public: what backing down would cost."""
    source: Sources = ()
    """Ids of the sources."""
    note: str | None = None
    """Anything a reader should know."""


class LaterDecision(Frozen):
    """Something that could be done once the outcomes are known: to propose one package, or nothing."""

    name: Text
    """Name as it should be printed, as a thing to do: “propose …”."""
    package: Id | dict[Id, Id] | None = None
    """What is proposed: `recommended` (what the chapter proposal recommends), a package of the case, or issue → option;
    nothing if not given. Whether it is taken up, and what asking costs, is judged in `proposal.yaml`."""
    note: str | None = None
    """Anything a reader should know."""


class ApproachFile(Frozen):
    """What `approach.yaml` says: how letters are written, and what could be sent."""

    letters: dict[Id, LetterForm] = Field(default_factory=dict)
    """Recipient → how a letter to it is written, and by whom."""
    letters_from: dict[Id, dict[Id, LetterWords]] = Field(default_factory=dict)
    """Another party that could write, such as an ally or a mediator → recipient → how its letter is written."""
    concerns: dict[Id, dict[Id, Concern]] = Field(default_factory=dict)
    """Party → its stated concerns by id, the most important first."""
    wording: dict[Id, dict[Id, Wording]] = Field(default_factory=dict)
    """Issue → option → how a letter speaks of it."""
    synonyms: dict[Text, Texts] = Field(default_factory=dict)
    """A word or name → others that mean the same in this dispute."""
    probes: dict[Id, ProbeForm] = Field(default_factory=dict)
    """What could be sent or done to learn more, by id."""
    decisions: dict[Id, LaterDecision] = Field(default_factory=dict)
    """What could be done afterwards, by id."""
    waiting: Rate | None = None
    """How much less a decision is worth if it comes a year later, as a yearly rate. Needed for probes."""
    one_off: Rate | None = None
    """Yearly rate at which one-off points count as a yearly flow; the rate under `waiting` if not given. To be given
    where the chance to decide passes faster than what is agreed would lose its worth, as in a crisis."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        for recipient, form in self.letters.items():
            yield from unknown(("approach", "letters"), recipient, case.parties, "party")
            yield from unknown(("approach", "letters", recipient, "sender"), form.sender, case.parties, "party")
        yield from self._others(case)
        for party, concerns in self.concerns.items():
            yield from unknown(("approach", "concerns"), party, case.parties, "party")
            for name, concern in concerns.items():
                place = ("approach", "concerns", party, name)
                for writer in concern.says_by:
                    yield from unknown((*place, "says_by"), writer, case.parties, "party")
        yield from self._worded(case)
        yield from _probing(self, case)

    def _others(self, case: Case) -> Iterator[Problem]:
        """Yield what does not fit in letters of others."""
        for sender, written in self.letters_from.items():
            place = ("approach", "letters_from", sender)
            yield from unknown(("approach", "letters_from"), sender, case.parties, "party")
            for recipient in written:
                yield from unknown(place, recipient, case.parties, "party")
                if recipient in self.letters and self.letters[recipient].sender == sender:
                    found = f"a second form of a letter from {printable(sender)} to {printable(recipient)}"
                    yield Problem((*place, recipient), found, "one, here or under letters")
                if recipient == sender:
                    yield Problem((*place, recipient), f"a letter of {printable(sender)} to itself", "another party")

    def _worded(self, case: Case) -> Iterator[Problem]:
        """Yield what does not fit in how letters speak of options."""
        for issue, options in self.wording.items():
            yield from unknown(("approach", "wording"), issue, case.issues, "issue")
            ladder = case.ladder(issue) if issue in case.issues else None
            for option, wording in options.items():
                yield from unknown(("approach", "wording", issue), option, ladder, f"option of {issue}")
                for party in wording.offer_by:
                    at = ("approach", "wording", issue, option, "offer_by")
                    yield from unknown(at, party, case.parties, "party")


def _probing(part: ApproachFile, case: Case) -> Iterator[Problem]:
    for name, probe in part.probes.items():
        at: tuple[str, ...] = ("approach", "probes", name)
        yield from _asked(case, at, probe)
        for outcome, body in probe.outcomes.items():
            place = (*at, "outcomes", outcome)
            if body.says is None:
                yield from _covered(case, (*place, "likelihoods"), body.likelihoods)
            elif body.likelihoods:
                yield Problem(place, "likelihoods of an answer", "what it says alone: how likely it is follows")
        yield from _impossible(case, at, probe)
        for hypothesis in probe.gesture.trusted if probe.gesture else ():
            yield from unknown((*at, "gesture", "trusted"), hypothesis, case.hypotheses, "hypothesis")
    for name, decision in part.decisions.items():
        yield from _bound(case, ("approach", "decisions", name, "package"), decision.package)


def _impossible(case: Case, at: tuple[str, ...], probe: ProbeForm) -> Iterator[Problem]:
    """Yield a problem for each explanation under which no outcome need be possible: they share what they add up to."""
    if probe.asks is not None:
        return
    for explanation in case.explanations:
        named = [stated(case, explanation, body.likelihoods) for body in probe.outcomes.values()]
        said = [b.likelihoods[n] for b, n in zip(probe.outcomes.values(), named, strict=True) if n in b.likelihoods]
        if len(said) == len(named) and all(map(_may_be_none, said)):
            found = f"no outcome that must be possible under {printable(explanation)}"
            yield Problem((*at, "outcomes"), found, "at least one with a likelihood above 0")
            return


def _may_be_none(judgement: Judgement) -> bool:
    """Whether a likelihood is 0 in some worlds: a range only begins there."""
    values = [value for _, part in judgement.parts for value, _ in part.choices or ((part.high, 1.0),)]
    return min(values) <= 0


def _asked(case: Case, at: tuple[str, ...], probe: ProbeForm) -> Iterator[Problem]:
    """Yield a problem for a question about nothing, or with other answers than one for each of two cases."""
    said = sorted(body.says for body in probe.outcomes.values() if body.says is not None)
    if probe.asks is None:
        if said:
            yield Problem((*at, "outcomes"), "an outcome that says something", "`asks` beside it: what was asked about")
        return
    if said != ["fails", "holds"]:
        yield Problem(
            (*at, "outcomes"), "a question without its two answers", "one outcome with each of says: holds, fails"
        )
    path, place = probe.asks.path, (*at, "asks")
    yield from unknown((*place, "path"), path, [p for p in case.stated if ordinary(p) == p], "judgement")
    if path.split("/")[0] in EVENTS:
        if probe.asks.at_least is not None:
            yield Problem(
                (*place, "at_least"), "a number for what happens or not", "none: the question is whether it does"
            )
    elif probe.asks.at_least is None:
        yield Problem(place, "a question about a number without `at_least`", "from which value on what is asked holds")
    if probe.asks.strategic:
        yield from _covered(case, (*place, "strategic"), probe.asks.strategic)


def _bound(case: Case, at: tuple[str, ...], package: str | dict[str, str] | None) -> Iterator[Problem]:
    """Yield a problem for a package that is none of the case, or none that its rules allow."""
    if isinstance(package, str):
        yield from unknown(at, package, (*case.packages, RECOMMENDED), "package")
    elif package is not None:
        wrong: list[Problem] = []
        for issue, option in package.items():
            wrong += unknown(at, issue, case.issues, "issue")
            if issue in case.issues:
                wrong += unknown((*at, issue), option, case.ladder(issue), f"option of {issue}")
        yield from wrong or _ruled_out(case, at, package)


def _ruled_out(case: Case, at: tuple[str, ...], package: dict[str, str]) -> Iterator[Problem]:
    chosen = {issue: package.get(issue, case.ladder(issue)[0]) for issue in case.issues}
    if all(option == case.ladder(issue)[0] for issue, option in chosen.items()):
        yield Problem(at, "the status quo", "at least one change, or no package")
    for rule, never in case.forbidden.items():
        if all(issue in chosen and chosen[issue] in which.of(case.ladder(issue)) for issue, which in never.items()):
            yield Problem(at, f"a package that the rule {rule!r} forbids", "one that the rules allow")


def _covered(case: Case, at: tuple[str, ...], likelihoods: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each unknown hypothesis, and where an explanation has no likelihood."""
    subject_of = {e: number for number, subject in enumerate(case.subjects) for e in subject.explanations}
    for hypothesis in likelihoods:
        yield from unknown(at, hypothesis, (*subject_of, OTHERWISE), "hypothesis")
    about = sorted({subject_of[h] for h in likelihoods if h in subject_of})
    if len(about) > 1:
        names = listed(case.subjects[n].id for n in about)
        yield Problem(at, f"hypotheses of the subjects {names}", "those of one")
        return
    lacking = [e for e in case.explanations if not stated(case, e, likelihoods)]
    if missing := dict.fromkeys(e.split(AND)[about[0] if about else 0] for e in lacking):
        yield Problem(at, f"no probability for {listed(missing)}", f"one for each, or `{OTHERWISE}`")


def stated(case: Case, explanation: str, likelihoods: Collection[str]) -> str | None:
    """Return the name under which the likelihood of an explanation is stated.

    Args:
        case: The case.
        explanation: A hypothesis, or the rest; with several subjects a joint explanation.
        likelihoods: The names for which a likelihood is stated, all of one subject.

    Returns:
        The explanation itself, else the first of the hypotheses that it combines, else `otherwise`; None where none of
        these is stated.
    """
    named = (*explanation.split(AND), *sorted(case.implies(explanation)), OTHERWISE)
    return next((name for name in named if name in likelihoods), None)

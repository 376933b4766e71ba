"""The schema of `approach.yaml`: letters, the words in which they speak, and probes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated

from pydantic import Field

from detente.case.base import Frozen, Id, OneUniform, OrderMatters
from detente.case.faults import printable
from detente.case.judgements import AnyJudgement, NotNegative, Probability
from detente.case.model import AND, Case
from detente.case.references import Problem, unknown
from detente.case.schema import Ids, Sources, Text
from detente.findings.words import listed

OTHERWISE = "otherwise"
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
    """How a letter takes it up, in a sentence of its own."""
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


class ProbeOutcome(Frozen):
    """One way in which a probe may end."""

    name: Text
    """What would be seen, as it should be printed."""
    likelihoods: Annotated[dict[Id, Probability], OneUniform, Field(min_length=1)]
    """Hypothesis → probability of this outcome if it is true; `otherwise` for those not named. Under each hypothesis
    the outcomes are scaled to add up to 1 in every world."""
    effect: AnyJudgement | None = None
    """One-off points that the outcome brings the side advised by itself, of any sign; none if not given."""


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
    gesture: Gesture | None = None
    """For a gesture: how large it is, and what trust is worth."""
    audience: Audience | None = None
    """For what could be said in public: what backing down would cost."""
    source: Sources = ()
    """Ids of the sources."""
    note: str | None = None
    """Anything a reader should know."""


class LaterDecision(Frozen):
    """Something that could be done once the outcomes are known."""

    name: Text
    """Name as it should be printed, as a thing to do: “propose …”."""
    package: Id | None = None
    """The package that is then proposed: a package of the case, or `proposed` (the one that is recommended),
    `most-attainable`, `fairest`, `best-for`; none if nothing is proposed."""
    taken_up: Annotated[dict[Id, Probability], OneUniform] = Field(default_factory=dict)
    """Hypothesis → probability that the other side looks at a proposal at all; `otherwise` for those not named. Needed
    with a package."""
    refused: NotNegative | None = None
    """One-off points that it costs the side advised if the proposal is not taken up or the package is refused; needed
    with a package."""
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
    waiting: NotNegative | None = None
    """How much less a decision is worth if it comes a year later, as a yearly rate. Needed for probes."""
    one_off: NotNegative | None = None
    """Yearly rate at which one-off points count as a yearly flow; the rate under `waiting` if not given. To be given
    where the chance to decide passes faster than what is agreed would lose its worth, as in a crisis."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        for recipient, form in self.letters.items():
            yield from unknown(("approach", "letters"), recipient, case.parties, "party")
            yield from unknown(("approach", "letters", recipient, "sender"), form.sender, case.parties, "party")
            yield from _sources(case, ("approach", "letters", recipient), form.source)
        yield from self._others(case)
        for party, concerns in self.concerns.items():
            yield from unknown(("approach", "concerns"), party, case.parties, "party")
            for name, concern in concerns.items():
                yield from _sources(case, ("approach", "concerns", party, name), concern.source)
        yield from self._worded(case)
        yield from _probing(self, case)

    def _others(self, case: Case) -> Iterator[Problem]:
        """Yield what does not fit in letters of others."""
        for sender, written in self.letters_from.items():
            place = ("approach", "letters_from", sender)
            yield from unknown(("approach", "letters_from"), sender, case.parties, "party")
            for recipient, words in written.items():
                yield from unknown(place, recipient, case.parties, "party")
                yield from _sources(case, (*place, recipient), words.source)
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


KINDS = ("proposed", "most-attainable", "fairest", "best-for")


def _probing(part: ApproachFile, case: Case) -> Iterator[Problem]:
    for name, probe in part.probes.items():
        at: tuple[str, ...] = ("approach", "probes", name)
        yield from _sources(case, at, probe.source)
        for outcome, body in probe.outcomes.items():
            yield from _covered(case, (*at, "outcomes", outcome, "likelihoods"), body.likelihoods)
        for hypothesis in probe.gesture.trusted if probe.gesture else ():
            yield from unknown((*at, "gesture", "trusted"), hypothesis, case.hypotheses, "hypothesis")
    for name, decision in part.decisions.items():
        at = ("approach", "decisions", name)
        if decision.package is not None:
            yield from unknown((*at, "package"), decision.package, (*case.packages, *KINDS), "package")
            if decision.refused is None:
                yield Problem(at, "a package without `refused`", "what it costs if the package is refused")
            yield from _covered(case, (*at, "taken_up"), decision.taken_up)


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


def _sources(case: Case, place: tuple[str, ...], sources: tuple[str, ...]) -> Iterator[Problem]:
    for source in sources:
        yield from unknown((*place, "source"), source, case.sources, "source")

"""The check of a letter: what it raises, at which price, and what it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.case.model import Case
from detente.chapters.agreement import Agreement, DemandPrice, dear, fatal, leader, package_gains
from detente.chapters.approach.letters.function_words import ENGLISH
from detente.chapters.approach.letters.languages import languages
from detente.chapters.approach.letters.raised import (
    Mention,
    MentionedOption,
    Reader,
    Tie,
    deadlines,
    threats,
    ties,
    unmatched,
)
from detente.chapters.approach.letters.sentences import Sentence, sentences
from detente.chapters.approach.schema import ApproachFile
from detente.worlds.errors import Interval

DemandVerdict = Literal["fatal", "dear", "bearable", "unpriced"]
MentionRole = Literal["asked", "offered", "together", "others"]
Outcome = Literal["clean", "raised", "fatal", "not-judged"]


@dataclass(frozen=True)
class Raised:
    """An option that a text raises, with the price of insisting on it.

    Attributes:
        issue: Id of the issue.
        option: Id of the option.
        role: Who carries it out: the recipient (asked), the sender (offered), both (together), or others.
        verdict: fatal, dear or bearable; unpriced where the case has too many packages to judge each.
        price: The price of insisting on it; None for the status quo.
        sentences: The sentences that raise it.
    """

    issue: str
    option: str
    role: MentionRole
    verdict: DemandVerdict
    price: DemandPrice | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Bundle:
    """Options that are raised together.

    Attributes:
        options: The options.
        best: Largest P(x) among packages that hold them all; None where no package does.
        cost: By how much that is less than the largest P(x) of all packages.
        errors: Number → its error of sampling; of the cost, paired over the same worlds.
    """

    options: tuple[MentionedOption, ...]
    best: float | None
    cost: float
    errors: Mapping[str, Interval]


@dataclass(frozen=True)
class Checked:
    """A checked text.

    Attributes:
        sender: The party that writes.
        recipient: The party written to.
        sentences: Number of sentences.
        languages: Language → number of sentences in it.
        unjudged: Sentences that could not be judged, each with its language.
        raised: The options that it raises, the dearest first.
        set_aside: Mentions of options that it denies, that report what others say, or that are quotations.
        linkages: Sentences that tie options to each other, with what the tie costs.
        together: All options that it raises, taken together; None where it raises none.
        concerns: Concern of the recipient → the first sentence that takes it up, or None.
        threats: Sentences that threaten, each with the words that do.
        deadlines: Sentences that set a deadline, each with the words that do.
        unmatched: Sentences that ask for something or offer it, and in which nothing was found.
        unread: Options that cannot be found in any text, since the case gives no phrases for them.
        nothing_to_find: Whether the case gives no phrases at all.
    """

    sender: str
    recipient: str
    sentences: int
    languages: Mapping[str, int]
    unjudged: tuple[tuple[Sentence, str], ...]
    raised: tuple[Raised, ...]
    set_aside: tuple[Mention, ...]
    linkages: tuple[tuple[Tie, Bundle], ...]
    together: Bundle | None
    concerns: Mapping[str, Sentence | None]
    threats: tuple[tuple[Sentence, str], ...]
    deadlines: tuple[tuple[Sentence, str], ...]
    unmatched: tuple[Sentence, ...]
    unread: tuple[MentionedOption, ...]
    nothing_to_find: bool

    @property
    def fatal(self) -> tuple[Raised, ...]:
        """The options that it raises and that would torpedo an agreement."""
        return tuple(raised for raised in self.raised if raised.verdict == "fatal")

    @property
    def judged(self) -> float:
        """Share of the sentences that could be judged."""
        return 1.0 - len(self.unjudged) / self.sentences if self.sentences else 0.0

    @property
    def outcome(self) -> Outcome:
        """What comes of the check as a whole.

        fatal: something would torpedo an agreement, whatever else there is. not-judged: a sentence is not in English, a
        demand has no price, or the case has no phrases to find any by. raised: a demand is dear, or something threatens
        or sets a deadline. clean: none of these.
        """
        if self.fatal:
            return "fatal"
        if self.unjudged or not self.sentences or self.nothing_to_find:
            return "not-judged"
        if any(raised.verdict == "unpriced" for raised in self.raised):
            return "not-judged"
        if self.threats or self.deadlines or any(raised.verdict == "dear" for raised in self.raised):
            return "raised"
        return "clean"


def check(case: Case, found: Agreement, recipient: str, text: str, sender: str | None = None) -> Checked:
    """Check a text: what it raises, at which price, and what it leaves out.

    Args:
        case: A case with `approach.yaml`, and a form of letter to the recipient if no sender is named.
        found: The result of the agreement chapter, which has the price of every demand.
        recipient: The party written to.
        text: The text.
        sender: The party that writes; without it, the one that writes to the recipient in the case.

    Returns:
        The checked text. Sentences in it are those of the text, word for word; what is not in English is not looked at.
    """
    words: ApproachFile = case.parts["approach"]
    sender = sender or words.letters[recipient].sender
    every = tuple(sentences(text))
    told = languages(every)
    read = tuple(sentence for sentence, language in zip(every, told, strict=True) if language == ENGLISH)
    reader = Reader.of(case)
    mentions = reader.mentions(read)
    raised = [mention for mention in mentions if mention.standing == "raised"]
    options = tuple(dict.fromkeys((mention.issue, mention.option) for mention in raised))
    prices = {(price.issue, price.option): price for price in found.demands}
    priced = [_priced(case, found, prices.get(pair), pair, sender, recipient, raised) for pair in options]
    threatens, by_when = tuple(threats(read)), tuple(deadlines(read, case.date))
    known = (*(mention.sentence for mention in mentions), *(sentence for sentence, _ in (*threatens, *by_when)))
    return Checked(
        sender=sender,
        recipient=recipient,
        sentences=len(every),
        languages=dict(Counter(told)),
        unjudged=tuple(pair for pair in zip(every, told, strict=True) if pair[1] != ENGLISH),
        raised=tuple(sorted(priced, key=lambda item: -item.price.price if item.price else 0.0)),
        set_aside=tuple(mention for mention in mentions if mention.standing != "raised"),
        linkages=tuple((tie, bundle(found, tie.options)) for tie in ties(mentions)),
        together=bundle(found, options) if options else None,
        concerns=reader.concerns(recipient, read),
        threats=threatens,
        deadlines=by_when,
        unmatched=tuple(unmatched(read, known)),
        unread=unread(case, words),
        nothing_to_find=not any(one.phrases for options in words.wording.values() for one in options.values()),
    )


def verdict(found: Agreement, price: DemandPrice | None) -> DemandVerdict:
    """Return how bad it is to insist on a demand.

    Args:
        found: The result of the agreement chapter.
        price: The price of the demand, or None for the status quo.

    Returns:
        fatal, dear or bearable; unpriced where only candidate packages were judged.
    """
    if price is None:
        return "bearable"
    if not found.main.packages.complete:
        return "unpriced"
    if fatal(price.required, price.forbidden):
        return "fatal"
    return "dear" if dear(price.required, price.forbidden) else "bearable"


def role(case: Case, issue: str, sender: str, recipient: str) -> MentionRole:
    """Return who carries out a change on an issue, as a letter from the sender to the recipient sees it."""
    movers = case.issues[issue].movers
    if recipient in movers:
        return "together" if sender in movers else "asked"
    return "offered" if sender in movers else "others"


def bundle(found: Agreement, options: Iterable[MentionedOption]) -> Bundle:
    """Return what it costs to insist on several options at once.

    Args:
        found: The result of the agreement chapter.
        options: The options; of several on one issue, a package need hold only one.

    Returns:
        The best package that holds them, compared with the best of all.
    """
    packages, kept = found.main.packages, tuple(options)
    allowed: dict[str, list[int]] = {}
    for issue, option in kept:
        allowed.setdefault(issue, []).append(found.worlds.case.ladder(issue).index(option))
    first, second = packages.within(allowed)
    inside = leader(packages, found.main.share, np.asarray(first[:, None] & second[None, :]))
    overall = leader(packages, found.main.share)
    best = inside[1] if inside else None
    looked_at = [one[0] for one in (inside, overall) if one is not None]
    errors = {}
    if looked_at:
        attainable = package_gains(found.main.plan, looked_at, found.worlds).attainable
        of_best = attainable[0] if inside else np.zeros_like(attainable[0])
        errors = {"cost": found.worlds.apart(attainable[-1], of_best)}
        errors |= {"best": found.worlds.sampled(of_best)} if inside else {}
    return Bundle(kept, best, (overall[1] if overall else 0.0) - (best or 0.0), errors)


def unread(case: Case, words: ApproachFile) -> tuple[MentionedOption, ...]:
    """Return the options, other than the status quo, that have no phrases by which a text could raise them."""
    return tuple(
        (issue, option)
        for issue in case.issues
        for option in case.ladder(issue)[1:]
        if option not in (known := words.wording.get(issue, {})) or not known[option].phrases
    )


def _priced(
    case: Case,
    found: Agreement,
    price: DemandPrice | None,
    pair: MentionedOption,
    sender: str,
    recipient: str,
    mentions: list[Mention],
) -> Raised:
    said = tuple(dict.fromkeys(m.sentence for m in mentions if (m.issue, m.option) == pair))
    return Raised(*pair, role(case, pair[0], sender, recipient), verdict(found, price), price, said)

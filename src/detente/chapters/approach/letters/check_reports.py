"""The report of a checked letter: the JSON of `detente letter check --json`, also part of the report of a draft.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.case.base import Frozen
from detente.case.model import Case
from detente.chapters.approach.letters.raised import Mention
from detente.chapters.approach.letters.sentences import Sentence
from detente.chapters.approach.letters.stance import Standing
from detente.chapters.approach.letters.text_check import (
    Bundle,
    Checked,
    DemandVerdict,
    MentionRole,
    Outcome,
    Raised,
)
from detente.findings.copying import copied


class QuoteReport(Frozen):
    """A sentence of a text, word for word."""

    text: str
    """The sentence."""
    paragraph: int
    """Number of its paragraph, from 1."""
    words: str | None = None
    """The words in it that count, where a few do."""


def _quote(sentence: Sentence, words: str | None = None) -> QuoteReport:
    return copied(QuoteReport, sentence, words=words)


class RaisedReport(Frozen):
    """An option that a text raises."""

    issue: str
    """Issue."""
    option: str
    """Option."""
    name: str
    """Printed name."""
    role: MentionRole
    """asked of the recipient, offered by the sender, together, or for others to carry out."""
    verdict: DemandVerdict
    """fatal: insisting on it leaves an agreement in less than half as many worlds, and 25 points fewer; dear: 25 points
    fewer; bearable; unpriced: the case has too many packages to judge each."""
    price: float | None
    """P(any | forbidden) − P(any | required)."""
    required: float | None
    """P(any | required)."""
    forbidden: float | None
    """P(any | forbidden)."""
    stipulated: list[str]
    """Parties whose stipulated red line makes most of the price: an assumption, not a finding."""
    sentences: list[QuoteReport]
    """The sentences that raise it."""


def _raised(case: Case, raised: Raised) -> RaisedReport:
    price = raised.price
    return copied(
        RaisedReport,
        raised,
        name=case.label(raised.issue, raised.option),
        price=price.price if price else None,
        required=price.required if price else None,
        forbidden=price.forbidden if price else None,
        stipulated=list(price.stipulated) if price else [],
        sentences=[_quote(sentence) for sentence in raised.sentences],
    )


class MentionReport(Frozen):
    """A sentence that mentions an option and does not raise it."""

    issue: str
    """Issue."""
    option: str
    """Option."""
    name: str
    """Printed name."""
    standing: Standing
    """denied (or argued against), reported (what others say, or what is past), or quoted."""
    sentence: QuoteReport
    """The sentence."""


def _mention(case: Case, mention: Mention) -> MentionReport:
    name = case.label(mention.issue, mention.option)
    return copied(MentionReport, mention, name=name, sentence=_quote(mention.sentence))


class BundleReport(Frozen):
    """Options that are raised together."""

    options: list[list[str]]
    """Pairs of issue and option."""
    names: list[str]
    """Their printed names."""
    best: float | None
    """Largest P(x) among packages that hold them all; null where there is none."""
    cost: float
    """How far that falls behind the largest P(x) of all packages."""
    sentence: QuoteReport | None = None
    """The sentence that ties them; null for all that a text raises."""


def _bundle(case: Case, found: Bundle, sentence: QuoteReport | None = None) -> BundleReport:
    return copied(BundleReport, found, names=[case.label(*pair) for pair in found.options], sentence=sentence)


class UnjudgedReport(Frozen):
    """A sentence that could not be judged."""

    language: str
    """Its language or script."""
    sentence: QuoteReport
    """The sentence."""


class CheckReport(Frozen):
    """What was found in a text."""

    sender: str
    """The party that writes."""
    recipient: str
    """The party written to."""
    sentences: int
    """Number of sentences."""
    judged: float
    """Share of the sentences that could be judged: those in English."""
    languages: dict[str, int]
    """Language or script → number of sentences in it."""
    unjudged: list[UnjudgedReport]
    """Sentences that could not be judged, and in which anything may stand."""
    outcome: Outcome
    """fatal: something would torpedo an agreement. not-judged: nothing fatal was found, but a sentence could not be
    read, or a demand not be priced. raised: a demand is dear, or something threatens or sets a deadline. clean: none of
    these."""
    passes: bool
    """Whether the outcome is clean or raised: all of it could be judged, and nothing fatal is raised."""
    raised: list[RaisedReport]
    """What it raises, the dearest first."""
    set_aside: list[MentionReport]
    """Mentions that it denies, or that tell what others say. Read them: the rules can be wrong."""
    linkages: list[BundleReport]
    """Sentences that tie options of several issues to each other."""
    together: BundleReport | None
    """All that it raises, taken together."""
    concerns: dict[str, QuoteReport | None]
    """Concern of the recipient → the first sentence that takes it up, or null."""
    threats: list[QuoteReport]
    """Sentences that threaten."""
    deadlines: list[QuoteReport]
    """Sentences that set a deadline."""
    unmatched: list[QuoteReport]
    """Sentences that ask for something or offer it, and in which nothing was found: it may be said in other words."""
    unread: list[list[str]]
    """Pairs of issue and option for which the case gives no phrases, so that no text can be found to raise them."""


def check_report(case: Case, found: Checked) -> CheckReport:
    """Return the report of a checked text."""
    return copied(
        CheckReport,
        found,
        unjudged=[UnjudgedReport(language=language, sentence=_quote(text)) for text, language in found.unjudged],
        passes=found.outcome in {"clean", "raised"},
        raised=[_raised(case, raised) for raised in found.raised],
        set_aside=[_mention(case, mention) for mention in found.set_aside],
        linkages=[_bundle(case, bundle, _quote(tie.sentence, tie.word)) for tie, bundle in found.linkages],
        together=_bundle(case, found.together) if found.together else None,
        concerns={name: _quote(sentence) if sentence else None for name, sentence in found.concerns.items()},
        threats=[_quote(*threat) for threat in found.threats],
        unmatched=[_quote(sentence) for sentence in found.unmatched],
        deadlines=[_quote(*deadline) for deadline in found.deadlines],
    )


def left_out(case: Case, found: CheckReport) -> list[str]:
    """Return the names of the recipient's concerns that a text does not take up."""
    concerns = case.parts["approach"].concerns.get(found.recipient, {})
    return [concerns[name].name for name, sentence in found.concerns.items() if sentence is None]

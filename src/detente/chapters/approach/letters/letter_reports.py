"""Letters in plain numbers and words: what `detente letter` prints as JSON."""

from __future__ import annotations

from typing import Literal

from detente.case.base import Frozen
from detente.case.model import Case

Standing = Literal["raised", "denied", "reported", "quoted"]
DemandVerdict = Literal["fatal", "dear", "bearable", "unpriced"]
MentionRole = Literal["asked", "offered", "together", "others"]
Origin = Literal["roadmap", "package"]


class QuoteReport(Frozen):
    """A sentence of a text, word for word."""

    text: str
    """The sentence."""
    paragraph: int
    """Number of its paragraph, from 1."""
    words: str | None = None
    """The words in it that count, where a few do."""


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


class MentionReport(Frozen):
    """A sentence that mentions an option and does not raise it."""

    issue: str
    """Issue."""
    option: str
    """Option."""
    name: str
    """Printed name."""
    standing: Standing
    """denied, reported (what others say), or quoted."""
    sentence: QuoteReport
    """The sentence."""


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


class CheckReport(Frozen):
    """What was found in a text."""

    sender: str
    """The party that writes."""
    recipient: str
    """The party written to."""
    sentences: int
    """Number of sentences read."""
    passes: bool
    """Whether nothing fatal is raised."""
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
    unread: list[list[str]]
    """Pairs of issue and option for which the case gives no phrases, so that no text can be found to raise them."""


def left_out(case: Case, found: CheckReport) -> list[str]:
    """Name the concerns of the recipient that a text does not take up."""
    concerns = case.parts["approach"].concerns.get(found.recipient, {})
    return [concerns[name].name for name, sentence in found.concerns.items() if sentence is None]


class LetterReport(Frozen):
    """A letter drafted from the case."""

    sender: str
    """The party that writes."""
    recipient: str
    """The party written to."""
    date: str
    """The day, as the letter has it."""
    opening: str
    """The form of address."""
    parts: dict[str, str]
    """What a paragraph is for → the paragraph, in order."""
    closing: str
    """The closing form."""
    signature: list[str]
    """Who signs, line by line."""
    text: str
    """The letter as Markdown."""
    offers: dict[str, str]
    """Issue → option that the sender would carry out."""
    asks: dict[str, str]
    """Issue → option that the recipient would carry out."""
    together: dict[str, str]
    """Issue → option that both would carry out."""
    others: dict[str, str]
    """Issue → option that a mediator would put to others."""
    origin: Origin
    """Whether the first step is the first rounds of the recommended roadmap, or was picked from a recommended
    package."""
    share: float
    """P(x) of the first step taken alone, as a package."""
    check: CheckReport
    """What a check of the letter finds."""

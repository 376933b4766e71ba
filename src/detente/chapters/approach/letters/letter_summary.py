"""From letters and what was found in them to reports in plain numbers and words."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.approach.letters.check import Bundle, Checked, Raised
from detente.chapters.approach.letters.draft import Letter
from detente.chapters.approach.letters.first_exchange import Exchange
from detente.chapters.approach.letters.letter_reports import (
    BundleReport,
    CheckReport,
    LetterReport,
    MentionReport,
    QuoteReport,
    RaisedReport,
)
from detente.chapters.approach.letters.sentences import Sentence


def letter_report(
    case: Case, sender: str, recipient: str, letter: Letter, exchange: Exchange, share: float, checked: Checked
) -> LetterReport:
    """Put a drafted letter into plain words."""
    return LetterReport(
        sender=sender,
        recipient=recipient,
        date=letter.date,
        opening=letter.opening,
        parts=dict(letter.parts),
        closing=letter.closing,
        signature=list(letter.signature),
        text=letter.text,
        offers=dict(exchange.offers),
        asks=dict(exchange.asks),
        together=dict(exchange.together),
        others=dict(exchange.others),
        origin=exchange.origin,
        share=share,
        check=check_report(case, checked),
    )


def check_report(case: Case, found: Checked) -> CheckReport:
    """Put what was found in a text into plain words."""
    return CheckReport(
        sender=found.sender,
        recipient=found.recipient,
        sentences=found.sentences,
        passes=not found.fatal,
        raised=[_raised(case, raised) for raised in found.raised],
        set_aside=[
            MentionReport(
                issue=m.issue,
                option=m.option,
                name=case.label(m.issue, m.option),
                standing=m.standing,
                sentence=_quote(m.sentence),
            )
            for m in found.set_aside
        ],
        linkages=[_bundle(case, bundle, _quote(tie.sentence, tie.word)) for tie, bundle in found.linkages],
        together=_bundle(case, found.together) if found.together else None,
        concerns={name: _quote(said) if said else None for name, said in found.concerns.items()},
        threats=[_quote(*said) for said in found.threats],
        deadlines=[_quote(*said) for said in found.deadlines],
        unread=[list(pair) for pair in found.unread],
    )


def _raised(case: Case, raised: Raised) -> RaisedReport:
    price = raised.price
    return RaisedReport(
        issue=raised.issue,
        option=raised.option,
        name=case.label(raised.issue, raised.option),
        role=raised.role,
        verdict=raised.verdict,
        price=price.price if price else None,
        required=price.required if price else None,
        forbidden=price.forbidden if price else None,
        stipulated=list(price.stipulated) if price else [],
        sentences=[_quote(sentence) for sentence in raised.sentences],
    )


def _bundle(case: Case, found: Bundle, sentence: QuoteReport | None = None) -> BundleReport:
    return BundleReport(
        options=[list(pair) for pair in found.options],
        names=[case.label(*pair) for pair in found.options],
        best=found.best,
        cost=found.cost,
        sentence=sentence,
    )


def _quote(sentence: Sentence, words: str | None = None) -> QuoteReport:
    return QuoteReport(text=sentence.text, paragraph=sentence.paragraph, words=words)

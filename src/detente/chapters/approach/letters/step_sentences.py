"""What a letter says about the steps that it proposes: who would do what, the first round before what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.case.model import Case
from detente.chapters.approach.letters.first_exchange import Exchange, LetterStep
from detente.chapters.approach.letters.letter_forms import Correspondence
from detente.chapters.approach.schema import ApproachFile
from detente.findings.speech import of_name
from detente.findings.words import listed

LEADS = ("As a first step", "As a second step")
SAME = "The same first step is put to every side."
# What is put to others can be asked of anybody, and what some do together each of them can be asked to do.
FITTING = {
    "offer": ("offer",),
    "ask": ("ask", "others", "together"),
    "together": ("together",),
    "others": ("others", "together"),
}


def steps_told(case: Case, written: Correspondence, exchange: Exchange) -> str:
    """Return the paragraph about what a letter offers and asks for.

    Args:
        case: A case with the words for it.
        written: Who writes to whom.
        exchange: What it offers and asks for.
    """
    told = [
        f"{lead}, {sentence[0].lower()}{sentence[1:]}" if n == 0 else sentence
        for lead, step in zip(LEADS, exchange.steps, strict=False)
        for n, sentence in enumerate(_sentences(case, written, step))
    ]
    if not exchange.offers and not exchange.together:  # a mediator's letter
        told.append("The same steps are put to every side." if len(exchange.steps) > 1 else SAME)
    movers = {mover for issue in exchange.options for mover in case.issues[issue].movers}
    others = "the others do" if movers - {written.sender, written.recipient} else "the other does"
    told.append(
        f"Nothing else is asked of you for this, and each side would do its part for as long as {others} theirs."
    )
    return " ".join(told)


def _sentences(case: Case, written: Correspondence, step: LetterStep) -> Iterator[str]:
    words: ApproachFile = case.parts["approach"]
    sender = written.sender
    for names, texts in _offered(case, words, step.offers, sender):
        yield f"We would{f', with {names},' if names else ''} {_series(texts, '')}."
    for names, texts in _with(case, words, "ask", step.asks, written):
        yield f"We would ask you{f', with {names},' if names else ''} to {_series(texts, 'to ')}."
    for names, texts in _with(case, words, "together", step.together, written):
        yield f"Together{f' with {names}' if names else ''} we could {_series(texts, '')}."
    for name, text in _put(case, words, sender, step.others):
        yield f"We would put it to {name} to {text}."


def _offered(
    case: Case, words: ApproachFile, options: Mapping[str, str], sender: str
) -> Iterator[tuple[str, list[str]]]:
    """What is offered, by those who carry it out beside the sender and whom its words do not name yet."""
    found: dict[str, list[str]] = {}
    for issue, option in options.items():
        text = wording_of(words, sender, issue, option, "offer") or ""
        others = [mover for mover in case.issues[issue].movers if mover != sender]
        names = listed(of_name(case.parties[m]) for m in others if not _names(case, words, text, m))
        found.setdefault(names, []).append(text)
    yield from sorted(found.items(), key=lambda item: bool(item[0]))


def _names(case: Case, words: ApproachFile, text: str, party: str) -> bool:
    """Whether a text names a party, by its name or another that means the same in this dispute."""
    name = case.parties[party].name
    alike = [other for word, others in words.synonyms.items() for other in (word, *others) if name in (word, *others)]
    return any(other.lower() in text.lower() for other in (name, *alike))


def _with(
    case: Case, words: ApproachFile, kind: str, options: Mapping[str, str], written: Correspondence
) -> Iterator[tuple[str, list[str]]]:
    """What is done, by those who carry it out beside sender and recipient: their names, and the words for it."""
    found: dict[str, list[str]] = {}
    named = {written.sender, written.recipient}
    for issue, option in options.items():
        names = listed(of_name(case.parties[mover]) for mover in case.issues[issue].movers if mover not in named)
        found.setdefault(names, []).append(wording_of(words, written.sender, issue, option, kind) or "")
    yield from sorted(found.items(), key=lambda item: bool(item[0]))


def _put(case: Case, words: ApproachFile, sender: str, others: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Whom a mediator would ask what, party by party."""
    asked: dict[str, list[str]] = {}
    for issue, option in others.items():
        names = listed(of_name(case.parties[mover]) for mover in case.issues[issue].movers)
        asked.setdefault(names, []).append(wording_of(words, sender, issue, option, "others") or "")
    for names, texts in asked.items():
        yield names, _series(texts, "to ")


def _series(texts: list[str], again: str) -> str:
    """Join parts of a sentence that may contain commas; `again` is repeated before every part but the first."""
    if len(texts) < 2:
        return "".join(texts)
    return f", {again}".join(texts[:-1]) + f", and {again}{texts[-1]}"


def wording_of(words: ApproachFile, sender: str, issue: str, option: str, kind: str) -> str | None:
    """Return a sender's words for an option: those of its kind, else others that fit the same sentence."""
    wording = words.wording.get(issue, {}).get(option)
    if wording is not None and kind == "offer" and sender in wording.offer_by:
        return wording.offer_by[sender]
    return next((said for fit in FITTING[kind] if (said := getattr(wording, fit, None)) is not None), None)

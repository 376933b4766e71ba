"""The draft of a first letter, written from the words of the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.case.model import Case
from detente.chapters.approach.letters.first_exchange import Exchange
from detente.chapters.approach.schema import ApproachFile, LetterForm
from detente.findings.words import listed, of_name

MOST_CONCERNS = 3
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """A letter, ready to be set in any format.

    Attributes:
        date: The day, as a letter has it.
        opening: The form of address, with its comma or colon.
        parts: The body, a paragraph each, by what it is for.
        closing: The closing form.
        signature: Who signs, line by line.
    """

    date: str
    opening: str
    parts: Mapping[str, str]
    closing: str
    signature: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the body in order."""
        return tuple(self.parts.values())

    @property
    def text(self) -> str:
        """The letter as Markdown, which reads as plain text too."""
        signed = "  \n".join(self.signature)
        return "\n\n".join((self.date, self.opening, *self.paragraphs, f"{self.closing},", signed)) + "\n"

    @property
    def words(self) -> int:
        """Number of words of the body."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


def missing_words(case: Case, recipient: str, exchange: Exchange) -> tuple[str, ...]:
    """Return the words that the case lacks for a letter with some exchange.

    Args:
        case: The case.
        recipient: The party written to.
        exchange: What the letter offers and asks for.

    Returns:
        The places in `approach.yaml` where words are missing, a line each.
    """
    words: ApproachFile = case.parts["approach"]
    lines = [
        f"wording → {issue} → {option} → {kind}"
        for kind, options in _kinds(exchange)
        for issue, option in options.items()
        if _wording(words, issue, option, kind) is None
    ]
    return (*lines, *([] if words.concerns.get(recipient) else [f"concerns → {recipient}"]))


def draft(case: Case, recipient: str, exchange: Exchange) -> Letter:
    """Write a short letter from the case.

    Args:
        case: A case whose `approach.yaml` has the words (`missing_words` is empty).
        recipient: The party written to.
        exchange: What it offers and asks for.

    Returns:
        The letter: why we write, what the other side has said, the first step, talks, and the channel.
    """
    words: ApproachFile = case.parts["approach"]
    form = words.letters[recipient]
    concerns = list(words.concerns[recipient].values())[:MOST_CONCERNS]
    day = case.date
    return Letter(
        date=f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        opening=form.opening if form.opening.endswith((",", ":", "!")) else f"{form.opening},",
        parts={
            "Why we write": _flat(form.purpose),
            "What they have said": " ".join(_flat(concern.says) for concern in concerns),
            "The first step": _steps(case, words, recipient, exchange),
            "Talks": _flat(form.talks),
            "The channel": _channel(form),
        },
        closing=form.closing,
        signature=form.signature,
    )


def _steps(case: Case, words: ApproachFile, recipient: str, exchange: Exchange) -> str:
    form = words.letters[recipient]
    offers = [_wording(words, issue, option, "offer") or "" for issue, option in exchange.offers.items()]
    first = f"As a first step, we would {_series(offers, '')}." if offers else ""
    asked = " ".join(
        f"We would ask you{f', with {names},' if names else ''} to {_series(texts, 'to ')}."
        for names, texts in _with(case, words, "ask", exchange.asks, {form.sender, recipient})
    )
    both = " ".join(
        f"Together{f' with {names}' if names else ''} we could {_series(texts, '')}."
        for names, texts in _with(case, words, "together", exchange.together, {form.sender, recipient})
    )
    put = " ".join(f"We would put it to {name} to {text}." for name, text in _put(case, words, exchange))
    movers = {mover for issue in exchange.options for mover in case.issues[issue].movers}
    other = "another" if movers - {form.sender, recipient} else "the other"
    last = (
        f"Nothing else is asked of you for this step, and each side could take back its part if {other} broke its own."
    )
    return " ".join(part for part in (first, asked, both, put, last) if part)


def _with(
    case: Case, words: ApproachFile, kind: str, options: Mapping[str, str], named: set[str]
) -> Iterator[tuple[str, list[str]]]:
    """What is done, by those who carry it out beside sender and recipient: their names, and the words for it."""
    found: dict[str, list[str]] = {}
    for issue, option in options.items():
        names = listed(of_name(case.parties[mover].name) for mover in case.issues[issue].movers if mover not in named)
        found.setdefault(names, []).append(_wording(words, issue, option, kind) or "")
    yield from sorted(found.items(), key=lambda item: bool(item[0]))


def _put(case: Case, words: ApproachFile, exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Whom a mediator would ask what, party by party."""
    asked: dict[str, list[str]] = {}
    for issue, option in exchange.others.items():
        names = listed(of_name(case.parties[mover].name) for mover in case.issues[issue].movers)
        asked.setdefault(names, []).append(_wording(words, issue, option, "others") or "")
    for names, texts in asked.items():
        yield names, _series(texts, "to ")


def _series(texts: list[str], again: str) -> str:
    """Join parts of a sentence that may contain commas; `again` is repeated before every part but the first."""
    if len(texts) < 2:
        return "".join(texts)
    return f", {again}".join(texts[:-1]) + f", and {again}{texts[-1]}"


def _channel(form: LetterForm) -> str:
    return f"This letter comes to you {_flat(form.channel).rstrip('.')}. {_flat(form.courtesy)}"


def _kinds(exchange: Exchange) -> tuple[tuple[str, Mapping[str, str]], ...]:
    return (
        ("offer", exchange.offers),
        ("ask", exchange.asks),
        ("together", exchange.together),
        ("others", exchange.others),
    )


def _wording(words: ApproachFile, issue: str, option: str, kind: str) -> str | None:
    """Return the words for an option; what is put to others can be asked of anybody."""
    wording = words.wording.get(issue, {}).get(option)
    said: str | None = getattr(wording, kind, None)
    return wording.others if said is None and kind == "ask" and wording is not None else said


def _flat(text: str) -> str:
    return " ".join(text.split())

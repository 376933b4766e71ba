"""The draft of a first letter, written from the words of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.case.model import Case
from detente.chapters.approach.letters.first_exchange import Exchange
from detente.chapters.approach.letters.letter_forms import Correspondence, moves_nothing
from detente.chapters.approach.schema import ApproachFile, LetterWords
from detente.findings.speech import of_name
from detente.findings.words import listed

MOST_CONCERNS = 3
ARTICLE = re.compile(r"(?:A|An|The|No)\b")  # at the beginning of a name, small within a sentence
# What is put to others can be asked of anybody, and what some do together each of them can be asked to do.
FITTING = {
    "offer": ("offer",),
    "ask": ("ask", "others", "together"),
    "together": ("together",),
    "others": ("others", "together"),
}
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


def missing_words(case: Case, sender: str, recipient: str, exchange: Exchange) -> tuple[str, ...]:
    """Return the words that the case lacks for a letter with some exchange.

    Args:
        case: The case.
        sender: The party that writes.
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
        if _wording(words, sender, issue, option, kind) is None
    ]
    return (*lines, *([] if words.concerns.get(recipient) else [f"concerns → {recipient}"]))


def draft(case: Case, written: Correspondence, exchange: Exchange) -> Letter:
    """Write a short letter from the case.

    Args:
        case: A case whose `approach.yaml` has the words (`missing_words` is empty).
        written: Who writes to whom, and how.
        exchange: What it offers and asks for.

    Returns:
        The letter: why we write, what the other side has said, the first step, talks, and the channel.
    """
    words: ApproachFile = case.parts["approach"]
    form = written.words
    day = case.date
    return Letter(
        date=f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        opening=form.opening if form.opening.endswith((",", ":", "!")) else f"{form.opening},",
        parts={
            "Why we write": _flat(form.purpose),
            "What they have said": _taken_up(words, written),
            "The first step": _steps(case, words, written, exchange),
            "Talks": _flat(form.talks),
            "The channel": _channel(form),
        },
        closing=form.closing,
        signature=form.signature,
    )


def _taken_up(words: ApproachFile, written: Correspondence) -> str:
    """Take up the recipient's first concerns, in the sender's own words where the case has any."""
    form = words.letters.get(written.recipient)
    own = form is not None and form.sender == written.sender
    said, named = [], []
    for concern in list(words.concerns[written.recipient].values())[:MOST_CONCERNS]:
        if own or written.sender in concern.says_by:
            said.append(_flat(concern.says_by.get(written.sender, concern.says)))
        else:
            named.append(_within(concern.name))
    if named:
        said.append(f"You have said what concerns you: {'; '.join(named)}.")
    return " ".join(said)


def _steps(case: Case, words: ApproachFile, written: Correspondence, exchange: Exchange) -> str:
    sender, recipient = written.sender, written.recipient
    offers = " ".join(
        f"As a first step, we would{f', with {names},' if names else ''} {_series(texts, '')}."
        for names, texts in _offered(case, words, exchange.offers, sender)
    )
    asked = " ".join(
        f"We would ask you{f', with {names},' if names else ''} to {_series(texts, 'to ')}."
        for names, texts in _with(case, words, "ask", exchange.asks, written)
    )
    both = " ".join(
        f"Together{f' with {names}' if names else ''} we could {_series(texts, '')}."
        for names, texts in _with(case, words, "together", exchange.together, written)
    )
    put = " ".join(f"We would put it to {name} to {text}." for name, text in _put(case, words, sender, exchange))
    movers = {mover for issue in exchange.options for mover in case.issues[issue].movers}
    other = "another" if movers - {sender, recipient} else "the other"
    last = (
        f"Nothing else is asked of you for this step, and each side could take back its part if {other} broke its own."
    )
    same = "The same first step is put to every side." if moves_nothing(case, sender) else ""
    return " ".join(part for part in (offers, asked, both, put, same, last) if part)


def _offered(
    case: Case, words: ApproachFile, options: Mapping[str, str], sender: str
) -> Iterator[tuple[str, list[str]]]:
    """What is offered, by those who carry it out beside the sender and whom its words do not name yet."""
    found: dict[str, list[str]] = {}
    for issue, option in options.items():
        text = _wording(words, sender, issue, option, "offer") or ""
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
        found.setdefault(names, []).append(_wording(words, written.sender, issue, option, kind) or "")
    yield from sorted(found.items(), key=lambda item: bool(item[0]))


def _put(case: Case, words: ApproachFile, sender: str, exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Whom a mediator would ask what, party by party."""
    asked: dict[str, list[str]] = {}
    for issue, option in exchange.others.items():
        names = listed(of_name(case.parties[mover]) for mover in case.issues[issue].movers)
        asked.setdefault(names, []).append(_wording(words, sender, issue, option, "others") or "")
    for names, texts in asked.items():
        yield names, _series(texts, "to ")


def _series(texts: list[str], again: str) -> str:
    """Join parts of a sentence that may contain commas; `again` is repeated before every part but the first."""
    if len(texts) < 2:
        return "".join(texts)
    return f", {again}".join(texts[:-1]) + f", and {again}{texts[-1]}"


def _channel(form: LetterWords) -> str:
    return f"This letter comes to you {_flat(form.channel).rstrip('.')}. {_flat(form.courtesy)}"


def _kinds(exchange: Exchange) -> tuple[tuple[str, Mapping[str, str]], ...]:
    return (
        ("offer", exchange.offers),
        ("ask", exchange.asks),
        ("together", exchange.together),
        ("others", exchange.others),
    )


def _wording(words: ApproachFile, sender: str, issue: str, option: str, kind: str) -> str | None:
    """Return a sender's words for an option: those of its kind, else others that fit the same sentence."""
    wording = words.wording.get(issue, {}).get(option)
    if wording is not None and kind == "offer" and sender in wording.offer_by:
        return wording.offer_by[sender]
    return next((said for fit in FITTING[kind] if (said := getattr(wording, fit, None)) is not None), None)


def _within(name: str) -> str:
    """Return a name as it stands within a sentence.

    Example:
        >>> _within("The exercises"), _within("An attack on Cuba"), _within("Berlin")
        ('the exercises', 'an attack on Cuba', 'Berlin')
    """
    found = ARTICLE.match(name)
    return found[0].lower() + name[found.end() :] if found else name


def _flat(text: str) -> str:
    return " ".join(text.split())

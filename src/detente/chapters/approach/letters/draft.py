"""The draft of a first letter, written from the words of the case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.model import Case
from detente.chapters.approach.letters.first_exchange import Exchange
from detente.chapters.approach.letters.letter_forms import Correspondence
from detente.chapters.approach.letters.step_sentences import steps_told, wording_of
from detente.chapters.approach.schema import ApproachFile, Concern, LetterWords

MOST_CONCERNS = 3
ARTICLE = re.compile(r"(?:A|An|The|No)\b")  # at the beginning of a name, small within a sentence
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
        for step in exchange.steps
        for kind, options in step.by_kind.items()
        for issue, option in options.items()
        if wording_of(words, sender, issue, option, kind) is None
    ]
    return (*dict.fromkeys(lines), *([] if words.concerns.get(recipient) else [f"concerns → {recipient}"]))


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
            "The first step": steps_told(case, written, exchange),
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
            named.append(_within(concern))
    if named:
        said.append(f"We have taken note of what you have said concerns you: {'; '.join(named)}.")
    return " ".join(said)


def _channel(form: LetterWords) -> str:
    return f"This letter comes to you {_flat(form.channel).rstrip('.')}. {_flat(form.courtesy)}"


def _within(concern: Concern) -> str:
    """Return the name of a concern as it stands within a sentence.

    Its first letter is small if it is an article, or a word that the case writes small elsewhere: not a proper name.

    Example:
        >>> named = Concern(name="Sanctions on fuel", says="You speak of fuel.", phrases=("sanctions",))
        >>> _within(named), _within(named.model_copy(update={"name": "Berlin", "phrases": ("Berlin",)}))
        ('sanctions on fuel', 'Berlin')
    """
    first = concern.name.partition(" ")[0].lower()
    words = " ".join((concern.says, *concern.phrases)).split()
    small = ARTICLE.match(concern.name) is not None or first in words
    return concern.name[0].lower() + concern.name[1:] if small else concern.name


def _flat(text: str) -> str:
    return " ".join(text.split())

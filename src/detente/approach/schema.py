"""The schema of `approach.yaml`: letters, the words in which they speak, and probes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from detente.case.base import Frozen, Id
from detente.case.model import Case
from detente.case.references import Problem, unknown
from detente.case.schema import Sources, Text

Texts = Annotated[tuple[Text, ...], Field(strict=False)]


class LetterForm(Frozen):
    """How a letter to a party is written: the forms of address, the channel, who would talk."""

    sender: Id
    """The party that writes."""
    opening: Text
    """The form of address, e.g. `Dear Chairman Kim`."""
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
    ask: Text | None = None
    """Completes “We would ask you to …”, where the recipient carries it out."""
    together: Text | None = None
    """Completes “Together we could …”, where both carry it out."""
    others: Text | None = None
    """Completes “We would put it to … to …”, in the letter of a mediator, where others carry it out."""
    phrases: Texts = ()
    """Phrases by which a text raises it; the words may stand apart and in any order."""


class ApproachFile(Frozen):
    """What `approach.yaml` says: how letters are written, and what could be sent."""

    letters: dict[Id, LetterForm] = Field(default_factory=dict)
    """Recipient → how a letter to it is written."""
    concerns: dict[Id, dict[Id, Concern]] = Field(default_factory=dict)
    """Party → its stated concerns by id, the most important first."""
    wording: dict[Id, dict[Id, Wording]] = Field(default_factory=dict)
    """Issue → option → how a letter speaks of it."""
    synonyms: dict[Text, Texts] = Field(default_factory=dict)
    """A word or name → others that mean the same in this dispute."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield what does not fit the rest of the case."""
        for recipient, form in self.letters.items():
            yield from unknown(("approach", "letters"), recipient, case.parties, "party")
            yield from unknown(("approach", "letters", recipient, "sender"), form.sender, case.parties, "party")
            yield from _sources(case, ("approach", "letters", recipient), form.source)
        for party, concerns in self.concerns.items():
            yield from unknown(("approach", "concerns"), party, case.parties, "party")
            for name, concern in concerns.items():
                yield from _sources(case, ("approach", "concerns", party, name), concern.source)
        for issue, options in self.wording.items():
            yield from unknown(("approach", "wording"), issue, case.issues, "issue")
            ladder = case.ladder(issue) if issue in case.issues else None
            for option in options:
                yield from unknown(("approach", "wording", issue), option, ladder, f"option of {issue}")


def _sources(case: Case, place: tuple[str, ...], sources: tuple[str, ...]) -> Iterator[Problem]:
    for source in sources:
        yield from unknown((*place, "source"), source, case.sources, "source")

"""The texts on a record: every proposal and amendment, and what one changes in another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import ndiff

from detente.case.base import Frozen
from detente.talks.help.help_error import HelpError
from detente.talks.record.signed_entries import SeatStatement
from detente.talks.record.talks_record import TalksRecord
from detente.talks.rules.rulebook import CourseState, RuleBook, difference

TEXTS = ("proposal", "amendment")


class NoTextError(HelpError):
    """An entry that is no proposal and no amendment; the message says which are."""


@dataclass(frozen=True)
class ProposedText:
    """One text of a proposal, as it was put on the record.

    Attributes:
        number: Number of its entry.
        proposal: Number of the proposal that it is a text of.
        seat: Who put it there.
        delegation: For whom; empty for a mediator.
        time: When, in UTC.
        text: Its words.
        package: Its package.
        before: Number of the text that it replaces; None for the first one.
    """

    number: int
    proposal: int
    seat: str
    delegation: str
    time: str
    text: str
    package: Mapping[str, str]
    before: int | None


class TextDifference(Frozen):
    """What one text changes in another."""

    before: int
    """Number of the entry that has the one text."""
    after: int
    """Number of the entry that has the other."""
    package: dict[str, tuple[str | None, str | None]]
    """Issue → option before and after; null where the text leaves the issue as it is."""
    lines: list[str]
    """Lines of both texts: those taken out begin with “- ”, those added with “+ ”, those kept with two spaces."""


def said_on(
    record: TalksRecord, since: int = 0, kinds: Collection[str] | None = None
) -> Iterator[tuple[int, SeatStatement]]:
    """Yield entries of a record with their numbers, in their order.

    Args:
        record: The record.
        since: First entry.
        kinds: Their kinds; None for all.
    """
    for row in record.store.rows(since, kinds):
        yield row.sequence, SeatStatement.of(row.statement)


def book_of(record: TalksRecord) -> RuleBook:
    """Return the book of rules that has followed a record."""
    assert isinstance(record.judge, RuleBook)
    return record.judge


def delegation_of(book: RuleBook, seat: str) -> str:
    """Return the party that a seat speaks for; empty for none."""
    found = book.roster.seats.get(seat)
    return found.delegation if found else ""


def role_of(book: RuleBook, seat: str) -> str:
    """Return what a seat may do; empty for one that nobody has taken."""
    found = book.roster.seats.get(seat)
    return found.role if found else ""


def proposed_texts(record: TalksRecord) -> dict[int, ProposedText]:
    """Return every text on a record by the number of its entry."""
    book, found, last = book_of(record), {}, dict[int, int]()
    for number, said in said_on(record, kinds=TEXTS):
        of = number if said.kind == "proposal" else said.body["proposal"]
        own = delegation_of(book, said.seat)
        body = said.body
        found[number] = ProposedText(number, of, said.seat, own, said.time, body["text"], body["package"], last.get(of))
        last[of] = number
    return found


def text_at(texts: Mapping[int, ProposedText], number: int) -> ProposedText:
    """Return the text that is an entry.

    Raises:
        NoTextError: The entry is none.
    """
    if number not in texts:
        raise NoTextError(f"entry {number} is no text; expected one of {', '.join(map(str, texts)) or 'none so far'}")
    return texts[number]


def compared(before: ProposedText, after: ProposedText) -> TextDifference:
    """Return what a text changes in another one."""
    lines = ndiff(before.text.splitlines(), after.text.splitlines())
    return TextDifference(
        before=before.number,
        after=after.number,
        package=difference(before.package, after.package),
        lines=[line.rstrip("\n") for line in lines if not line.startswith("?")],
    )


def standing(book: RuleBook, *states: str) -> list[CourseState]:
    """Return the proposals that are in one of these states, in their order."""
    return [one for one in book.courses.values() if one.course == "proposal" and one.state in states]

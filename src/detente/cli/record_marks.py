"""`detente talks mark` and `reveal`: what could be accepted, marked by each side unseen by the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli import UsageProblemError
from detente.cli.output import say
from detente.cli.record_places import keys_in, numbers, record_at
from detente.cli.record_work import of_record

if TYPE_CHECKING:
    from detente.talks.record.talks_record import TalksRecord
    from detente.talks.rules.rulebook import CourseState, RuleBook
    from detente.talks.seats.roster import TakenSeat


@contextmanager
def _round(place: str, number: int) -> Iterator[tuple[TalksRecord, RuleBook, CourseState]]:
    """Open a record with a round of marking.

    Raises:
        UsageProblemError: There is no such round.
    """
    with record_at(place) as record:
        from detente.talks.rules.rulebook import RuleBook

        assert isinstance(record.judge, RuleBook)
        found = record.judge.courses.get(number)
        if found is None or found.course != "round":
            rounds = [str(n) for n, one in record.judge.courses.items() if one.course == "round"]
            raise UsageProblemError(f"ROUND: found {number}; expected one of {', '.join(rounds) or 'none so far'}")
        yield record, record.judge, found


def _seat_of(book: RuleBook, seat: str) -> TakenSeat:
    """Return a seat that was taken.

    Raises:
        UsageProblemError: It was not.
    """
    found = book.roster.seats.get(seat)
    if found is None:
        raise UsageProblemError(f"the seat {seat!r} was not taken")
    return found


def mark_round(place: str, number: int, accept: str, key_file: Path, passphrase_file: Path | None) -> None:
    """Mark the candidates of a round."""
    with _round(place, number) as (record, book, found):
        from detente.talks.rules.sealed_marks import marked
        from detente.talks.seats.sealing import ALIKE, readers, seal

        candidates = found.body["candidates"]
        accepts = numbers(accept, "--accept") if accept else set()
        if other := sorted(accepts - {*candidates}):
            raise UsageProblemError(f"--accept: found {other[0]}; expected some of {', '.join(map(str, candidates))}")
        keys = keys_in(key_file, passphrase_file)
        own = _seat_of(book, keys.key.seat).delegation
        shown, told = marked(number, own, candidates, accepts)
        sealed = seal("marks", told, readers(book.roster, [found.seat]), ALIKE)["sealed"]
        body = {"round": number, "marks": shown, "sealed": sealed}
        entry = record.append(of_record(keys, record.origin), "sealed-acceptance", body)
        say(f"Entry {entry.sequence}")


def reveal_round(place: str, number: int, key_file: Path, passphrase_file: Path | None) -> None:
    """Show what all sides could accept."""
    with _round(place, number) as (record, book, found):
        from detente.talks.help.proposed_texts import role_of
        from detente.talks.record.signed_entries import SeatStatement
        from detente.talks.rules.sealed_marks import overlap
        from detente.talks.seats.key_files import described
        from detente.talks.seats.sealing import unseal

        seat = described(key_file)["seat"]
        if role_of(book, seat) != "mediator":
            mediators = [one.seat for one in book.roster.seats.values() if one.role == "mediator"]
            expected = f"the keys of {' or '.join(sorted(mediators))}" if mediators else "those of a mediator"
            raise UsageProblemError(f"a round is revealed by the mediator: found keys of {seat!r}; expected {expected}")
        keys = keys_in(key_file, passphrase_file)
        told = {}
        for row in record.store.rows(number, ["sealed-acceptance"]):
            said = SeatStatement.of(row.statement)
            if said.body["round"] == number:
                told[_seat_of(book, said.seat).delegation] = unseal(said.body, keys)[1]
        opened = overlap(found.body["candidates"], told) if told else []
        entry = record.append(of_record(keys, record.origin), "overlap", {"round": number, "opened": opened})
        shown = ", ".join(str(one["candidate"]) for one in opened)
        say(f"Entry {entry.sequence}: all could accept {shown}" if shown else f"Entry {entry.sequence}: no overlap")

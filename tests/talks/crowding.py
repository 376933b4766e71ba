"""Eight processes that add to one record at once, as a program: how many entries each, and where the record is.

`python -m tests.talks.crowding 1250 FILE` adds 10,000 entries; instead of a file, a URL of PostgreSQL.
"""

from __future__ import annotations

import sys
from multiprocessing import get_context

from detente.talks.record.exported_record import of_store
from detente.talks.record.stores import opened_store
from detente.talks.record.talks_record import SeatKey, TalksRecord
from detente.talks.record.verification import verify
from detente.talks.rules.rulebook import RuleBook
from detente.talks.seats.roster import Roster
from tests.talks.made import private, talks

WRITERS = 8
SEATS = ("us", "kp", "us-arms", "mediator")


def write(place: str, number: int, each: int) -> None:
    """Add so many letters."""
    seat = SEATS[number % len(SEATS)]
    record = TalksRecord(opened_store(place), Roster())
    for _ in range(each):
        record.append(SeatKey(seat, private(seat)), "letter", {"text": f"{number}"})
    record.store.close()


def main(each: int, place: str) -> None:
    """Let all of them write, verify the record, and say what was found."""
    store = opened_store(place, new=True)
    record = talks(store).record
    context = get_context("spawn")
    writers = [context.Process(target=write, args=(place, number, each)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    key = record.judge.record_key
    assert key is not None
    found = verify(of_store(store, record.origin, key.text), RuleBook())
    print(f"{found.size - 9} entries by {WRITERS} processes, exit codes {sorted({w.exitcode or 0 for w in writers})}")
    print("\n".join(one.text for one in found.breaks) or "no fork, no gap")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

"""Writers that are killed, or run out of room, at any moment, and whether what they had acknowledged is still there.

Run as a program with the number of times and a folder, or the URL of a PostgreSQL of your own; it prints what went
wrong. It loads everything once, and each writer is a copy of itself. What has no room in PostgreSQL is the process of
the server that works for a writer: where the log of the server has none, all of the server stops and recovers.
"""

from __future__ import annotations

import os
import resource
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random

import psycopg

from detente.talks.record.exported_record import of_store
from detente.talks.record.stores import POSTGRES, opened_store
from detente.talks.record.stores.postgres_store import PostgresStore
from detente.talks.record.stores.store import StorageError
from detente.talks.record.talks_record import SeatKey
from detente.talks.record.verification import verify
from detente.talks.seats.roster import Roster
from tests.talks.made import private, reopened, talks

LONGEST, LONGEST_OF_SERVER = 0.04, 0.12  # seconds that a writer lives, of a file and of a database
EACH = 20  # writers of one record, one after the other
RECOVERY = 30.0  # seconds that a server may take to come back
FREE = 65_536  # bytes that a file of the server may grow
LARGE = Random(32).randbytes(3000).hex()  # a text that a database cannot make much smaller


def limited(room: int, process: int) -> None:
    """Let no file that a process writes grow beyond so many bytes; only its own user may say so."""
    child = os.fork()
    if child == 0:
        owner = Path(f"/proc/{process}").stat()
        try:
            if owner.st_uid != os.getuid():
                os.setresgid(*[owner.st_gid] * 3)
                os.setresuid(*[owner.st_uid] * 3)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (room, room))
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert status == 0


def write(place: str, acknowledged: int, room: int | None) -> None:
    """Add letters for ever, and say the number of each when it is durable."""
    record, text = reopened(place), "a" * 900
    if room is not None and isinstance(record.store, PostgresStore):
        text = LARGE
        ((process,),) = record.store.execute("SELECT pg_backend_pid()")
        limited(room, process)
    elif room is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    os.write(acknowledged, b"begun\n")
    while True:
        try:
            entry = record.append(SeatKey("us", private("us")), "letter", {"text": text})
        except StorageError:
            os._exit(3)
        os.write(acknowledged, b"%d\n" % entry.sequence)


def died(place: str, wait: float | None, room: int | None = None) -> tuple[list[int], int]:
    """Let a writer write until it is killed or has no room, and return what it had acknowledged, and how it ended."""
    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(there)
        try:
            write(place, here, room)
        finally:
            os._exit(4)
    os.close(here)
    if wait is not None:
        select.select([there], [], [])
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    said = b""
    while more := os.read(there, 65536):
        said += more
    os.close(there)
    _, status = os.waitpid(child, 0)
    return [int(line) for line in said.split()[1:]], status


def faults(place: str, acknowledged: list[int]) -> list[str]:
    """Return what is wrong with a record after a writer has died."""
    try:
        record = reopened(place)
    except StorageError as error:
        return [str(error)]
    key = record.judge.record_key
    assert key is not None
    found = [one.text for one in verify(of_store(record.store, record.origin, key.text), Roster()).breaks]
    if acknowledged and record.size <= acknowledged[-1]:
        found.append(f"{record.size} entries, though entry {acknowledged[-1]} was acknowledged")
    record.append(SeatKey("kp", private("kp")), "letter", {"text": "Are you still there?"})
    record.store.close()
    return found


def begun(place: str) -> str:
    """Make a record, and return where it is."""
    talks(opened_store(place, new=True)).record.store.close()
    return place


def new_places(where: str) -> Iterator[str]:
    """Yield where new records can be kept: files of a folder, or schemas of a database."""
    for number in count():
        if where.startswith(POSTGRES):
            yield f"{where}{'&' if '?' in where else '?'}schema=crashing_{os.getpid()}_{number}"
        else:
            yield str(Path(where) / f"{number}.talks")


def rooms(where: str, places: Iterator[str]) -> Iterator[tuple[str, int]]:
    """Yield records about to be written to, and how many bytes a file of theirs may have."""
    if where.startswith(POSTGRES):
        for letters in (0, 30):  # the log of the server has no room; then the tables, which are larger
            record = reopened(place := begun(next(places)))
            assert isinstance(record.store, PostgresStore)
            for _ in range(letters):
                record.append(SeatKey("us", private("us")), "letter", {"text": LARGE})
            record.store.execute("SELECT pg_switch_wal()")
            sizes = record.store.execute("SELECT pg_relation_size(oid) FROM pg_class WHERE relkind IN ('r', 't')")
            record.store.close()
            yield place, FREE + (max(sizes)[0] if letters else 0)
        return
    full = begun(next(places))
    for room in (60_000, 61_234, 90_000, 200_001):
        shutil.copy(full, place := next(places))
        yield place, room


def recovered(where: str) -> None:
    """Wait until a server that has stopped, or is about to, answers again, and goes on for a moment."""
    end = time.monotonic() + RECOVERY
    while where.startswith(POSTGRES) and time.monotonic() < end:
        with suppress(psycopg.Error):
            with psycopg.connect(where, connect_timeout=1) as connection:
                connection.execute("SELECT pg_sleep(0.3)")
            return
        time.sleep(0.05)


def main(times: int, where: str) -> None:
    """Kill writers so often, then let some run out of room; print what was found."""
    chance, entries, places, place = Random(31), 0, new_places(where), ""
    longest = LONGEST_OF_SERVER if where.startswith(POSTGRES) else LONGEST
    for number in range(times):
        if number % EACH == 0:
            place = begun(next(places))
        acknowledged, status = died(place, chance.random() * longest)
        entries += len(acknowledged)
        wrong = [] if os.WTERMSIG(status) == signal.SIGKILL else [f"the writer ended by itself: {status}"]
        for fault in wrong + faults(place, acknowledged):
            print(f"killed, time {number}: {fault}")
    for place, room in rooms(where, places):
        acknowledged, status = died(place, None, room)
        recovered(where)
        wrong = [] if os.WEXITSTATUS(status) == 3 else [f"the writer ended otherwise: {status}"]
        for fault in wrong + faults(place, acknowledged):
            print(f"room for {room} bytes: {fault}")
        entries += len(acknowledged)
    print(f"{entries} entries acknowledged")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

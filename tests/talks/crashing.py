"""Writers that are killed, or run out of room, at any moment, and whether what they had acknowledged is still there.

Run as a program with the number of times and a folder; it prints what went wrong. It loads everything once, and each
writer is a copy of itself.
"""

from __future__ import annotations

import os
import resource
import select
import shutil
import signal
import sys
import time
from pathlib import Path
from random import Random

from detente.talks.record.exported_record import of_store
from detente.talks.record.stores.sqlite_store import SqliteStore
from detente.talks.record.stores.store import StorageError
from detente.talks.record.talks_record import SeatKey
from detente.talks.record.verification import verify
from detente.talks.seats.roster import Roster
from tests.talks.made import private, reopened, talks

LONGEST = 0.04  # seconds that a writer lives


def write(path: Path, acknowledged: int, room: int | None) -> None:
    """Add letters for ever, and say the number of each when it is durable."""
    if room is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    record = reopened(path)
    os.write(acknowledged, b"begun\n")
    while True:
        try:
            entry = record.append(SeatKey("us", private("us")), "letter", {"text": "a" * 900})
        except StorageError:
            os._exit(3)
        os.write(acknowledged, b"%d\n" % entry.sequence)


def died(path: Path, wait: float | None, room: int | None = None) -> tuple[list[int], int]:
    """Let a writer write until it is killed or has no room, and return what it had acknowledged, and how it ended."""
    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(there)
        write(path, here, room)
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


def faults(path: Path, acknowledged: list[int]) -> list[str]:
    """Return what is wrong with a record after a writer has died."""
    try:
        record = reopened(path)
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


def begun(path: Path) -> None:
    store = SqliteStore(path, new=True)
    talks(store).record.store.close()


def main(times: int, folder: Path) -> None:
    """Kill writers so often, then let some run out of room; print what was found."""
    chance, entries = Random(31), 0
    for number in range(times):
        path = folder / f"{number // 20}.talks"
        if not path.exists():
            begun(path)
        acknowledged, status = died(path, chance.random() * LONGEST)
        entries += len(acknowledged)
        wrong = [] if os.WTERMSIG(status) == signal.SIGKILL else [f"the writer ended by itself: {status}"]
        for fault in wrong + faults(path, acknowledged):
            print(f"killed, time {number}: {fault}")
    path = folder / "full.talks"
    begun(path)
    for room in (60_000, 61_234, 90_000, 200_001):
        shutil.copy(path, copy := folder / f"{room}.talks")
        acknowledged, status = died(copy, None, room)
        wrong = [] if os.WEXITSTATUS(status) == 3 else [f"the writer ended otherwise: {status}"]
        for fault in wrong + faults(copy, acknowledged):
            print(f"room for {room} bytes: {fault}")
        entries += len(acknowledged)
    print(f"{entries} entries acknowledged")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

"""Nothing acknowledged is lost, and nothing half-written is read, however a writer or the disk ends.

`make thorough` kills writers of a file and of a database 200 times each, and so does
`python -m tests.talks.crashing 200 PLACE` with a folder, or the URL of a PostgreSQL of your own, which it lets run out
of room.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from detente.talks.record.checkpoints import opened
from detente.talks.record.exported_record import export_lines, of_store, read_export
from detente.talks.record.stores.sqlite_store import SqliteStore
from detente.talks.record.stores.store import StorageError
from detente.talks.record.verification import TrustedKeys, verify
from detente.talks.seats.roster import Roster
from tests.conftest import ROOT
from tests.talks.made import ORIGIN, reopened, talks

ORDINARY, THOROUGH = {"sqlite": 15, "postgres": 4}, 200  # times that a writer is killed


def plain() -> dict[str, str]:
    """Return the environment of a process that is not measured: it may have no room for what measuring writes."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}


@pytest.mark.parametrize("kind", ORDINARY)
def test_writers_that_are_killed_or_have_no_room_lose_nothing(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A database has its own disk: the process of the server that works for the writer is given no room."""
    where = str(tmp_path) if kind == "sqlite" else request.getfixturevalue("server")
    times = ORDINARY[kind] if settings.get_current_profile_name() == "ordinary" else THOROUGH
    command = [sys.executable, "-m", "tests.talks.crashing", str(times), where]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=plain(), timeout=900)
    assert (ran.returncode, ran.stderr) == (0, "")
    *wrong, last = ran.stdout.splitlines()
    assert wrong == []
    assert int(last.split()[0]) > times


def test_a_file_that_was_cut_is_not_taken_for_whole(tmp_path: Path) -> None:
    path = tmp_path / "t.talks"
    made = talks(SqliteStore(path, new=True))
    for _ in range(40):
        made.letter("us", "a" * 900)
    kept = made.record.checkpoint(made.own.private)
    key, _ = opened(kept, made.record.judge.record_key)
    made.record.store.close()
    size = path.stat().st_size
    for cut in (100, 4096, 5000, size // 2, size - 4096, size - 1):
        copy = tmp_path / f"{cut}.talks"
        shutil.copy(path, copy)
        os.truncate(copy, cut)
        try:
            store = SqliteStore(copy)
        except StorageError:
            continue
        own = made.record.judge.record_key
        assert own is not None
        try:
            found = verify(of_store(store, ORIGIN, own.text), Roster(), TrustedKeys(own, (), (kept,)))
        except StorageError:
            found = None
        finally:
            store.close()
        assert found is None or found.breaks, cut
    assert key.size == 49


def test_what_was_only_beside_the_file_is_missed_by_who_kept_a_checkpoint(tmp_path: Path) -> None:
    """Without its log beside it the file is an older record: whole, but shorter than a checkpoint that was kept."""
    path = tmp_path / "t.talks"
    talks(SqliteStore(path, new=True)).record.store.close()
    record = reopened(path)
    shutil.copy(path, copy := tmp_path / "older.talks")
    made = talks()
    record._clock = made.clock
    record.append(made.seats["us"], "letter", {"text": "a"})
    kept = record.checkpoint(made.own.private)
    record.store.close()
    own = record.judge.record_key
    assert own is not None
    older = of_store(SqliteStore(copy), ORIGIN, own.text)
    assert verify(older, Roster()).breaks == []
    (found,) = verify(older, Roster(), TrustedKeys(own, (), (kept,))).breaks
    assert found.text == (
        "entry 9: the checkpoint that you kept has 10 entries; of these 9 to 9 are missing at the end [missing]"
    )


def test_an_export_that_was_cut_anywhere_says_so_and_what_is_whole_in_it() -> None:
    made = talks()
    for _ in range(3):
        made.letter("us")
    kept = made.record.checkpoint(made.own.private)
    own = made.record.judge.record_key
    assert own is not None
    whole = "".join(export_lines(of_store(made.record.store, ORIGIN, own.text))).encode()
    ends = [end for end, byte in enumerate(whole, 1) if byte == ord("\n")]
    for size in range(len(whole)):
        left = read_export(whole[:size].splitlines(keepends=True))
        assert left.breaks[-1].code == "cut", size
        assert len(left.entries) == min(max(sum(end <= size for end in ends) - 1, 0), made.record.size)
    assert read_export(whole.splitlines(keepends=True)).breaks == []
    for size in (ends[1], ends[3], ends[3] + 1, ends[-3], ends[-2], len(whole) - 1):
        left = read_export(whole[:size].splitlines(keepends=True))
        found = verify(left, Roster(), TrustedKeys(own, (), (kept,)))
        missing = [one.text for one in found.breaks if one.code == "missing"]
        assert bool(missing) == (len(left.entries) < made.record.size), size


@pytest.mark.parametrize("room", [0])
def test_no_record_is_made_where_there_is_no_room(room: int, tmp_path: Path) -> None:
    code = f"""
import resource, signal, sys
from pathlib import Path
from detente.talks.record.stores.sqlite_store import SqliteStore
from detente.talks.record.stores.store import StorageError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
try:
    SqliteStore(Path("t.talks"), new=True)
except StorageError as error:
    print(error)
"""
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=plain())
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("t.talks: ")

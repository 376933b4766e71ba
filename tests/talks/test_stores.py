"""One contract for every store: memory, SQLite, PostgreSQL of our own, and that of a URL if one is given."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from detente.talks.record import merkle
from detente.talks.record.exported_record import of_store
from detente.talks.record.judging_entries import RefusedError
from detente.talks.record.signed_entries import PREFIX, SeatStatement, Seen
from detente.talks.record.signed_notes import NoteKey
from detente.talks.record.stores import migrations, opened_store
from detente.talks.record.stores.memory_store import MemoryStore
from detente.talks.record.stores.postgres_store import PostgresStore
from detente.talks.record.stores.sqlite_store import SqliteStore
from detente.talks.record.stores.store import EntryRow, StorageError, Store
from detente.talks.record.talks_record import SeatKey, TalksRecord
from detente.talks.record.verification import verify
from detente.talks.rules.rulebook import RuleBook
from detente.talks.seats.roster import Roster
from tests.talks.made import ORIGIN, Talks, private, talks
from tests.web.talks_service.exercise import whole_exercise
from tests.web.talks_service.served import seated_talks

URL = "DETENTE_TEST_POSTGRES"  # of a server on which schemas may be made
SCHEMAS = count()
WRITERS, EACH, THOROUGH = 8, 12, 1_250  # entries of each writer, and in a thorough run
COPIED = "kind, statement, signature, nodes FROM entries WHERE sequence = 8"


KINDS = ["memory", "sqlite", "postgres", *(["url"] if URL in os.environ else [])]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new record can be kept."""
    if request.param == "memory":
        yield ""
    elif request.param == "sqlite":
        yield str(tmp_path / "t.talks")
    else:
        base = request.getfixturevalue("server") if request.param == "postgres" else os.environ[URL]
        schema = f"detente_{os.getpid()}_{next(SCHEMAS)}"
        yield f"{base}{'&' if '?' in base else '?'}schema={schema}"
        dropped(base, schema)


def dropped(base: str, schema: str) -> None:
    import psycopg

    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())


@pytest.fixture
def again(place: str) -> Iterator[Callable[[], Store]]:
    """Open the store once more; in memory there is only one."""
    opened: list[Store] = []

    def store() -> Store:
        if not place:
            opened[:] = opened or [MemoryStore()]
            return opened[0]
        opened.append(opened_store(place, new=not opened))
        return opened[-1]

    yield store
    for one in opened:
        one.close()


@pytest.fixture
def made(again: Callable[[], Store]) -> Talks:
    return talks(again())


class TestAnyStore:
    """What holds of a record wherever it is kept."""

    def test_what_is_added_is_there_for_others(self, made: Talks, again: Callable[[], Store]) -> None:
        for seat in ("us", "kp"):
            made.letter(seat)
        other = TalksRecord(again(), Roster(), made.clock)
        assert other.size == made.record.size == 11
        assert other.root(11) == made.record.root(11)
        other.append(made.seats["kp"], "letter", {"text": "yes"})
        assert made.letter("us") == 12
        assert made.record.root(12) == other.root(12)
        assert [row.sequence for row in other.store.rows(11)] == [11, 12]
        assert [row.kind for row in other.store.rows(kinds=["opening", "joining"])] == ["opening", *["joining"] * 4]
        assert other.store.row(13) is None
        assert other.store.last_of("us") == 4

    def test_the_whole_holds(self, made: Talks) -> None:
        made.letter("us")
        note = made.record.checkpoint(made.own.private)
        assert made.record.checkpoint(made.own.private) == note == made.record.latest()
        key = made.record.judge.record_key
        assert key is not None
        found = verify(of_store(made.record.store, ORIGIN, key.text), Roster())
        assert (found.breaks, found.size, found.checkpoints) == ([], 10, [10])

    def test_proofs_of_every_size(self, made: Talks) -> None:
        made.record.checkpoint(made.own.private)
        for sequence in range(9):
            made.record.prove(sequence).checked(made.record.judge.record_key)
        for old in range(10):
            request = made.record.request(old)
            merkle.check_consistency(old, 9, (made.record.root(old), made.record.root(9)), request.hashes)
        for wrong in (made.record.prove, made.record.request):
            with pytest.raises(RefusedError, match="make one first"):
                wrong(10)

    def test_what_goes_wrong_leaves_nothing(self, made: Talks) -> None:
        row = made.record.store.row(8)
        assert row is not None
        with pytest.raises(StorageError, match="after all"), made.record.store.writing():
            self.add_and_fail(made, EntryRow(9, "us", 3, "letter", row.statement, row.signature, row.nodes))
        assert made.record.store.size() == 9
        assert made.letter("us") == 9

    def add_and_fail(self, made: Talks, row: EntryRow) -> None:
        made.record.store.add(row)
        raise StorageError("no room after all")

    @pytest.mark.parametrize(("sequence", "nth"), [(8, 3), (10, 3), (9, 2), (9, 4)])
    def test_an_entry_has_one_place(self, made: Talks, sequence: int, nth: int) -> None:
        row = made.record.store.row(8)
        assert row is not None
        wrong = EntryRow(sequence, "us", nth, "letter", row.statement, row.signature, row.nodes)
        with pytest.raises(StorageError), made.record.store.writing():
            made.record.store.add(wrong)
        assert made.record.store.size() == 9

    @pytest.mark.parametrize(("sequence", "nth"), [(8, 3), (10, 3), (9, 2), (9, 4)])
    def test_nor_by_itself(self, made: Talks, sequence: int, nth: int) -> None:
        row = made.record.store.row(8)
        assert row is not None
        assert not made.record.store.add_next(
            EntryRow(sequence, "us", nth, "letter", row.statement, row.signature, row.nodes)
        )
        assert made.record.store.size() == 9
        assert made.letter("us") == 9

    def test_what_others_added_counts_though_one_thought_to_be_alone(
        self, made: Talks, again: Callable[[], Store]
    ) -> None:
        """Whoever is about to add in one step does not know it: of the same seat, and what a rule asks for."""
        records = [TalksRecord(again(), RuleBook(), made.clock) for _ in range(2)]
        for first, other in (records, records[::-1], records):
            body = {"text": "This.", "package": {"forces": "stay"}}
            proposal = first.append(made.seats["us"], "proposal", body).sequence
            found = other.append(made.seats["kp"], "acceptance", {"proposal": proposal, "version": proposal})
            assert found.sequence == proposal + 1
            own = other.append(made.seats["us"], "letter", {"text": "And?"})
            assert SeatStatement.of(own.statement).after == Seen(own.sequence, other.root(own.sequence))
        assert records[0].root(18) == records[1].root(18)
        key = made.record.judge.record_key
        assert key is not None
        assert verify(of_store(made.record.store, ORIGIN, key.text), RuleBook()).breaks == []

    def test_a_store_that_has_a_record_takes_no_other(self, made: Talks) -> None:
        with pytest.raises(RefusedError, match="already"):
            talks(made.record.store)

    def test_many_write_at_once(self, made: Talks, again: Callable[[], Store]) -> None:
        made.clock = None  # type: ignore[assignment]
        each = EACH if settings.get_current_profile_name() == "ordinary" else THOROUGH
        failed: list[BaseException] = []
        stores = [again() for _ in range(WRITERS)]

        def write(number: int) -> None:
            seat = ["us", "kp", "us-arms", "mediator"][number % 4]
            try:
                record = TalksRecord(stores[number], Roster())
                for _ in range(each):
                    record.append(made.seats[seat], "letter", {"text": f"{number}"})
            except BaseException as error:  # noqa: BLE001
                failed.append(error)

        threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        found = verify(of_store(made.record.store, ORIGIN, made.record.judge.record_key.text), Roster())  # type: ignore[union-attr]
        assert (found.breaks, found.size) == ([], 9 + WRITERS * each)


@pytest.mark.parametrize("place", KINDS[1:], indirect=True)
class TestADatabase:
    """What the tables themselves refuse."""

    @pytest.fixture
    def store(self, made: Talks, place: str) -> SqliteStore | PostgresStore:
        assert isinstance(made.record.store, SqliteStore | PostgresStore)
        made.record.checkpoint(made.own.private)
        return made.record.store

    @pytest.mark.parametrize(
        "text",
        [
            "UPDATE entries SET kind = 'x' WHERE sequence = 3",
            "DELETE FROM entries WHERE sequence = 8",
            "DELETE FROM entries",
            "UPDATE notes SET note = ''",
            "DELETE FROM notes",
            "DELETE FROM migrations",
            "INSERT INTO notes VALUES (4, 'x')",
            "INSERT INTO lines VALUES (3, 9, 'x')",
            f"INSERT INTO entries SELECT 9, seat, nth, {COPIED}",
            f"INSERT INTO entries SELECT 10, seat, 3, {COPIED}",
        ],
    )
    def test_rows_are_for_good(self, store: SqliteStore | PostgresStore, text: str) -> None:
        with pytest.raises(StorageError):
            store.execute(text)
        assert len([*store.rows()]) == 9

    @pytest.mark.parametrize("text", ["TRUNCATE entries, notes, lines", "INSERT OR REPLACE INTO notes VALUES (9, 'x')"])
    def test_nor_are_they_replaced(self, store: SqliteStore | PostgresStore, text: str) -> None:
        with pytest.raises(StorageError):
            store.execute(text)
        assert store.size() == 9

    def test_who_is_alone_asks_the_database_once_an_entry(
        self, store: SqliteStore | PostgresStore, made: Talks, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        execute = store.execute

        def counted(text: str, values: Sequence[Any] = ()) -> list[Any]:
            asked.append(text)
            return execute(text, values)

        monkeypatch.setattr(store, "execute", counted)
        for _ in range(3):
            made.letter("us")
        assert len(asked) == 3

    def test_nothing_is_added_but_while_writing(self, store: SqliteStore | PostgresStore) -> None:
        with pytest.raises(StorageError, match="while writing"):
            store.add_note(10, "x")

    def test_a_later_version_is_not_touched(self, store: SqliteStore | PostgresStore, place: str) -> None:
        store.execute("INSERT INTO migrations VALUES ('9999-later')")
        with pytest.raises(StorageError, match="9999-later"):
            opened_store(place)

    def test_steps_are_taken_once(self, store: SqliteStore | PostgresStore) -> None:
        taken = [name for (name,) in store.execute("SELECT name FROM migrations ORDER BY name")]
        assert taken == [name for name, _ in migrations.SQLITE] == [name for name, _ in migrations.POSTGRES]

    def test_a_step_that_fails_leaves_nothing(
        self, store: SqliteStore | PostgresStore, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fails = ("9998-fails", "CREATE TABLE half (n INTEGER);\nINSERT INTO nowhere VALUES (1);\n")
        for steps in ("SQLITE", "POSTGRES"):
            monkeypatch.setattr(migrations, steps, (*getattr(migrations, steps), fails))
        with pytest.raises(StorageError, match="nowhere"):
            opened_store(place)
        assert "9998-fails" not in {name for (name,) in store.execute("SELECT name FROM migrations")}
        with pytest.raises(StorageError, match="half"):
            store.execute("SELECT * FROM half")

    def test_what_is_acknowledged_is_on_the_disk(self, store: SqliteStore | PostgresStore) -> None:
        if isinstance(store, SqliteStore):
            assert store.execute("PRAGMA journal_mode") == [("wal",)]
            assert store.execute("PRAGMA synchronous") == [(2,)]  # FULL
        else:
            assert store.execute("SHOW synchronous_commit") == [("on",)]

    def test_there_is_one_or_there_is_none(self, store: SqliteStore | PostgresStore, place: str) -> None:
        with pytest.raises((StorageError, FileExistsError)):
            opened_store(place, new=True)


def test_a_writer_of_postgresql_may_only_read_and_add(server: str) -> None:
    import psycopg

    store = PostgresStore(f"{server}&schema=narrow", new=True)
    made = talks(store)
    with suppress(psycopg.Error):
        store.execute("CREATE ROLE narrow_writer LOGIN")
    store.let_write("narrow_writer")
    with psycopg.connect(server, user="narrow_writer", autocommit=True) as narrow:
        narrow.execute("SET search_path TO narrow")
        assert narrow.execute("SELECT count(*) FROM entries").fetchone() == (9,)
        for text in (
            b"UPDATE entries SET kind = 'x'",
            b"DELETE FROM entries",
            b"TRUNCATE entries",
            b"DROP TRIGGER entries_for_good ON entries",
            b"ALTER TABLE entries DISABLE TRIGGER ALL",
            b"DROP TABLE entries",
            b"INSERT INTO migrations VALUES ('x')",
        ):
            with pytest.raises(psycopg.Error):
                narrow.execute(text)
    base, _, query = server.partition("?")
    writer = PostgresStore(f"{base.replace('postgres:@', 'narrow_writer:@')}?{query}&schema=narrow")
    assert TalksRecord(writer, Roster(), made.clock).append(made.seats["us"], "letter", {}).sequence == 9
    writer.close()
    store.close()
    dropped(server, "narrow")


@pytest.mark.parametrize("wrong", ["mysql://a/b", "postgresql://h/db?schema=Pg-Odd", "postgresql:///x?host=/nowhere"])
def test_a_place_that_is_none(wrong: str) -> None:
    with pytest.raises(StorageError):
        opened_store(wrong)


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(StorageError, match="another program"):
        SqliteStore(other)
    assert other.read_bytes() == before
    (tmp_path / "text").write_text("not a database, but long enough to look like one\n" * 40, encoding="utf-8")
    with pytest.raises(StorageError, match="not a database"):
        SqliteStore(tmp_path / "text")
    with pytest.raises(FileNotFoundError):
        SqliteStore(tmp_path / "nothing")


class TestWhatIsRefused:
    """Entries signed elsewhere that may not be added; nothing is, and the reason is said."""

    @pytest.fixture
    def made(self) -> Talks:
        return talks()

    def submitted(self, made: Talks, by: str = "us", **changes: Any) -> int:
        draft = made.record.draft("us", "letter", {"text": "a"})
        statement = draft._replace(**changes)
        return made.record.submit(statement.raw, private(by).sign(PREFIX + statement.raw)).sequence

    def test_a_proper_one_is_added(self, made: Talks) -> None:
        assert self.submitted(made) == 9
        assert verify(of_store(made.record.store, ORIGIN, NoteKey(ORIGIN, made.own.public).text), Roster()).breaks == []

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"record": "example.org/iran"}, "signed for the record 'example.org/iran'"),
            ({"by": "kp"}, "not signed by the key of us"),
            ({"seat": "jp"}, "'jp' has no key"),
            ({"nth": 2}, "statement 2 of us is on the record already; the next one is 3"),
            ({"nth": 4}, "statement 4 of us would leave a gap"),
            ({"time": "2021-08-26T17:46:40.000Z"}, "the clock goes back"),
            ({"time": "2021-08-26T18:46:40.000Z"}, "ahead of the clock here"),
            ({"after": Seen(9, b"1" * 32)}, "the record has forked"),
            ({"after": Seen(4, b"1" * 32)}, "the record has forked"),
            ({"after": Seen(10, b"1" * 32)}, "the record has forked"),
            ({"kind": "A"}, "kind: found 'A'"),
            ({"kind": "opening", "by": "us"}, "has no key"),
            ({"time": "yesterday"}, "time: found 'yesterday'"),
        ],
    )
    def test_this_is_not(self, made: Talks, changes: dict[str, Any], why: str) -> None:
        with pytest.raises(RefusedError, match=why):
            self.submitted(made, **changes)
        assert made.record.store.size() == 9

    def test_a_replay_is_not(self, made: Talks) -> None:
        entry = made.record.append(made.seats["us"], "letter", {"text": "a"})
        with pytest.raises(RefusedError, match="already"):
            made.record.submit(entry.statement, entry.signature)

    def test_what_was_signed_before_others_wrote_still_fits(self, made: Talks) -> None:
        statement = made.record.draft("us", "letter", {"text": "a"})
        made.record.append(made.seats["kp"], "note", {})
        late = statement._replace(time=made.record.draft("us", "x", {}).time)
        entry = made.record.submit(late.raw, private("us").sign(PREFIX + late.raw))
        assert entry.sequence == 10
        assert SeatStatement.of(entry.statement).after.size == 9

    def test_bytes_that_are_no_statement_are_not(self, made: Talks) -> None:
        for raw in (b"", b"{}", b'{"a":1}', b"[]", b'{ "a":1}'):
            with pytest.raises(RefusedError):
                made.record.submit(raw, bytes(64))

    @pytest.mark.parametrize("body", [{"a": 0.5}, {"é": 1}, {"a": "\ud800"}, {"a": 2**60}, {"a": "x" * 2**20}])
    def test_a_body_without_canonical_bytes_is_not(self, made: Talks, body: dict[str, object]) -> None:
        with pytest.raises(RefusedError):
            made.record.append(made.seats["us"], "letter", body)

    @pytest.mark.parametrize("name", ["", "a b", "a+b", "detente/entry/1", "a\n"])
    def test_a_name_that_is_none_is_not(self, name: str) -> None:
        with pytest.raises(RefusedError):
            TalksRecord.new(MemoryStore(), Roster(), SeatKey(name, private("record")), {})

    def test_a_checkpoint_by_another_key_is_not(self, made: Talks) -> None:
        with pytest.raises(RefusedError, match="by the key of the record"):
            made.record.checkpoint(private("us"))


def test_a_whole_exercise_is_served_from_postgres(server: str, tmp_path: Path) -> None:
    schema = f"detente_{os.getpid()}_{next(SCHEMAS)}"
    with seated_talks(f"{server}&schema={schema}", tmp_path) as talks:
        whole_exercise(talks)
    dropped(server, schema)

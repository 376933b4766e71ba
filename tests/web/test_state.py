"""One contract for the state of a workbench, in SQLite and in PostgreSQL."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from detente.case.inquiry import Inquiry
from detente.web.account_store import ACCOUNTS, SCRIPT, SIGN_INS, AccountError, AccountStore
from detente.web.database import StateError, opened
from detente.web.variant_store import ChangedMeanwhileError, VariantStore, as_written
from tests.web.within import within_this_process

SCHEMAS = count()
LONG = "correct horse battery"
ONE = Inquiry(changed={"reservation/ann": 1})
TWO = Inquiry(changed={"reservation/ann": 2})


@pytest.fixture(autouse=True, scope="module")
def _cheaply() -> Iterator[None]:
    with within_this_process():
        yield


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty state."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'state.sqlite'}"
    else:
        base = request.getfixturevalue("server")
        url = f"{base}{'&' if '?' in base else '?'}schema=workbench_{os.getpid()}_{next(SCHEMAS)}"
    found = opened(url)
    yield found
    found.dispose()


def test_steps_are_added_undone_redone_and_forgotten(engine: Engine) -> None:
    store = VariantStore(engine)
    first = store.change("ann", as_written("orange", Inquiry()), ONE, "one")
    second = store.change("ann", first, TWO, "two")
    assert (second.name, second.at, second.last, second.says, second.inquiry) == ("Variant 1", 2, 2, "two", TWO)
    undone = store.move("ann", second, -1)
    assert (undone.at, undone.last, undone.inquiry) == (1, 2, ONE)
    assert store.move("ann", undone, 1) == second
    other = store.change("ann", store.move("ann", second, -1), TWO, "other")
    assert (other.at, other.last, other.says) == (2, 2, "other")
    store.rename("ann", other, "  Mine ")
    assert [one.name for one in store.of("ann", "orange")] == ["Mine"]
    store.delete("ann", other)
    assert list(store.of("ann", "orange")) == []


def test_a_variant_is_its_owners_alone(engine: Engine) -> None:
    store = VariantStore(engine)
    made = store.change("ann", as_written("orange", Inquiry()), ONE, "one")
    with pytest.raises(KeyError):
        store.get("bob", "orange", made.id)
    with pytest.raises(ChangedMeanwhileError):
        store.change("bob", made, TWO, "two")
    store.rename("bob", made, "Bob's")
    store.delete("bob", made)
    assert store.get("ann", "orange", made.id) == made


def test_of_two_changes_at_once_one_is_kept_and_the_other_told(engine: Engine) -> None:
    store = VariantStore(engine)
    seen = store.change("ann", as_written("orange", Inquiry()), ONE, "one")
    told: list[str] = []
    ready = threading.Barrier(4)

    def change(says: str) -> None:
        ready.wait()
        try:
            told.append(store.change("ann", seen, TWO, says).says)
        except ChangedMeanwhileError:
            told.append("")

    tabs = [threading.Thread(target=change, args=(name,)) for name in "abcd"]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    (kept,) = (name for name in told if name)
    now = store.get("ann", "orange", seen.id)
    assert (now.at, now.last, now.says) == (2, 2, kept)


def test_passphrases_and_tokens_are_kept_as_digests_only(engine: Engine) -> None:
    accounts = AccountStore(engine)
    accounts.put("ann", LONG)
    token = accounts.sign_in("ann")
    with engine.connect() as there:
        kept = repr([*there.execute(select(ACCOUNTS)), *there.execute(select(SIGN_INS))])
    assert "argon2id" in kept
    assert LONG not in kept
    assert token not in kept


def test_who_is_known_and_who_is_signed_in(engine: Engine) -> None:
    accounts = AccountStore(engine)
    accounts.put("ann", LONG)
    assert accounts.known("ann", LONG)
    assert not accounts.known("ann", LONG + "!")
    assert not accounts.known("bob", LONG)
    first, second, key = accounts.sign_in("ann"), accounts.sign_in("ann"), accounts.sign_in("ann", SCRIPT)
    assert accounts.signed_in(first) == accounts.signed_in(key, SCRIPT) == "ann"
    assert accounts.signed_in(key) is None  # a key is no sign-in of a browser
    accounts.sign_out(first)
    assert accounts.signed_in(first) is None
    assert accounts.signed_in(second) == "ann"
    accounts.end_scripts("ann")
    assert accounts.signed_in(key, SCRIPT) is None
    accounts.put("ann", LONG + " staple")
    assert accounts.signed_in(second) is None
    assert not accounts.known("ann", LONG)
    assert accounts.remove("ann")
    assert list(accounts.names()) == []


@pytest.mark.parametrize(("name", "passphrase"), [("Ann", LONG), ("../x", LONG), ("", LONG), ("ann", "short")])
def test_what_cannot_be_an_account_is_refused(tmp_path: Path, name: str, passphrase: str) -> None:
    accounts = AccountStore(opened(f"sqlite:///{tmp_path / 'state.sqlite'}"))
    with pytest.raises(AccountError, match="expected"):
        accounts.put(name, passphrase)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://x/y", "unknown kind of database 'mysql'"),
        ("nonsense", "expected sqlite"),
        ("postgresql://ann:secret@127.0.0.1:1/none", "ann:\\*\\*\\*@127.0.0.1:1"),
        ("postgresql:///x?schema=Robert'); --", "found the schema"),
        ("sqlite:////nowhere/at/all.sqlite", "unable to open"),
    ],
)
def test_a_state_that_cannot_be_opened_says_why_and_no_secret(url: str, says: str) -> None:
    with pytest.raises(StateError, match=says) as found:
        opened(url)
    assert "secret" not in str(found.value)

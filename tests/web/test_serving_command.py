"""`detente serve`, as far as it does not serve: accounts, and what is refused before anything is opened."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from detente.cli import UsageProblemError
from detente.cli.serving import Sharing, change_account, serve_workbench, settings_of
from detente.web.account_store import AccountStore
from detente.web.database import opened
from tests.web.within import within_this_process

LONG = "correct horse battery"


def account(folder: Path, **given: str | None) -> None:
    with within_this_process():
        change_account(str(folder), None, given.get("add"), given.get("remove"))


def test_accounts_are_made_changed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for passphrase in (LONG, f"{LONG} staple"):
        monkeypatch.setattr("sys.stdin", StringIO(f"{passphrase}\nmore"))
        account(tmp_path, add="ann")
    assert "has the new passphrase" in capsys.readouterr().out
    assert (tmp_path / "accounts" / "ann" / "cases").is_dir()
    accounts = AccountStore(opened(settings_of(str(tmp_path), None, shared=True).database))
    assert accounts.known("ann", f"{LONG} staple")
    with pytest.raises(UsageProblemError, match="expected one of ann"):
        account(tmp_path, remove="bob")
    account(tmp_path, remove="ann")
    assert not accounts.known("ann", f"{LONG} staple")
    assert (tmp_path / "accounts" / "ann" / "cases").is_dir()


def test_a_short_passphrase_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    with pytest.raises(UsageProblemError, match="has 5 letters; expected 12"):
        account(tmp_path, add="ann")


@pytest.mark.parametrize(
    ("host", "proxy", "certificate", "key", "says"),
    [
        ("", True, None, None, "needs --host"),
        ("x.example", False, None, None, "without TLS"),
        ("x.example", True, "c.pem", "k.pem", "needs either"),
        ("x.example", False, "c.pem", None, "belong together"),
        ("x.example", False, "c.pem", "k.pem", "there is no file 'c.pem'"),
    ],
)
def test_sharing_without_encryption_is_refused(
    host: str, proxy: bool, certificate: str | None, key: str | None, says: str
) -> None:
    files = [None if one is None else Path(one) for one in (certificate, key)]
    with pytest.raises(UsageProblemError, match=says):
        Sharing(host, proxy, *files).checked()


def test_a_shared_workbench_needs_an_account(tmp_path: Path) -> None:
    sharing = Sharing("x.example", True, None, None)
    with pytest.raises(UsageProblemError, match="--add-account"):
        serve_workbench(str(tmp_path), 0, 60, None, sharing, open_page=False)


def test_a_state_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageProblemError, match="unknown kind of database 'mysql'"):
        serve_workbench(str(tmp_path), 0, 60, "mysql://x/y", None, open_page=False)

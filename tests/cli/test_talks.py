"""Talks by the command: a record from its opening to its verification by somebody who has only a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from detente.cli.published_models import models
from detente.talks.seats import key_files
from tests.cli.conftest import Ran, called, environment

CHEAP = {"memory": 8, "passes": 1, "lanes": 1}  # of Argon2id, so that tests are quick
SEATS = (("us", "head", "us"), ("kp", "head", "kp"))


def ran(*args: str) -> Ran:
    found = called("talks", *args)
    assert found.code == 0, found.err
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two seats with a letter, a sealed note, and a checkpoint that a witness has signed."""
    path = tmp_path_factory.mktemp("talks")
    with pytest.MonkeyPatch.context() as patch:
        surroundings(patch, path)
        opened = ran("open", "t.talks", "--name", "example.org/korea", "--key", "record.key", "--title", "Korea")
        Path("record.pub").write_text(opened.out.splitlines()[1], encoding="utf-8")
        for seat, role, party in SEATS:
            ran("invite", "t.talks", seat, "--role", role, "--for", party, "-k", "record.key", "-o", f"{seat}.inv")
            ran("join", "t.talks", f"{seat}.inv", "-o", f"{seat}.key")
        ran("append", "t.talks", "letter", "-k", "us.key", "--text", "Dear Chairman,\nlet us talk.")
        ran("append", "t.talks", "note", "-k", "us.key", "--text", "Our real aim.", "--seal-to", "us")
        ran("checkpoint", "t.talks", "-k", "record.key", "-o", "kept.note")
        key = ran("key", "example.net/w", "-o", "w.key").out
        Path("w.pub").write_text(key, encoding="utf-8")
        ran("witness", "t.talks", "-k", "w.key", "--record-key", "record.pub", "--memory", "w.json")
        ran("export", "t.talks", "-o", "t.jsonl")
        ran("export", "t.talks", "--only", "5", "-o", "part.jsonl")
        ran("prove", "t.talks", "5", "-o", "letter.tlog-proof")
    return path


def surroundings(patch: pytest.MonkeyPatch, path: Path) -> None:
    patch.chdir(path)
    patch.setenv("DETENTE_PASSPHRASE", "a long walk home")
    patch.setattr(key_files, "COST", CHEAP)


@pytest.fixture(autouse=True)
def _there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    surroundings(monkeypatch, folder)


def test_the_log_opens_what_is_sealed_for_whose_keys_are_given() -> None:
    lines = ran("log", "t.talks", "--since", "5").out.splitlines()
    assert [line.split()[2:4] for line in lines] == [["us", "letter"], ["us", "sealed"]]
    assert lines[0].endswith("Dear Chairman, let us talk.")
    assert "real aim" not in ran("log", "t.talks", "-k", "kp.key").out
    found = ran("log", "t.talks", "-k", "us.key", "--json")
    jsonschema.validate(found.json, models()["talks-log"].model_json_schema(by_alias=True))
    assert found.json["entries"][6]["opened"] == {"text": "Our real aim."}


@pytest.mark.parametrize("file", ["t.jsonl", "t.talks", "part.jsonl"])
def test_verify_says_who_signed_what_and_who_saw_it(file: str) -> None:
    said = ran("verify", file, "--record-key", "record.pub", "--witness", "w.pub", "--extends", "kept.note").out
    assert "example.org/korea: 7 entries" in said
    assert "Witness example.net/w: saw 7 entries by 20" in said
    assert said.endswith("It holds.\n")
    assert ("Withheld, of which only the hash is shown: 1" in said) == (file == "part.jsonl")


def test_verify_as_json(folder: Path) -> None:
    found = ran("verify", "t.jsonl", "--json")
    jsonschema.validate(found.json, models()["talks-verify"].model_json_schema(by_alias=True))
    assert found.json["holds"]
    assert found.json["witnesses"][0]["checked"] is False
    Path("broken.jsonl").write_text(Path("t.jsonl").read_text("utf-8").replace("let us talk", "no"), encoding="utf-8")
    broken = called("talks", "verify", "broken.jsonl", "--json")
    assert broken.code == 1
    assert [(one["entry"], one["code"]) for one in broken.json["breaks"]] == [(5, "signature")]
    told = called("talks", "verify", "broken.jsonl")
    assert told.code == 1
    assert "It breaks: 1 fault\n  entry 5: not signed by the key of us [signature]" in told.out


def test_one_letter_is_shown_without_any_other() -> None:
    said = ran("verify", "letter.tlog-proof", "--record-key", "record.pub", "--witness", "w.pub").out
    assert "Entry 5 of example.org/korea is among the first 7.\nletter of us, signed at 20" in said
    assert "Witnessed by example.net/w" in said
    text = Path("letter.tlog-proof").read_text("utf-8")
    Path("other.tlog-proof").write_text(text.replace("index 5", "index 4"), encoding="utf-8")
    found = called("talks", "verify", "other.tlog-proof")
    assert (found.code, found.out) == (1, "It breaks: the proof does not lead from entry 4 to the root of 7 entries\n")


def test_a_request_goes_to_a_witness_without_the_record() -> None:
    ran("checkpoint", "t.talks", "--since", "0", "-o", "request")
    line = ran("witness", "request", "-k", "w.key", "--record-key", "record.pub", "--memory", "other.json").out
    assert line.startswith("— example.net/w ")
    assert ran("checkpoint", "t.talks").out.count("\n— ") == 2


def test_keys_are_changed_and_closed(tmp_path: Path) -> None:
    ran("open", "u.talks", "--name", "example.org/u", "--key", "u-record.key")
    ran("invite", "u.talks", "us", "--role", "head", "--for", "us", "-k", "u-record.key", "-o", "u.inv")
    ran("join", "u.talks", "u.inv", "-o", "u.key")
    ran("rotate", "u.talks", "-k", "u.key", "-o", "u2.key")
    Path("body.json").write_text('{"text": "a", "answers": 2}', encoding="utf-8")
    assert ran("append", "u.talks", "letter", "-k", "u2.key", "-f", "body.json").out == "Entry 4\n"
    ran("revoke", "u.talks", "us", "--reason", "lost", "-k", "u-record.key")
    refused = called("talks", "append", "u.talks", "letter", "-k", "u2.key", "--text", "a")
    assert (refused.code, refused.err) == (2, "the seat 'us' has no key that signs now\n")


def test_what_all_could_accept_is_found_without_showing_anything_else() -> None:
    ran("open", "m.talks", "--name", "example.org/m", "--key", "m-record.key")
    for seat, role, party in (("us", "head", "us"), ("kp", "head", "kp"), ("ch", "mediator", "")):
        ran("invite", "m.talks", seat, "--role", role, "--for", party, "-k", "m-record.key", "-o", f"m-{seat}.inv")
        ran("join", "m.talks", f"m-{seat}.inv", "-o", f"m-{seat}.key")
    for option in ("end", "pause"):
        Path("p.json").write_text(f'{{"text": "{option}", "package": {{"exercises": "{option}"}}}}', encoding="utf-8")
        ran("append", "m.talks", "proposal", "-k", "m-ch.key", "-f", "p.json")
    Path("r.json").write_text('{"candidates": [7, 8]}', encoding="utf-8")
    assert ran("append", "m.talks", "round", "-k", "m-ch.key", "-f", "r.json").out == "Entry 9\n"
    ran("mark", "m.talks", "9", "--accept", "7,8", "-k", "m-us.key")
    wrong = called("talks", "mark", "m.talks", "9", "--accept", "6", "-k", "m-kp.key")
    assert (wrong.code, wrong.err) == (2, "--accept: found 6; expected some of 7, 8\n")
    ran("mark", "m.talks", "9", "--accept", "8", "-k", "m-kp.key")
    assert ran("reveal", "m.talks", "9", "-k", "m-ch.key").out == "Entry 12: all could accept 8\n"
    assert ran("verify", "m.talks").out.endswith("13 entries at the end stand in no checkpoint yet.\n")
    wrong = called("talks", "reveal", "m.talks", "7", "-k", "m-ch.key")
    assert (wrong.code, wrong.err) == (2, "ROUND: found 7; expected one of 9\n")


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ("open t.talks --name example.org/x --key x.key", "t.talks: File exists"),
        ("open x.talks --name a+b --key x.key", "expected a name without spaces and plus signs"),
        ("open x.talks --name a --key us.key", "which is there already; expected a new file"),
        ("append t.talks letter -k us.key", "expected --text or --file, one of them"),
        ("append t.talks letter -k kept.note --text a", "kept.note: not a file with keys"),
        ("append t.talks letter -k w.key --text a", "the keys are those of ''; this record is 'example.org/korea'"),
        ("append t.talks letter -k us.key --text a --seal-to fr", "fr is no seat; there are kp, record, us"),
        ("append t.talks letter -k us.key --file t.talks", "t.talks: 'utf-8' codec"),
        ("log nowhere.talks", "nowhere.talks: No such file or directory"),
        ("log kept.note", "kept.note: file is not a database; expected a record of talks"),
        ("log .", ".: found a folder or a device; expected a record of talks, as talks open makes one"),
        ("state .", ".: found a folder or a device; expected a record of talks"),
        ("send . -k us.key --text a", ".: found a folder or a device; expected a record of talks"),
        ("serve . --no-open", ".: found a folder or a device; expected a record of talks"),
        ("log t.talks -k .", ".: Is a directory"),
        ("export t.talks -o .", "found '.', which is there already; expected a new file"),
        (
            "calendar t.talks -o not/there/x.ics",
            "found 'not/there/x.ics', whose folder is not there; expected a file in",
        ),
        (
            "join t.talks us.key -o new.key",
            "us.key: not an invitation: found a file with keys; expected one that talks",
        ),
        ("join t.talks t.jsonl -o new.key", "t.jsonl: not an invitation: "),
        ("join t.talks us.inv -o new.key", "is no open invitation of us"),
        ("invite t.talks us --role head --for us -k record.key -o new.inv", "the seat us is taken"),
        ("invite t.talks jp --role consulted --for jp -k kp.key -o new.inv", "kp may not invite a consulted of jp"),
        ("prove t.talks 7 -o new.proof", "no checkpoint has entry 7: the last one has 7 entries"),
        ("export t.talks --only 3-x -o new.jsonl", "--only: found '3-x'; expected numbers such as 4,7-9"),
        ("checkpoint t.talks -k us.key", "checkpoints are signed by the key of the record"),
        ("verify kept.note", "expected an export, a proof, or a record of talks"),
        ("verify t.jsonl --record-key kept.note", "is no key; expected NAME+ID+KEY"),
        ("witness request -k w.key --record-key record.pub --memory w.json", "saw 7 last"),
        ("key a+b -o new.key", "expected a name without spaces and plus signs"),
    ],
)
def test_what_cannot_be_done_is_said(args: str, why: str) -> None:
    if "request" in args and not Path("request").exists():
        ran("checkpoint", "t.talks", "--since", "0", "-o", "request")
    before = {path: path.stat().st_size for path in Path().iterdir() if path.suffix not in {".talks-wal", ".talks-shm"}}
    found = called("talks", *args.split())
    assert found.code == 2, found.out
    assert why in found.err
    assert {path for path in Path().iterdir() if not path.name.endswith(("-wal", "-shm", ".lock"))} == {
        path for path in before if not path.name.endswith(("-wal", "-shm", ".lock"))
    }


def test_without_anybody_to_ask_a_passphrase_must_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DETENTE_PASSPHRASE")
    found = called("talks", "append", "t.talks", "letter", "-k", "us.key", "--text", "a")
    assert (found.code, found.err) == (2, "a passphrase is needed: --passphrase-file FILE, or set DETENTE_PASSPHRASE\n")
    Path("short").write_text("short\n", encoding="utf-8")
    found = called("talks", "key", "a", "-o", "new.key", "--passphrase-file", "short")
    assert (found.code, found.err) == (2, "the passphrase has 5 letters; expected at least 8\n")


def test_what_talks_need_is_an_extra_and_its_lack_is_said(tmp_path: Path) -> None:
    (tmp_path / "cryptography.py").write_text("raise ModuleNotFoundError(name='cryptography')", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    command = [sys.executable, "-m", "detente", "talks", "log", "t.talks"]
    found = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**environment(), "PYTHONPATH": path}
    )
    assert (found.returncode, found.stderr) == (
        2,
        "Talks need the package cryptography: pip install 'detente[talks]'\n",
    )

"""Who may invite, join, change and close what; whose key signs; what is sealed to whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.talks.record.canonical import canonical
from detente.talks.record.judging_entries import RefusedError
from detente.talks.record.signatures import is_signature, may_sign
from detente.talks.record.signed_notes import NoteError, NoteKey, as_base64
from detente.talks.record.stores.sqlite_store import SqliteStore
from detente.talks.record.talks_record import SeatKey
from detente.talks.seats.invitations import InvitationLetter, invite, join, revoke, rotate
from detente.talks.seats.key_files import KeyFileError, SeatKeys, new_keys, read_keys, save_keys
from detente.talks.seats.roster import ROLES, Roster, joining_message
from detente.talks.seats.sealing import CLASSES, SEALED, SealError, padded, readers, seal, unpadded, unseal
from tests.talks.made import ORIGIN, Talks, private, talks

CHEAP = {"memory": 8, "passes": 1, "lanes": 1}  # of Argon2id, so that tests are quick
PASSPHRASE = "a long walk home"
DELEGATION = {"head": "us", "group": "us", "consulted": "jp", "mediator": "", "observer": ""}


@pytest.fixture
def made() -> Talks:
    return talks()


def roster(made: Talks) -> Roster:
    assert isinstance(made.record.judge, Roster)
    return made.record.judge


def body(**changes: Any) -> dict[str, Any]:
    key = as_base64(private("invitation").public_key().public_bytes_raw())
    return {"seat": "new", "role": "group", "delegation": "us", "key": key, **changes}


# who may invite whom: rows are those who invite, columns roles of the delegation “us”, or of none
INVITES = {
    "record": {"head", "group", "consulted", "mediator", "observer"},
    "us": {"group"},
    "kp": set(),
    "us-arms": set(),
    "mediator": set(),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("by", INVITES)
def test_who_may_invite(made: Talks, by: str, role: str) -> None:
    key = made.own if by == "record" else made.seats[by]
    asked = body(seat="x", role=role, delegation=DELEGATION[role] and "us")
    if role in INVITES[by]:
        made.record.append(key, "invitation", asked)
    else:
        with pytest.raises(RefusedError, match=f"{by} may not invite a {role}"):
            made.record.append(key, "invitation", asked)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"seat": "record"}, "expected an id other than 'record'"),
        ({"seat": "New"}, "expected an id"),
        ({"seat": 3}, "expected an id"),
        ({"role": "king"}, "expected one of head, group, consulted, mediator, observer"),
        ({"delegation": ""}, "expected the party for which it speaks"),
        ({"role": "observer"}, "expected nothing: it speaks for no party"),
        ({"key": "AAAA"}, "32 bytes in base64"),
        ({"seat": "us"}, "the seat us is that of a head of us"),
        ({"seat": "us-arms"}, "the seat us-arms is taken; revoke its key first"),
        ({"more": 1}, "expected delegation, key, role, seat"),
    ],
)
def test_an_invitation_that_is_none(made: Talks, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        made.record.append(made.own, "invitation", body(**changes))


def test_a_seat_is_taken_once_and_only_by_whom_the_invitation_names(made: Talks) -> None:
    letter = invite(made.record, made.own, "jp", "consulted", "jp")
    again = InvitationLetter.of(letter.text)
    assert again.private.private_bytes_raw() == letter.private.private_bytes_raw()
    assert (again.record, again.seat, again.entry) == (ORIGIN, "jp", 9)
    thief = SeatKeys(ORIGIN, SeatKey("jp", private("thief")))
    public = as_base64(thief.key.public)
    proof = private("thief").sign(joining_message(ORIGIN, "jp", public, ""))
    stolen = {"key": public, "recipient": "", "invitation": 9, "proof": as_base64(proof)}
    with pytest.raises(RefusedError, match="not signed by the key of the invitation"):
        made.record.append(thief.key, "joining", stolen)
    with pytest.raises(RefusedError, match="no open invitation of fr"):
        join(made.record, letter, SeatKeys(ORIGIN, SeatKey("fr", private("fr"))))
    join(made.record, letter, SeatKeys(ORIGIN, SeatKey("jp", private("jp"))))
    assert (roster(made).seats["jp"].role, roster(made).seats["jp"].delegation) == ("consulted", "jp")
    with pytest.raises(RefusedError, match="no open invitation of jp"):
        join(made.record, letter, thief)


def test_who_carries_the_letter_cannot_bring_another_key(made: Talks) -> None:
    """The server sees the proof when it is sent, and cannot use it for a key of its own."""
    letter = invite(made.record, made.own, "jp", "consulted", "jp")
    proof = letter.private.sign(joining_message(ORIGIN, "jp", as_base64(SeatKey("jp", private("jp")).public), ""))
    server = SeatKey("jp", private("server"))
    taken = {"key": as_base64(server.public), "recipient": "", "invitation": 9, "proof": as_base64(proof)}
    with pytest.raises(RefusedError, match="not signed by the key of the invitation"):
        made.record.append(server, "joining", taken)


SMALL_ORDER = [  # all but the last two: the points of order 1, 2, 4, 8; then two of them written in a second way
    "01" + "00" * 31,
    "ec" + "ff" * 30 + "7f",
    "00" * 32,
    "00" * 31 + "80",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ee" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "ff",
]


@pytest.mark.parametrize("weak", SMALL_ORDER)
def test_nobody_brings_a_key_whose_signatures_could_be_disowned(made: Talks, weak: str) -> None:
    """Under a key of small order one signature holds for many messages, in programs that let it through."""
    raw = bytes.fromhex(weak)
    identity = bytes.fromhex(SMALL_ORDER[0]) + bytes(32)  # a signature by nobody
    assert not may_sign(raw)
    assert not is_signature(b"any", identity, raw)
    public = as_base64(raw)
    with pytest.raises(RefusedError, match="an Ed25519 key"):
        made.record.append(made.own, "invitation", body(key=public))
    letter = invite(made.record, made.own, "jp", "consulted", "jp")
    proof = as_base64(letter.private.sign(joining_message(ORIGIN, "jp", public, "")))
    taken = {"key": public, "recipient": "", "invitation": letter.entry, "proof": proof}
    with pytest.raises(RefusedError, match="the seat 'jp' has no key"):
        made.record.append(SeatKey("jp", private("jp")), "joining", taken)
    with pytest.raises(RefusedError, match="expected a new public key"):
        made.record.append(made.seats["us"], "rotation", {"key": public, "recipient": "", "proof": as_base64(identity)})
    with pytest.raises(NoteError, match="is no key"):
        NoteKey.of(NoteKey(ORIGIN, raw).text)


def test_after_a_rotation_the_new_key_signs_and_the_old_one_does_not(made: Talks) -> None:
    new = SeatKeys(ORIGIN, SeatKey("us", private("us, later")))
    rotate(made.record, made.seats["us"], new)
    with pytest.raises(RefusedError, match="not signed by the key of us"):
        made.letter("us")
    made.seats["us"] = new.key
    assert made.letter("us") == 10


@pytest.mark.parametrize(
    ("by", "new", "proof", "why"),
    [
        ("us", "us", "us", "expected a new public key"),
        ("us", "later", "us", "not signed by the new key"),
        ("kp", "later", "later", "not signed by the key of us"),
        ("record", "later", "later", "the key of the record stays"),
    ],
)
def test_a_rotation_that_is_none(made: Talks, by: str, new: str, proof: str, why: str) -> None:
    seat = "record" if by == "record" else "us"
    public = as_base64(private(new).public_key().public_bytes_raw())
    said = private(proof).sign(joining_message(ORIGIN, seat, public, ""))
    with pytest.raises(RefusedError, match=why):
        made.record.append(
            SeatKey(seat, private(by)), "rotation", {"key": public, "recipient": "", "proof": as_base64(said)}
        )


# who may revoke whose key
REVOKES = {("record", "us"), ("record", "us-arms"), ("record", "mediator"), ("us", "us"), ("us", "us-arms")}
REVOKES |= {("us-arms", "us-arms"), ("mediator", "mediator"), ("record", "kp"), ("kp", "kp")}


@pytest.mark.parametrize("seat", ["us", "kp", "us-arms", "mediator"])
@pytest.mark.parametrize("by", INVITES)
def test_who_may_revoke(made: Talks, by: str, seat: str) -> None:
    key = made.own if by == "record" else made.seats[by]
    if (by, seat) in REVOKES:
        revoke(made.record, key, seat, "lost on the train")
        with pytest.raises(RefusedError, match="no key that signs now"):
            made.letter(seat)
    else:
        with pytest.raises(RefusedError, match=f"{by} may not revoke"):
            revoke(made.record, key, seat, "lost")


def test_a_lost_key_is_replaced_by_a_new_invitation(made: Talks) -> None:
    revoke(made.record, made.own, "kp", "lost")
    with pytest.raises(RefusedError, match="revoked already"):
        revoke(made.record, made.own, "kp", "lost")
    made.seated("kp", "head", "kp", name="kp, later")
    assert made.letter("kp") == 12
    assert roster(made).seats["kp"].since == 11


@pytest.mark.parametrize(
    ("seat", "reason", "why"),
    [("jp", "a", "one that was taken"), ("record", "a", "one that was taken"), ("us", " ", "expected why")],
)
def test_a_revocation_that_is_none(made: Talks, seat: str, reason: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        revoke(made.record, made.own, seat, reason)


class TestKeyFiles:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        save_keys(tmp_path / "us.key", new_keys(ORIGIN, "us"), PASSPHRASE, CHEAP)
        return tmp_path / "us.key"

    def test_what_is_saved_is_read(self, path: Path) -> None:
        keys = read_keys(path, PASSPHRASE)
        assert (keys.record, keys.key.seat) == (ORIGIN, "us")
        assert keys.identity.startswith("AGE-SECRET-KEY-1")
        assert path.stat().st_mode & 0o077 == 0
        text = path.read_text(encoding="utf-8")
        assert as_base64(keys.key.private.private_bytes_raw()) not in text
        assert keys.identity not in text

    def test_another_passphrase_opens_nothing(self, path: Path) -> None:
        with pytest.raises(KeyFileError, match="another passphrase"):
            read_keys(path, PASSPHRASE + ".")

    @pytest.mark.parametrize(
        "changes", [{"seat": "kp"}, {"record": "x"}, {"public": ""}, {"recipient": "age1x"}, {"salt": "AAAA"}]
    )
    def test_what_is_said_in_the_open_is_not_changed_unseen(self, path: Path, changes: dict[str, str]) -> None:
        path.write_text(json.dumps({**json.loads(path.read_bytes()), **changes}), encoding="utf-8")
        with pytest.raises(KeyFileError):
            read_keys(path, PASSPHRASE)

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"detente-key": "x/9"}', '{"detente-key": "detente-key/1"}'])
    def test_a_file_that_is_none(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "a").write_text(text, encoding="utf-8")
        with pytest.raises(KeyFileError, match="not a file with keys"):
            read_keys(tmp_path / "a", PASSPHRASE)

    def test_a_cost_that_would_stop_the_machine_is_refused(self, path: Path) -> None:
        said = json.loads(path.read_bytes())
        said["argon2id"]["memory"] = 1 << 30
        path.write_text(json.dumps(said), encoding="utf-8")
        with pytest.raises(KeyFileError, match="out of bounds"):
            read_keys(path, PASSPHRASE)

    def test_a_short_passphrase_and_a_file_that_is_there_are_refused(self, path: Path) -> None:
        with pytest.raises(KeyFileError, match="at least 8"):
            save_keys(path.with_name("b"), new_keys(ORIGIN, "us"), "short", CHEAP)
        with pytest.raises(FileExistsError):
            save_keys(path, new_keys(ORIGIN, "us"), PASSPHRASE, CHEAP)

    @pytest.mark.parametrize("text", ["", "{}", '{"detente-invitation": "detente-invitation/1"}'])
    def test_an_invitation_that_is_none(self, text: str) -> None:
        with pytest.raises(KeyFileError, match="not an invitation"):
            InvitationLetter.of(text)


class TestSealing:
    @pytest.fixture
    def keys(self, made: Talks) -> dict[str, SeatKeys]:
        found = {}
        for seat, role, delegation in (("jp", "consulted", "jp"), ("us-talks", "group", "us"), ("fr", "observer", "")):
            keys = new_keys(ORIGIN, seat)
            join(made.record, invite(made.record, made.own, seat, role, delegation), keys)
            found[seat] = keys
        return found

    def test_only_those_named_can_read(self, made: Talks, keys: dict[str, SeatKeys]) -> None:
        to = readers(roster(made), ["us"])
        assert [one.seat for one in to] == ["us-talks"]
        hidden = seal("note", {"text": "Our real aim."}, to)
        entry = made.record.append(keys["us-talks"].key, SEALED, hidden)
        assert b"real aim" not in entry.statement
        assert unseal(hidden, keys["us-talks"]) == ("note", {"text": "Our real aim."})
        for other in ("jp", "fr"):
            with pytest.raises(SealError, match=f"not sealed for {other}"):
                unseal(hidden, keys[other])

    @pytest.mark.parametrize(("to", "why"), [("kp", "has no key for sealed texts"), ("cn", "is no seat; there are")])
    def test_who_cannot_read_is_said(self, made: Talks, keys: dict[str, SeatKeys], to: str, why: str) -> None:
        with pytest.raises(SealError, match=why):
            readers(roster(made), [to])

    def test_sizes_tell_little(self, made: Talks, keys: dict[str, SeatKeys]) -> None:
        to = readers(roster(made), ["jp"])
        of = [[len(canonical(seal("note", {"text": "a" * n}, to))) for _ in range(8)] for n in (0, 4000)]
        assert all(abs(a - b) < 600 for a in of[0] for b in of[1])  # age adds some bytes at random
        assert len({len(padded(b"a" * n)) for n in range(0, 200_000, 999)}) == len(CLASSES)

    def test_what_is_padded_comes_back(self) -> None:
        for size in (0, 1, 4092, 4093, 262140):
            assert unpadded(padded(b"\0" * size)) == b"\0" * size
        for wrong in (b"", b"\0" * 7, b"\xff" * 4096, padded(b"a")[:-1] + b"\1"):
            with pytest.raises(SealError):
                unpadded(wrong)
        with pytest.raises(SealError, match="can be sealed"):
            padded(b"a" * 262141)
        with pytest.raises(SealError, match="nobody"):
            seal("note", {}, [])

    def test_a_sealed_text_that_was_changed_is_not_opened(self, made: Talks, keys: dict[str, SeatKeys]) -> None:
        hidden = seal("note", {"text": "a"}, readers(roster(made), ["jp"]))
        wrong: dict[str, Any]
        for wrong in ({**hidden, "sealed": hidden["sealed"][:-8] + "AAAAAA=="}, {**hidden, "sealed": "?"}, {"to": []}):
            with pytest.raises(SealError):
                unseal(wrong, keys["jp"])

    def test_a_thief_of_the_database_finds_nothing_that_was_sealed(
        self, tmp_path: Path, made: Talks, keys: dict[str, SeatKeys]
    ) -> None:
        path = tmp_path / "t.talks"
        other = talks(SqliteStore(path, new=True))
        join(other.record, invite(other.record, other.own, "jp", "consulted", "jp"), keys["jp"])
        hidden = seal("position", {"text": "UNSPEAKABLE"}, readers(roster(other), ["jp"]))
        other.record.append(keys["jp"].key, SEALED, hidden)
        other.record.store.close()
        found = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert b"sealed" in found
        assert b"UNSPEAKABLE" not in found
        assert b"position" not in found

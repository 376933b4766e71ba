"""Help to those who talk, by the command: steps, private worth, a mediator, differences of texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from detente.case.bundled import bundled
from detente.chapters.approach.letters import check_told
from detente.cli.letter import EXIT_CODES
from detente.cli.published_models import models
from detente.outcomes import opening
from detente.talks.help.letter_check import LetterPrices
from detente.talks.help.named_snapbacks import NamedSnapbacks
from tests.cli.conftest import called
from tests.cli.test_talks import ran
from tests.cli.test_talks import surroundings as of_talks
from tests.sharing import bundled_case

SEATS = (("egypt", "head", "egypt"), ("israel", "head", "israel"), ("ally", "consulted", "us"), ("hk", "mediator", ""))
FIRST = "withdrawal=line-b,forces=limited"
SECOND = "withdrawal=line-b,forces=limited,canal=open"
READ = opening.read
SINAI = ("--case", "sinai-1974-75")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record about a case: 0 to 8 seats, 9 a letter, 10 a proposal, 11 its amendment, 12 to 14 positions."""
    path = tmp_path_factory.mktemp("help")
    with pytest.MonkeyPatch.context() as patch:
        surroundings(patch, path)
        ran("open", "t.talks", "--name", "example.org/sinai", "--key", "record.key", *SINAI)
        for seat, role, party in SEATS:
            ran("invite", "t.talks", seat, "--role", role, "--for", party, "-k", "record.key", "-o", f"{seat}.inv")
            ran("join", "t.talks", f"{seat}.inv", "-o", f"{seat}.key")
        ran("send", "t.talks", "-k", "egypt.key", "--text", "Let us part the armies.")
        ran("propose", "t.talks", "-k", "egypt.key", "-p", FIRST, "--text", "Lines\nForces")
        ran("propose", "t.talks", "-k", "egypt.key", "-p", SECOND, "--text", "Lines\nCanal", "--amends", "10")
        ran("positions", "t.talks", *SINAI, "-k", "egypt.key", "--to", "hk")
        own = json.loads(ran("positions", "t.talks", *SINAI, "-k", "israel.key", "--show").out)
        Path("israel.json").write_text(json.dumps({**own, "reservation": 0}), encoding="utf-8")
        ran("positions", "t.talks", *SINAI, "-k", "israel.key", "--to", "hk", "-f", "israel.json")
    return path


def surroundings(patch: pytest.MonkeyPatch, path: Path) -> None:
    """Work in a folder, with keys that are quickly opened and cases that are read once."""
    of_talks(patch, path)
    patch.setattr(opening, "read", lambda name: bundled_case(name) if name in bundled() else READ(name))


@pytest.fixture(autouse=True)
def _there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    surroundings(monkeypatch, folder)


def test_a_side_is_told_what_texts_are_worth_to_it_by_what_it_sealed() -> None:
    found = ran("worth", "t.talks", *SINAI, "-k", "israel.key", "--json")
    jsonschema.validate(found.json, models()["talks-worth"].model_json_schema(by_alias=True))
    first, second = found.json["texts"]
    assert found.json["sealed"]
    assert second["change"]["middle"] == pytest.approx(second["worth"]["middle"] - first["worth"]["middle"])
    assert first["worth"]["low"] == first["worth"]["high"]
    assert first["over"] == first["worth"]  # what it sealed for no agreement, not what the case says
    told = ran("worth", "t.talks", *SINAI, "-k", "israel.key")
    assert "text 11 of proposal 10 of egypt: " in told.out
    assert told.err == "This is for your own side alone.\n"


def test_without_sealed_positions_the_case_is_asked_in_many_worlds() -> None:
    found = called("talks", "worth", "t.talks", "--case", "sinai-1974-75", "-k", "ally.key")
    assert (found.code, "sinai-1974-75 has no positions of us" in found.err) == (2, True)
    ran("open", "u.talks", "--name", "example.org/u", "--key", "u.key", *SINAI)
    ran("invite", "u.talks", "egypt", "--role", "head", "--for", "egypt", "-k", "u.key", "-o", "u.inv")
    ran("join", "u.talks", "u.inv", "-o", "u-egypt.key")
    ran("propose", "u.talks", "-k", "u-egypt.key", "-p", FIRST, "--text", "Lines")
    (one,) = ran("worth", "u.talks", *SINAI, "-k", "u-egypt.key", "-n", "50", "--json").json["texts"]
    assert one["worth"]["low"] < one["worth"]["middle"] < one["worth"]["high"]
    assert 0 <= one["acceptable"] <= 1


def test_only_the_mediator_finds_the_overlap_and_only_from_what_was_sealed_for_it() -> None:
    found = ran("mediate", "t.talks", *SINAI, "-k", "hk.key", "--json")
    jsonschema.validate(found.json, models()["talks-mediate"].model_json_schema(by_alias=True))
    assert found.json["overlap"] > 0
    drafts = found.json["drafts"]
    assert all(gain >= 0 for gain in drafts[0]["gains"].values())
    assert all(change >= -1e-9 for draft in drafts[1:] for change in draft["change"].values())
    told = ran("mediate", "t.talks", *SINAI, "-k", "hk.key")
    assert "There is an overlap: all could accept" in told.out
    assert told.err.startswith("This is for the mediator alone")
    other = called("talks", "mediate", "t.talks", *SINAI, "-k", "israel.key")
    assert (other.code, "israel is no mediator" in other.err) == (2, True)


def test_nobody_else_can_open_positions() -> None:
    for seat in ("israel", "ally"):
        entries = ran("log", "t.talks", "-k", f"{seat}.key", "--json").json["entries"]
        assert next(one["opened_kind"] for one in entries if one["kind"] == "sealed") is None
    sizes = [
        len(one["body"]["sealed"]) for one in ran("log", "t.talks", "--json").json["entries"] if one["kind"] == "sealed"
    ]
    assert max(sizes) < 1.5 * min(sizes)  # age adds some bytes at random; the next size has four times as many


def test_what_one_text_changes_in_another_is_shown() -> None:
    found = ran("compare", "t.talks", "10", "11")
    assert found.out == "canal: as it is → open\n  Lines\n- Forces\n+ Canal\n"
    as_json = ran("compare", "t.talks", "10", "11", "--json").json
    jsonschema.validate(as_json, models()["talks-compare"].model_json_schema(by_alias=True))
    assert as_json["package"] == {"canal": [None, "open"]}


def test_steps_from_proposal_to_report_are_commands() -> None:
    ran("open", "s.talks", "--name", "example.org/s", "--key", "s.key", *SINAI)
    for seat, role, party in SEATS:
        ran("invite", "s.talks", seat, "--role", role, "--for", party, "-k", "s.key", "-o", f"s-{seat}.inv")
        ran("join", "s.talks", f"s-{seat}.inv", "-o", f"s-{seat}.key")
    assert ran("propose", "s.talks", "-k", "s-hk.key", "-p", FIRST, "--text", "Lines").out == "Entry 9\n"
    assert (
        ran("consult", "s.talks", "9", "--ally", "ally", "--until", "2100-01-01", "-k", "s-egypt.key").out
        == "Entry 10\n"
    )
    Path("c.json").write_text('{"consultation": 10, "text": "Fine."}', encoding="utf-8")
    ran("append", "s.talks", "comment", "-k", "s-ally.key", "-f", "c.json")
    assert ran("accept", "s.talks", "9", "-k", "s-egypt.key").out == "Entry 12: text 9 of proposal 9\n"
    ran("accept", "s.talks", "9", "-k", "s-israel.key")
    Path("a.json").write_text('{"proposal": 9, "version": 9}', encoding="utf-8")
    ran("append", "s.talks", "agreed-text", "-k", "s-hk.key", "-f", "a.json")
    for kind in ("initials", "signature"):
        for seat in ("egypt", "israel"):
            ran("append", "s.talks", kind, "-k", f"s-{seat}.key", "-f", "a.json")
    Path("f.json").write_text('{"proposal": 9}', encoding="utf-8")
    ran("append", "s.talks", "entry-into-force", "-k", "s-hk.key", "-f", "f.json")
    due, back = ("--due", "2100-02-01", "--verified-by", "UNEF"), ("--snapback", "Thinned out forces.")
    assert ran("commit", "s.talks", "9", "--does", "Withdraw.", *due, *back, "-k", "s-israel.key").out == "Entry 20\n"
    ran("commit", "s.talks", "9", "--does", "Thin out.", *due, "--waits-for", "20", "-k", "s-egypt.key")
    assert ran("report", "s.talks", "20", "--text", "Done.", "-k", "s-israel.key").out == "Entry 22\n"
    assert ran("verify", "s.talks").out.splitlines()[-1].startswith("It holds.")
    told = ran("state", "s.talks", "--at", "2100-03-01").out
    assert "Commitment 20 of israel, due 2100-02-01: overdue; snapback: Thinned out forces." in told
    assert "Proposal 9 of hk: in force" in told
    found = ran("state", "s.talks", "--json").json
    jsonschema.validate(found, models()["talks-state"].model_json_schema(by_alias=True))
    assert [(one["standing"], one["snapback"]) for one in found["commitments"]] == [
        ("due", "Thinned out forces."),
        ("due", ""),
    ]
    a_case_names_the_snapback(due, back)
    assert ran("calendar", "s.talks", "-o", "s.ics").out == "4 commitments written to s.ics\n"
    assert Path("s.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    scored = ran("score", "s.talks", *SINAI, "-n", "20", "--json").json
    jsonschema.validate(scored, models()["talks-score"].model_json_schema(by_alias=True))
    assert [one["state"] for one in scored["texts"]] == ["in force"]
    assert "of its best; acceptable in " in ran("score", "s.talks", *SINAI, "-n", "20").out
    written = ran("evidence", "s.talks", *SINAI, "-o", "later").out
    assert written.splitlines()[-1] == "Written to later: detente brief ./later"
    assert Path("later", "case.yaml").read_text("utf-8").count("Record of talks example.org/s") == 1


def a_case_names_the_snapback(said: Sequence[str], back: Sequence[str]) -> None:
    """Where none is given, in words that are shown first; a case of other issues names none, and nothing is signed."""
    committed = ("commit", "s.talks", "9", "--does", "Go back.", *said, "-k", "s-israel.key")
    refused = called("talks", *committed, "--case", "gerd-2021")
    why = "--case gerd-2021: package: found the unknown issue 'forces'; expected one of filling, "
    assert (refused.code, why in " ".join(refused.err.split())) == (2, True)
    assert ran(*committed, *SINAI, *back).out == "Entry 23\n"
    named = NamedSnapbacks(bundled_case("sinai-1974-75")).text("israel", {"withdrawal": "line-b", "forces": "limited"})
    filled = ran(*committed, *SINAI)
    assert (filled.out, filled.err) == ("Entry 24\n", f"Snapback, by sinai-1974-75 in 400 worlds: {named}\n")
    assert [one["snapback"] for one in ran("state", "s.talks", "--json").json["commitments"][2:]] == [back[1], named]


def test_what_nobody_can_suspend_is_not_signed_and_a_day_that_is_over_is_told() -> None:
    ran("open", "n.talks", "--name", "example.org/n", "--key", "n.key", *SINAI)
    for seat, role, party in SEATS:
        ran("invite", "n.talks", seat, "--role", role, "--for", party, "-k", "n.key", "-o", f"n-{seat}.inv")
        ran("join", "n.talks", f"n-{seat}.inv", "-o", f"n-{seat}.key")
    ran("propose", "n.talks", "-k", "n-hk.key", "-p", "withdrawal=line-b", "--text", "Lines")
    Path("n.json").write_text('{"proposal": 9, "version": 9}', encoding="utf-8")
    for kind in ("acceptance", "agreed-text", "initials", "signature"):
        for seat in ("egypt", "israel") if kind != "agreed-text" else ("hk",):
            ran("append", "n.talks", kind, "-k", f"n-{seat}.key", "-f", "n.json")
    Path("f.json").write_text('{"proposal": 9}', encoding="utf-8")
    ran("append", "n.talks", "entry-into-force", "-k", "n-hk.key", "-f", "f.json")
    said = ("--does", "Go back.", "--due", "1850-01-01", "--verified-by", "Flights.", "-k", "n-israel.key")
    found = ran("commit", "n.talks", "9", *said, *SINAI)
    remark, late = found.err.splitlines()
    assert remark.startswith(
        "No snapback is signed. By sinai-1974-75 in 400 worlds: No other side can suspend anything"
    )
    assert late.startswith("This day is over: found --due 1850-01-01, and today is ")
    assert "snapback" not in ran("log", "n.talks", "--json").json["entries"][-1]["body"]


def test_only_the_mediator_reveals() -> None:
    Path("r.json").write_text('{"candidates": [10]}', encoding="utf-8")
    number = ran("append", "t.talks", "round", "-k", "hk.key", "-f", "r.json").out.split()[1]
    found = called("talks", "reveal", "t.talks", number, "-k", "egypt.key")
    why = "a round is revealed by the mediator: found keys of 'egypt'; expected the keys of hk\n"
    assert (found.code, found.err) == (2, why)


def test_a_letter_is_checked_first_and_not_sent() -> None:
    """In the words and with the exit code of `letter check`, without a passphrase; the record stays as it is."""
    before = ran("log", "t.talks").out
    text = "We demand a binding agreement before any filling. Otherwise we shall use force."
    found = called("talks", "send", "t.talks", "-k", "egypt.key", "--text", text, "--check", "gerd-2021")
    prices = LetterPrices(bundled_case("gerd-2021"))
    report = prices.checked("egypt", "ethiopia", text)
    assert found.code == EXIT_CODES[report.outcome] != 0
    flat = " ".join(found.out.split())
    for heading, lines in check_told(prices.case, report):
        assert all(" ".join(said.split()) in flat for said in (heading, *lines))
    assert "To Ethiopia" in flat
    assert found.out.endswith("Priced in 200 worlds. Nothing was sent.\n")
    assert ran("log", "t.talks").out == before


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ("send t.talks -k hk.key --text Hello. --check sinai-1974-75", "hk speaks for no party"),
        ("send t.talks -k egypt.key --text Hello. --check sinai-1974-75", "letters cannot be checked by this case"),
        ("propose t.talks -k egypt.key -p canel=open --text a", "found the unknown issue 'canel'; expected one of"),
        (
            "propose t.talks -k egypt.key -p canal=opened --text a",
            "canal: the unknown option 'opened'; expected one of",
        ),
        ("propose t.talks -k egypt.key -p canal --text a", "--package: found 'canal'; expected ISSUE=OPTION,…"),
        ("propose t.talks -k egypt.key -p canal=open", "expected --text or --file, one of them"),
        ("send t.talks -k egypt.key -f t.talks", "t.talks: 'utf-8' codec"),
        ("consult t.talks 10 --ally ally --until soon -k egypt.key", "--until: found 'soon'; expected 2021-09-30"),
        ("compare t.talks 9 10", "entry 9 is no text; expected one of 10, 11"),
        ("positions t.talks --case sinai-1974-75 -k hk.key", "hk speaks for no party"),
        (
            "positions t.talks --case sinai-1974-75 -k egypt.key -f israel.json",
            "positions of israel; egypt speaks for egypt",
        ),
        ("evidence t.talks --case sinai-1974-75 -o egypt.key", "which is there already; expected a new file"),
        ("evidence t.talks --case sinai-1974-75 -o new --seen a", "--seen: found 'a'; expected INDICATOR=ENTRY"),
        ("positions t.talks --case sinai -k egypt.key", "found no bundled case of that name"),
        ("worth t.talks --case orange -k egypt.key", "entry 12: party: found 'egypt'; expected one of ann, bea"),
    ],
)
def test_what_cannot_be_done_is_said(args: str, why: str) -> None:
    found = called("talks", *args.split())
    assert found.code == 2, found.out
    assert why in found.err


@pytest.fixture(scope="module")
def strait(folder: Path) -> None:
    """A small case about which two sides have begun to talk."""
    with pytest.MonkeyPatch.context() as patch:
        surroundings(patch, folder)
        assert called("new", "strait", "--with", "reading").code == 0
        ran("open", "strait.talks", "--name", "example.org/strait", "--key", "strait.key", "--case", "./strait")
        for seat in "ab":
            ran(
                "invite", "strait.talks", seat, "--role", "head", "--for", seat, "-k", "strait.key", "-o", f"{seat}.inv"
            )
            ran("join", "strait.talks", f"{seat}.inv", "-o", f"{seat}.key")
        for seat in "aba":
            ran("send", "strait.talks", "-k", f"{seat}.key", "--text", "Let us talk.")


TALKS = ("--talks", "strait.talks")
BESIDES = {"brief": ("--no-open", "-o", "of-brief"), "table": ("-o", "of-table", "--choose-in", "40")}


@pytest.mark.usefixtures("strait")
@pytest.mark.parametrize("command", ["reading", "brief", "table"])
def test_a_run_on_talks_is_a_run_on_the_case_that_evidence_writes(command: str) -> None:
    folder = Path(f"for-{command}", "strait")
    folder.parent.mkdir()
    added = ran("evidence", "strait.talks", "-c", "./strait", "-o", str(folder)).out.splitlines()[:-1]
    few = ("-n", "40", *BESIDES.get(command, ()), "--json")
    found, written = called(command, "./strait", *few, *TALKS), called(command, f"./{folder}", *few)
    assert (found.code, written.code) == (0, 0), found.err + written.err
    assert set(added) <= set(found.err.splitlines())
    one, other = found.json, written.json
    taken = one["meta"]["inquiry"].pop("talks")
    assert (taken["record"], taken["seen"], taken["recipient"]) == ("strait.talks", {}, None)
    assert other["meta"]["inquiry"].pop("talks") is None
    assert one == other


@pytest.mark.usefixtures("strait")
def test_a_run_on_talks_can_be_made_again_when_they_have_gone_on() -> None:
    asked = ("reading", "./strait", "-n", "40", *TALKS, "-q")
    until = called(*asked, "--json").json["meta"]["inquiry"]["talks"]["at"]
    told = called(*asked, "--full")
    assert told.err == ""
    assert f"--talks strait.talks --talks-at {until}" in " ".join(told.out.split())
    ran("send", "strait.talks", "-k", "a.key", "--text", "Are you there?")
    assert called(*asked, "--full").out != told.out
    assert called(*asked, "--full", "--talks-at", until).out == told.out


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ("--talks-at 2100-01-01", "--talks-at: found no record of talks; expected --talks FILE beside it"),
        ("--seen a=1", "--seen: found no record of talks; expected --talks FILE beside it"),
        ("--talks t.talks --talks-at soon", "--talks-at: found 'soon'; expected 2021-09-30"),
        ("--talks t.talks --seen notis=9", "--seen: found 'notis'; expected"),
        ("--talks t.talks --talks-at 1960-01-01", "the record is asked until 1960-01-01, before "),
        ("--talks none.talks", "none.talks"),
    ],
)
def test_talks_that_a_run_cannot_take_in_are_refused(args: str, why: str) -> None:
    found = called("reading", "sinai-1974-75", *args.split())
    assert found.code == 2, found.out
    assert why in found.err


KOREA = ("--case", "korea-2021")


def korean(name: str, *args: str) -> str:
    """Open a record of an exercise of korea-2021 with both heads and two letters; return the day of the clock."""
    ran("open", f"{name}.talks", "--name", f"exercise/{name}", "--key", f"{name}.key", *KOREA, *args)
    for seat in ("us", "dprk"):
        files = (f"{name}-{seat}.inv", f"{name}-{seat}.key")
        ran("invite", f"{name}.talks", seat, "--role", "head", "--for", seat, "-k", f"{name}.key", "-o", files[0])
        ran("join", f"{name}.talks", files[0], "-o", files[1])
        ran("send", f"{name}.talks", "-k", files[1], "--text", "Let us talk.")
    return str(ran("log", f"{name}.talks", "--json").json["entries"][-1]["time"])[:10]


def test_an_exercise_is_played_on_days_of_the_case() -> None:
    korean("play", "--plays-from", "2021-09-01")
    assert "2021-09-0" in ran("state", "play.talks").out.splitlines()[0]
    found = called("reading", "korea-2021", "--talks", "play.talks", "-n", "40", "--json")
    assert found.code == 0, found.err
    assert "The case, seen from 2021-09-0" in found.err
    written = ran("evidence", "play.talks", *KOREA, "-o", "korea-played").out
    assert "approach to " in written
    said = Path("korea-played", "reading.yaml").read_text("utf-8")
    assert "Letter 3 of the talks" in said
    assert f"{datetime.now(UTC).year}-" not in said, "the clock of whoever plays"


def test_a_record_that_lies_beyond_the_case_says_what_to_do() -> None:
    day = korean("late")
    for args, option in (
        (("talks", "evidence", "late.talks", *KOREA, "-o", "korea-late"), "(--at)"),
        (("reading", "korea-2021", "--talks", "late.talks", "-n", "40"), "(--talks-at)"),
    ):
        found = called(*args)
        assert found.code == 2
        assert f"the record counts until {day}, and korea-2021, the day of which is 2021-08-31, cannot" in found.err
        assert option in found.err
        assert "--plays-from 2021-08-31" in found.err
        assert len(found.err.strip().splitlines()) == 1
    assert not Path("korea-late").exists()


@pytest.mark.parametrize(
    ("day", "why"),
    [("soon", "found 'soon'; expected a day such as 2021-08-31"), ("2021-08-30", "before 2021-08-31, the day of the")],
)
def test_an_exercise_does_not_begin_before_its_case(day: str, why: str) -> None:
    args = ("--name", "a/b", "--key", "none.key", *KOREA, "--plays-from", day)
    found = called("talks", "open", "none.talks", *args)
    assert (found.code, why in found.err, Path("none.talks").exists()) == (2, True, False)

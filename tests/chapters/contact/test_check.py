"""Everything in `contact.yaml` that does not fit is refused with its line, and said in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.case.faults import CaseError
from detente.case.model import Case
from detente.case.read import read
from detente.case.skeleton import create
from detente.chapters import schemas, skeletons
from detente.chapters.contact import CONTACT
from detente.chapters.contact.call_logs import parsed
from detente.chapters.contact.report import report
from tests.chapters.contact import made


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "latency: [1, 12]",
            "latency: [-1, 12]",
            r"new-york → latency: found a value as low as -1; expected 0 or more",
        ),
        ("ends: [ministry-a, mission-b]", "ends: [ministri-a, mission-b]", r"unknown post 'ministri-a'.*'ministry-a'"),
        ("ends: [ministry-a, host]", "ends: [host, host]", r"relay → ends: found the same post twice"),
        ("party: b, level: leader", "party: bb, level: leader", r"unknown party 'bb'; expected one of a, b, c"),
        ("strikes: [30%, 80%]", "stikes: [30%, 80%]", r"unknown rung 'stikes'.*did you mean 'strikes'"),
        ("authority: office", "authority: king", r"authority: found 'king'; expected one of duty, embassy"),
        ("hours: 10", "hours: 30", r"hours: found 30; expected 24 or less"),
        ("state: proposed", "state: open", r"opens: found channels that are open already"),
        ("opens: [hotline], cost", "opens: [hotlin], cost", r"unknown channel 'hotlin'"),
        ("cost_unit: million dollars", "", r"cost: found a cost without a unit"),
        ("message: denial  ", "message: denail  ", r"unknown kind of message 'denail'.*'denial'"),
        ("closes: [new-york] ", "closes: [york] ", r"closes → 1: found the unknown channel 'york'"),
        ("sender: a", "sender: c", r"sender: found the unknown side 'c'; expected one of a, b"),
        ("{otherwise: [30%, 70%]}", "{doubts: [30%, 70%]}", r"unknown hypothesis 'doubts'"),
        ("50, 46, technical, 3", "50, 56, technical, 3", r"log: found row 2 of the log: 56 answered of 50 calls"),
        ("12, 0, political,", "12, 0, political wil,", r"row 3 of the log: the cause 'political wil'"),
        ("calls, answered, cause", "calls, answred, cause", r"the column 'answred'.*did you mean 'answered'"),
        ("new-york, 2025-01-06", "new-yrk, 2025-01-06", r"log: found the unknown channel 'new-yrk'"),
        ("40, 39, , 2.5", "40, 39, , -2", r"row 4 of the log: hours '-2'"),
        ("2025-12-30", "2026-12-30", r"row until 2026-12-30; expected no later than 2026-01-01"),
        ("2025-06-30, 50", "2024-06-30, 50", r"until 2024-06-30, before 2025-01-06"),
        ("2025-01-06", "6 January", r"the day '6 January'; expected a date such as"),
        ("by: me ", "source: leak ", r"unknown source 'leak'"),
        ("name: the New York channel", "name: ''", r"new-york → name: found ''; expected text that is not empty"),
        ("name: the New York channel", "name: '  '", r"new-york → name: found '  '; expected text that is not empty"),
        ("name: the New York channel", r'name: "\x1bgnp"', r"new-york → name: found the character 0x001b"),
        ("war: [10, 200]", "war: [-200, 10]", r"harm → war: found a value as low as -200; expected 0 or more"),
        ("log: |", "log: ../calls.csv #", r"log: found '\.\./calls\.csv'; expected the name of a file in the folder"),
        ("log: |", "log: /etc/calls.csv #", r"log: found '/etc/calls\.csv'; expected the name of a file in the folder"),
        ("log: |", "log: 5 #", r"log: found 5; expected CSV text"),
        ("50, 46, technical, 3", "9999999999, 1, , 3", r"row 2 of the log: calls '9999999999'.*at most nine digits"),
        ("instead: {relay: {believed: 0.95}}", "instead: {rely: {believed: 0.95}}", r"unknown channel 'rely'"),
    ],
)
def test_faults(tmp_path: Path, old: str, new: str, says: str) -> None:
    create(tmp_path / "x", skeletons(["contact"]))
    path = tmp_path / "x" / "contact.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    if old == "log: |":
        changed = f"{changed.partition(new)[0]}{new}\n"
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read(tmp_path / "x", schemas())
    told = [str(fault) for fault in caught.value.faults]
    assert any(re.search(rf"contact\.yaml:[1-9]\d*: .*{says}", line) for line in told), told


def test_sides_must_be_two_parties_with_posts(tmp_path: Path) -> None:
    create(tmp_path / "x", skeletons(["contact"]))
    path = tmp_path / "x" / "contact.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"between: [a, c]\n{text}", encoding="utf-8")
    with pytest.raises(CaseError, match=r"posts: found no post of c; expected at least one with party: c"):
        read(tmp_path / "x", schemas())
    path.write_text(f"between: [a, a]\n{text}", encoding="utf-8")
    with pytest.raises(CaseError, match=r"contact.yaml:1: between: found the same party twice"):
        read(tmp_path / "x", schemas())


def test_posts_without_a_party_hand_on() -> None:
    assert made.skeleton().parts["contact"].posts["host"].party is None
    assert not CONTACT.worth_a_look(made.skeleton())


def test_every_judgement_has_words_of_its_own() -> None:
    case = made.skeleton()
    paths = [path for path in case.judgements if path.startswith("contact/")]
    labels = {path: CONTACT.label(case, path.split("/")[1:]) for path in paths}
    assert all("/" not in label and "contact" not in label.split()[0] for label in labels.values()), labels
    assert CONTACT.unit(["channels", "relay", "latency"]) == "hours"
    assert CONTACT.unit(["channels", "relay", "available", "calm"]) == "probability"


def test_zero_chances_are_no_trouble() -> None:
    def edit(said: dict) -> None:  # type: ignore[type-arg]
        for channel in said["channels"].values():
            channel["available"] = 0
        for rung in said["ladder"]["rungs"].values():
            rung.update(dict.fromkeys(("attack", "false_alarm", "climb", "settle"), 0))

    found = made.found_in(made.case_with(edit), 20)
    today = found.openings.today
    assert today.given_incident is not None
    assert (today.given_incident == 0).all()
    assert (today.believed == 0).all()
    assert found.leading is None


def test_chances_of_one_and_names_of_markup() -> None:
    """Whatever is in time surely arrives, and a side that attacks for sure makes war; names stay as they are."""
    long, markup = "x" * 5_000, "<script>alert(1)</script> [red]x[/red] {0} %s"

    def edit(said: dict) -> None:  # type: ignore[type-arg]
        for part in (*said["posts"].values(), *said["channels"].values()):
            part |= {key: 1 for key in ("staffed", "available", "faithful", "believed") if key in part}
        for rung in said["ladder"]["rungs"].values():
            rung.update(dict.fromkeys(("attack", "false_alarm", "climb", "settle"), 1))
        said["channels"]["relay"]["name"], said["channels"]["new-york"]["name"] = long, markup

    found = made.found_in(made.case_with(edit), 20)
    assert all((at.believed == 1).all() for at in found.arrivals if at.kind == "routine")
    assert found.openings.today.given_incident is not None
    assert (found.openings.today.given_incident == 1).all()
    names = {channel.id: channel.name for channel in report(found).channels}
    assert (names["relay"], names["new-york"]) == (long, markup)


LOG = "channel,from,until,calls,answered,cause,hours\nnew-york,2025-01-06,2025-06-30,50,46,technical,3\n"


def with_log(folder: Path, rows: str) -> Case:
    """Read the case whose log is a file of its own."""
    create(folder / "x", skeletons(["contact"]))
    path = folder / "x" / "contact.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^log: \|.*\n(^  .*\n?)*", "log: calls.csv\n", text), encoding="utf-8")
    (folder / "x" / "calls.csv").write_text(rows, encoding="utf-8")
    return read(folder / "x", schemas())


def test_a_log_of_its_own_says_what_it_says_in_the_case(tmp_path: Path) -> None:
    case = with_log(tmp_path, LOG)
    (row,) = case.parts["contact"].calls
    assert (row.channel, row.calls, row.answered, row.hours) == ("new-york", 50, 46, 3.0)
    inside = case.parts["contact"].model_copy(update={"log": parsed(LOG)})
    assert inside.calls[0].model_dump() == row.model_dump()
    assert case.model_copy(update={"parts": {"contact": inside}}).digest == case.digest


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("50,46", "50,56", "calls.csv:2: answered: found 56 answered of 50 calls; expected at most 50"),
        ("new-york", "new-yrk", "calls.csv:2: found the unknown channel 'new-yrk'"),
        ("2025-06-30", "2027-06-30", "calls.csv:2: found a row until 2027-06-30; expected no later than 2026-01-01"),
        ("answered,cause", "answred,cause", "calls.csv:1: found the column 'answred'"),
        ("2025-01-06", "6 January", "calls.csv:2: from: found the day '6 January'"),
        ("new-york", "New York", "calls.csv:2: channel: found 'New York'"),
    ],
)
def test_faults_of_a_log_of_its_own_have_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(CaseError) as caught:
        with_log(tmp_path, LOG.replace(old, new))
    assert says in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be-mark"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_log_as_spreadsheets_save_it(tmp_path: Path, encoding: str, separator: str) -> None:
    """With semicolons or tabs, decimal commas, marks of UTF-8 and UTF-16, and columns spelt otherwise."""
    cells = [line.split(",") for line in LOG.replace("channel,from", "Channel,FROM").splitlines()]
    cells[1][-1] = "3.5" if separator == "," else "3,5"
    said = "".join(f"{separator.join(row)}\n" for row in cells)
    folder = tmp_path / "x"
    with_log(tmp_path, LOG)
    raw = b"\xfe\xff" + said.encode("utf-16-be") if encoding == "utf-16-be-mark" else said.encode(encoding)
    (folder / "calls.csv").write_bytes(raw)
    (row,) = read(folder, schemas()).parts["contact"].calls
    assert (row.channel, row.calls, row.answered, row.hours) == ("new-york", 50, 46, 3.5)


def test_a_log_in_another_encoding_has_its_line(tmp_path: Path) -> None:
    with_log(tmp_path, LOG)
    (tmp_path / "x" / "calls.csv").write_bytes(LOG.encode() + b"new-york,2025-07-01,,1,1,\xe9,\n")
    with pytest.raises(CaseError, match=r"calls\.csv:3: found the byte 0xe9; expected a table saved as UTF-8"):
        read(tmp_path / "x", schemas())


def test_a_log_that_is_not_there(tmp_path: Path) -> None:
    with_log(tmp_path, LOG)
    (tmp_path / "x" / "calls.csv").unlink()
    with pytest.raises(CaseError, match=r"contact\.yaml:\d+: .*found 'calls\.csv', which is not in the folder"):
        read(tmp_path / "x", schemas())
    (tmp_path / "x" / "calls.csv").mkdir()
    with pytest.raises(CaseError, match=r"contact\.yaml:\d+: log: found 'calls\.csv', which is a folder"):
        read(tmp_path / "x", schemas())

"""A new chapter is a folder and a line of the register: nothing else needs to know of it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from detente.case.bundled import CASES
from tests.cli.conftest import environment
from tests.house.source import ROOT

# The line of the register, in a process of its own.
REGISTERED = """
import sys
from detente import chapters
from tests.house.weather.chapter import WEATHER
chapters.CHAPTERS = (*chapters.CHAPTERS, WEATHER)
"""
COMMANDS = (
    REGISTERED
    + """
import json
from tests.cli.conftest import called
told = [called(*args) for args in json.loads(sys.argv[1])]
print(json.dumps([[ran.code, ran.out, ran.err] for ran in told]))
"""
)
MANUAL = REGISTERED + "sys.path.insert(0, 'docs')\nimport generate\nprint('\\n'.join(generate.pages().values()))\n"


def ran(code: str, *args: str) -> str:
    """What a program prints that has the chapter in its register."""
    found = subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env=environment(),
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def commands(*commands: tuple[str, ...]) -> list[str]:
    """What commands print, one after the other in one process that has the chapter in its register."""
    found = json.loads(ran(COMMANDS, json.dumps(commands)))
    assert [(code, err) for code, _, err in found] == [(0, "")] * len(commands)
    return [out for _, out, _ in found]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The bundled case of the orange, with weather."""
    folder = tmp_path_factory.mktemp("cases") / "orange"
    folder.mkdir()
    (folder / "case.yaml").write_bytes((CASES / "orange" / "case.yaml").read_bytes())
    (folder / "weather.yaml").write_text("rain: {ann: [0, 1], bea: [0.9, 1]}\n", encoding="utf-8")
    return str(folder)


def test_it_is_a_command_with_its_own_option(case: str) -> None:
    few = ("weather", case, "-n", "50")
    every, own, text, told, document, file = commands(
        ("--help",),
        ("weather", "--help"),
        few,
        (*few, "--json", "--umbrella", "bea"),
        ("schema", "weather"),
        ("schema", "weather.yaml"),
    )
    assert "weather" in every
    assert "--umbrella PARTY" in own
    assert "It rains on Bea in 100\u00a0% of worlds." in text
    found = json.loads(told)
    assert found["rain"]["bea"] == 0
    assert found["meta"]["inquiry"]["options"] == {"umbrella": ["bea"]}
    jsonschema.validate(found, json.loads(document))
    assert "rain" in json.loads(file)["properties"]


def test_it_stands_in_the_brief_and_in_the_table(case: str, tmp_path: Path) -> None:
    commands(("brief", case, "-n", "600", "--no-open", "--out", str(tmp_path)))
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    before, after = page.split("It rains on Ann", 1)
    assert "5 Sequence, exits and the letter</h2>" in before
    assert "6 Why the other side acts as it does, and what to watch</h2>" in after
    assert "<li>Take an umbrella.</li>" in page
    with (tmp_path / "outcomes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rain = [row["weather.rain[ann]"] == "1" for row in rows]
    assert rain == [float(row["weather/rain/ann"]) > 0.5 for row in rows]
    told = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    (driver,) = told["headlines"]["weather.rain[ann]"]["turns_on"]
    assert driver["label"] == "how likely it is to rain on Ann"
    assert told["chapters"]["weather"]["rain"]["ann"] == pytest.approx(sum(rain) / len(rain))


def test_check_says_what_it_lacks() -> None:
    assert "weather lacks:\n  weather.yaml → rain" in commands(("check", "orange"))[0]


def test_it_is_in_the_manual() -> None:
    manual = ran(MANUAL)
    for words in (
        "## weather.yaml",
        "## detente weather",
        "`--umbrella` PARTY",
        "`weather.rain[PARTY]`",
        "`weather/1`",
    ):
        assert words in manual, words


WORKBENCH = (
    REGISTERED
    + """
from detente.case.inquiry import Inquiry
from detente.web.described_cases import describe
from detente.web.questions_asked import CaseQuestion
from detente.web.written_answers import answer
found = describe(sys.argv[1], "")
print([name for name, _, lacking in found.chapters if name == "weather" and not lacking])
print([option.name for option in found.options if option.name == "umbrella"])
print([field.unit for path, field in found.judgements.items() if path.startswith("weather/")][:1])
asked = Inquiry(worlds=50).model_dump_json()
print(answer(CaseQuestion(sys.argv[1], "", asked, "weather"), briefly=True).html)
"""
)


def test_it_has_a_page_in_the_workbench_with_its_option_and_its_judgements(case: str) -> None:
    chapter, option, unit, *page = ran(WORKBENCH, case).splitlines()
    assert (chapter, option) == ("['weather']", "['umbrella']")
    assert unit != "[]"
    assert "page-one" in "".join(page)

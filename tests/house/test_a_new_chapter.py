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
from pathlib import Path
from shutil import copytree
from time import sleep
from fastapi.testclient import TestClient
from detente.web.application import application
from detente.web.workbench_settings import WebSettings
from tests.web.within import within_this_process
copytree(sys.argv[1], Path(sys.argv[2]) / "cases" / "mine")
with within_this_process():
    app = application(WebSettings(Path(sys.argv[2]), worlds=50, first=50))
    with TestClient(app, base_url="http://127.0.0.1:8421") as client:
        text, path = "", "/cases/mine/as-written"
        while "50 worlds: the full answer" not in text:
            sleep(0.1)
            text = client.get(f"{path}/chapters/weather").text
        print(text.replace("\\n", " "))
        print(client.get(f"{path}/judgements", params={"of": "weather"}).text.replace("\\n", " "))
"""
)


def test_it_has_a_page_in_the_workbench_with_its_option_and_its_judgements(case: str, tmp_path: Path) -> None:
    page, judgements = ran(WORKBENCH, case, str(tmp_path)).splitlines()
    assert '<a href="/cases/mine/as-written/chapters/weather" aria-current="page">' in page
    assert "It rains on Bea in" in page
    assert '<input type="hidden" name="name" value="umbrella">' in page
    assert 'name="path" value="weather/rain/ann"' in judgements

"""The wheel: built, installed in a fresh environment, and used from a folder that knows nothing of the source."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "detente"
# What the clients say when they cannot reach an index at all, as against an index that lacks something.
UNREACHABLE = re.compile(
    r"(?i)newconnectionerror|failed to establish|connection (?:refused|reset|aborted|broken)|name resolution"
    r"|name or service|dns error|failed to (?:fetch|connect)|network is unreachable|timed? ?out|proxyerror"
    r"|error sending request|offline"
)


def done(command: Sequence[str | Path], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command; skip the test where the package index cannot be reached, fail it where anything else is wrong."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV", "DISPLAY"}}
    ran = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False, env=kept
    )
    if ran.returncode:
        said = f"{ran.stdout}\n{ran.stderr}"
        if found := UNREACHABLE.search(said):
            pytest.skip(f"the package index cannot be reached: {found[0]}")
        pytest.fail(f"{' '.join(map(str, command))}\n{said}")
    return ran


def uv() -> str | None:
    """Return uv, from the path or from the folder where `make` puts it."""
    return shutil.which("uv") or shutil.which("uv", path=str(ROOT / ".uv" / "bin"))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment in which nothing is installed."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    if tool := uv():
        done([tool, "venv", "-q", "--no-project", "--python", sys.executable, folder])
    else:
        done([sys.executable, "-m", "venv", folder])
    return folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"


@pytest.fixture(scope="module")
def wheel(fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with whatever can build one."""
    out = tmp_path_factory.mktemp("dist")
    if tool := uv():
        done([tool, "build", "-q", "--wheel", "--out-dir", out, ROOT])
    elif find_spec("build") and find_spec("build.__main__"):
        done([sys.executable, "-m", "build", "--wheel", "--outdir", out, ROOT])
    else:
        done([fresh, "-m", "pip", "wheel", "-q", "--retries", "1", "--no-deps", "--wheel-dir", out, ROOT])
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(fresh: Path, wheel: Path) -> Path:
    """Install the wheel and what it needs, at the pinned versions, and return the folder of its commands."""
    pins: list[str | Path] = ["-c", ROOT / "constraints.txt"] if (ROOT / "constraints.txt").is_file() else []
    if tool := uv():
        done([tool, "pip", "install", "-q", "--python", fresh, *pins, wheel])
    else:
        done([fresh, "-m", "pip", "install", "-q", "--retries", "1", *pins, wheel])
    return fresh.parent


def test_the_wheel_holds_everything_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    meant = {
        path.relative_to(SOURCE.parent).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    glossary = {"detente/web/glossary.md"}  # the manual's, which the workbench shows
    assert {name for name in names if name.startswith("detente/")} == meant | glossary
    for name in ("py.typed", "brief/templates/brief.html", "brief/templates/brief.css", "case/skeleton.yaml"):
        assert f"detente/{name}" in names
    cases = {path.name for path in (SOURCE / "cases").iterdir() if (path / "case.yaml").is_file()}
    assert {"orange", "korea-2021"} <= cases
    assert {f"detente/cases/{case}/case.yaml" for case in cases} <= names
    assert not [name for name in names if name.split("/")[0] in {"tests", "docs", "benchmarks", "src"}]


def test_it_says_what_it_is(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        said = archive.read(metadata).decode("utf-8")
        (entry,) = (name for name in names if name.endswith(".dist-info/entry_points.txt"))
        assert "detente = detente.cli:main" in archive.read(entry).decode("utf-8")
        assert any("licenses/LICENSE" in name for name in names)
    for line in (
        "Name: detente",
        "Requires-Python: >=3.11",
        "License-Expression: Apache-2.0",
        "Classifier: Typing :: Typed",
    ):
        assert line in said.splitlines()
    assert "Requires-Dist: numpy" in said


def test_it_works_away_from_its_source(installed: Path, tmp_path: Path) -> None:
    detente = installed / "detente"
    version = done([detente, "--version"], cwd=tmp_path).stdout.strip()
    assert f'__version__ = "{version}"' in (SOURCE / "__init__.py").read_text(encoding="utf-8")
    ran = done([detente, "brief", "orange", "--no-open", "--worlds", "200"], cwd=tmp_path)
    for name in ("brief.html", "outcomes.csv", "result.json"):
        path = (tmp_path / "orange-brief" / name).resolve()
        assert path.stat().st_size > 0
        assert str(path) in ran.stdout.splitlines()
    document = json.loads((tmp_path / "orange-brief" / "result.json").read_text(encoding="utf-8"))
    assert document["meta"]["version"] == version
    done([detente, "new", "mine"], cwd=tmp_path)
    assert "no fault" in done([detente, "check", "./mine"], cwd=tmp_path).stdout
    where = done([installed / "python", "-c", "import detente; print(detente.__file__)"], cwd=tmp_path).stdout.strip()
    assert not Path(where).is_relative_to(ROOT)


# A workbench out of the wheel on a machine without network: whoever tries to reach one fails.
SERVED = """
import re, sys
from pathlib import Path
from time import sleep

def refuse(event, args):
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        raise OSError(f"no network: {event} {args}")
    if event in {"socket.connect", "socket.sendto"} and isinstance(args[1], tuple):
        raise OSError(f"no network: {event} {args}")

sys.addaudithook(refuse)
import detente
from concurrent.futures import ThreadPoolExecutor
from fastapi.testclient import TestClient
from detente.web import asked_work
from detente.web.application import application
from detente.web.workbench_settings import WebSettings

assert Path(detente.__file__).is_relative_to(sys.argv[1]), detente.__file__
asked_work.workers = ThreadPoolExecutor  # so that they are watched too
found, pages = set(), ["/", "/new", "/words", "/cases/orange/as-written/claims", "/cases/orange/as-written"]
app = application(WebSettings(Path("kept"), worlds=50, first=50))
with TestClient(app, base_url="http://127.0.0.1:8421") as client:
    for path in pages:
        text = client.get(path).text
        while "/answer?" in text:  # until the full answer is there
            sleep(0.1)
            text = client.get(path).text
        found |= set(re.findall(r'(?:src|href)="(/static/[^"]+)"', text))
        elsewhere = re.search(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?//', text)
        assert elsewhere is None, (path, elsewhere)
    assert "Propose this" in text
    script = client.get("/static/charts.js").text
    found |= {f"/static/vega/{one}" for one in re.findall(r"vega[a-z-]*(?:[.]min)?[.]js", script)}
    for path in sorted(found):
        print(path, client.get(path).status_code)
"""


def test_it_serves_the_workbench_with_nothing_from_elsewhere(wheel: Path, tmp_path: Path) -> None:
    """All that pages show comes out of the wheel; the packages of the workbench are those of this environment."""
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "wheel")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [sys.executable, "-c", SERVED, str(tmp_path / "wheel")],
        cwd=tmp_path,
        env=kept | {"PYTHONPATH": str(tmp_path / "wheel")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    files = dict(line.split() for line in ran.stdout.splitlines())
    assert set(files.values()) == {"200"}
    for name in ("htmx.min.js", "workbench.css", "workbench.js", "mark.svg", "colours.css", "charts.js"):
        assert f"/static/{name}" in files, name
    for name in ("vega.min.js", "vega-lite.min.js", "vega-interpreter.js"):
        assert f"/static/vega/{name}" in files, name
    for licence in ("htmx.LICENSE.txt", "vega/LICENSES.txt"):
        assert (tmp_path / "wheel" / "detente" / "web" / "static" / licence).is_file(), licence


def test_its_types_are_seen_by_others(installed: Path) -> None:
    found = done([installed / "python", "-c", "import detente, pathlib; print(pathlib.Path(detente.__file__).parent)"])
    assert (Path(found.stdout.strip()) / "py.typed").is_file()

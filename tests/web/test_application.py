"""The workbench asked in this process: its pages, without a browser or a server."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from html import escape
from io import BytesIO
from json import dumps
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from detente.case.bundled import CASES
from detente.case.faults import Fault
from detente.case.inquiry import Inquiry
from detente.outcomes.opening import draw, read
from detente.web.account_store import digest
from detente.web.application import application
from detente.web.case_folders import case_folder
from detente.web.described_cases import Described, describe
from detente.web.library import written_files
from detente.web.questions_asked import CaseQuestion
from detente.web.schema_help import help_of
from detente.web.shared_variants import read_variant, variant_file
from detente.web.variant_store import Variant
from detente.web.workbench_settings import WebSettings, kept_secret
from tests.web.within import within_this_process

DOCS = Path(__file__).parents[2] / "docs"
AT = "http://127.0.0.1:8421"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Somebody who asks it."""
    settings = WebSettings(tmp_path_factory.mktemp("asked"), worlds=60, first=30)
    app = application(settings)
    with within_this_process(), TestClient(app, base_url=AT, follow_redirects=False) as found:
        yield found


def test_every_case_is_a_card(client: TestClient) -> None:
    text = client.get("/").text
    assert 'href="/cases/korea-2021/as-written"' in text
    assert 'hx-get="/cases/orange/card"' in text  # no case is read before the page is there
    assert "Two sisters and one orange" in client.get("/cases/orange/card").text
    assert "Two sisters and one orange" in client.get("/").text


def test_an_empty_start_offers_a_tour_in_five_steps(client: TestClient) -> None:
    found = re.findall(r'href="(/cases/korea-2021/as-written[^"]*\?tour=\d)"', client.get("/").text)
    assert len(found) == 5
    assert "Step 3 of 5" in client.get("/cases/orange/as-written/judgements?tour=3").text
    assert "Step" not in client.get("/cases/orange/as-written/judgements?tour=6").text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/claims", "share(agreement.any)"),
        ("/compare", "There is nothing to compare yet"),
        ("", "Two sisters and one orange"),
        ("/judgements", "positions/bea/peel/bea"),
        ("/package", "All to Ann"),
        ("/beside", "Nothing changed"),
    ],
)
def test_pages_of_a_case_are_there(client: TestClient, path: str, says: str) -> None:
    found = client.get(f"/cases/orange/as-written{path}")
    assert found.status_code == 200
    assert says in found.text


@pytest.mark.parametrize("path", ["/cases/nowhere/as-written", "/cases/orange/nothing", "/cases/..%2Forange", "/none"])
def test_what_is_not_there_says_so(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_table_beside_a_case_is_one_of_its_files(tmp_path: Path) -> None:
    for name in ("case.yaml", "calls.csv", "picture.png"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "aside.yaml").symlink_to(tmp_path / "case.yaml")
    assert [path.name for path in written_files(tmp_path)] == ["calls.csv", "case.yaml"]


def test_a_full_disk_is_said_and_leaves_the_file_as_it_was(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/new").text)
    assert found is not None
    given = {"token": found[1], "name": "full"}
    assert client.post("/new", data=given, headers={"origin": AT}).status_code == 303
    folder = client.app.state.settings.folder / "cases" / "full"  # type: ignore[attr-defined]
    before = (folder / "case.yaml").read_text(encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", full)
        given |= {"file": "case.yaml", "text": "title: lost", "based": digest(before)}
        refused = client.post("/cases/full/write", data=given, headers={"origin": AT})
    assert refused.status_code == 507
    assert "The disk is full" in refused.text
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == {"case.yaml": before}


def test_a_state_that_is_lost_is_said(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("disk I/O error"))

    monkeypatch.setattr(client.app.state.variants, "get", lost)  # type: ignore[attr-defined]
    refused = client.get(f"/cases/orange/{'0' * 24}")
    assert refused.status_code == 503
    assert "disk I/O error" in refused.text


def test_a_secret_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = kept_secret(tmp_path)
    assert kept_secret(tmp_path) == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_words_are_those_of_the_glossary(client: TestClient) -> None:
    page = client.get("/words").text
    words = re.findall(r"(?m)^\| ([^|]+) \| [^|]+ \|$", (DOCS / "glossary.md").read_text(encoding="utf-8"))[2:]
    assert len(words) > 100
    assert [escape(word) for word in words if escape(word) not in page] == []


def test_no_two_judgements_of_a_case_are_called_the_same() -> None:
    for case in ("korea-2021", "orange"):
        found = describe(str(CASES / case), "")
        assert isinstance(found, Described)
        says = [field.says for field in found.judgements.values()]
        assert len(set(says)) == len(says), case


def test_what_a_file_may_hold_is_explained() -> None:
    keys = {one.key: one for one in help_of("case.yaml")}
    assert keys["title"].needed
    assert {one.key for one in keys["issues"].below} >= {"name", "options"}
    assert all(one.says for one in keys.values())
    assert help_of("nothing.yaml") == ()


def test_a_variant_is_a_folder_of_a_case_with_its_judgements_in_the_files() -> None:
    path = "positions/bea/peel/bea"
    asked = Inquiry(changed={path: {"low": -9.0, "high": -8.0}}).model_dump_json()
    with ZipFile(BytesIO(case_folder(CaseQuestion(str(CASES / "orange"), "", asked)))) as files:
        text = files.read("orange/case.yaml").decode()
    before = (CASES / "orange" / "case.yaml").read_text(encoding="utf-8")
    apart = [one for one, two in zip(text.splitlines(), before.splitlines(), strict=True) if one != two]
    assert len(apart) == 1
    assert "low: -9" in apart[0]


def test_a_variant_as_a_file_is_read_back_or_its_fault_said() -> None:
    inquiry = Inquiry(changed={"positions/bea/peel/bea": [1, 2]}, options={"max_rounds": 2})
    sent = variant_file(Variant("x", "orange", "Bea likes peel", inquiry))
    assert read_variant(dumps(sent).encode()) == ("Bea likes peel", inquiry)
    for raw in (b"[]", b"{", b"{}", dumps({**sent, "asked": {"changd": 1}}).encode(), b"[" * 100_000, b"\xff"):
        assert isinstance(read_variant(raw), Fault)


def test_a_built_package_says_in_which_worlds_it_fails(client: TestClient) -> None:
    own = client.app.state.settings.folder / "cases" / "one-price"  # type: ignore[attr-defined]
    own.mkdir(parents=True)
    text = (CASES / "orange" / "case.yaml").read_text(encoding="utf-8")
    text = re.sub(r"ann: {flesh: .*", "ann: {flesh: {ann: 4, bea: [-5, -3]}, peel: {ann: 0, bea: 0}}", text)
    text = re.sub(r"(?m)^  bea: {flesh: .*", "  bea: {flesh: {ann: 1, bea: 1}, peel: {ann: -4, bea: 4}}", text)
    (own / "case.yaml").write_text(text.replace("ann: 0, bea: 0}\n", "ann: [1, 7], bea: 0}\n"), encoding="utf-8")
    page = client.get("/cases/one-price/as-written/package?flesh=ann").text
    worlds = draw(read(own), Inquiry(worlds=30, seed=client.app.state.settings.seed))  # type: ignore[attr-defined]
    asked = worlds.draws(0, 30).value("reservation/ann")
    refused = asked > 4
    assert 0 < refused.sum() < 30
    value = re.search(r"above ([0-9.]+) points a year: 100.% of the worlds in which it fails lie there", page)
    assert value is not None, page
    assert np.array_equal(asked >= float(value[1]) - 0.005, refused)


def test_no_page_computes() -> None:
    """What a page may import shows what was found; what works it out is asked of other processes by the answer desk."""
    computing = {f"detente.{room}" for room in ("outcomes", "worlds", "graph", "claims", "chapters", "formats")}
    pages = sorted((Path(__file__).parents[2] / "src" / "detente" / "web" / "pages").glob("*.py"))
    assert len(pages) > 10
    for path in pages:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [f"{node.module}.{one.name}" for one in node.names] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert not {name, ".".join(name.split(".")[:2])} & computing, (path.name, name)
                assert name.split(".")[0] not in {"numpy", "scipy"}, (path.name, name)


def test_every_trouble_is_told_on_a_page_of_its_own(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/cases/orange/as-written"
    form = client.post(f"{path}/judgements", data={"token": "x", "path": "reservation/ann"}, headers={"origin": AT})
    assert (form.status_code, "This is not taken" in form.text, "All cases" in form.text) == (403, True, True)
    odd = client.get(f"{path}/charts?of=none&wide=perhaps")
    assert (odd.status_code, "“wide”" in odd.text, "<main" in odd.text) == (422, True, True)
    assert client.get(f"{path}/charts?of=none&wide=true").status_code == 404
    monkeypatch.setattr("detente.web.visits.Visit.page", None)
    lost = TestClient(client.app, base_url=AT, raise_server_exceptions=False).get("/")
    assert (lost.status_code, "An error in détente" in lost.text) == (500, True)
    assert "content-security-policy" in lost.headers

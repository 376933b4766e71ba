"""The workbench asked by scripts: what it answers, what it takes in, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from stat import S_IFLNK
from typing import Any
from urllib.parse import quote
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
import schemathesis
from fastapi.testclient import TestClient
from httpx2 import InvalidURL
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import integers
from schemathesis import GenerationMode

from detente.case.bundled import CASES
from detente.case.inquiry import Inquiry
from detente.cli.run_documents import run_json
from detente.outcomes.opening import draw, read
from detente.outcomes.run import run
from detente.web.application import application
from detente.web.case_archive import MOST_BYTES, MOST_FILES
from detente.web.script_api import TROUBLES
from detente.web.workbench_settings import WebSettings
from tests.web.within import within_this_process

AT = "http://127.0.0.1:8421"
SCRIPT = {"x-detente-script": "1"}
ORANGE = (CASES / "orange" / "case.yaml").read_bytes()
WORLDS = 60
SENT = {"method", "url", "params", "headers", "json", "content", "data"}


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A script that asks it."""
    folder = tmp_path_factory.mktemp("scripts")
    app = application(WebSettings(folder, worlds=WORLDS, first=30), run_json)
    with within_this_process(), TestClient(app, base_url=AT, headers=SCRIPT, follow_redirects=False) as found:
        yield found


def zipped(files: Mapping[str, bytes], kind: int = ZIP_DEFLATED) -> bytes:
    raw = BytesIO()
    with ZipFile(raw, "w", kind) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return raw.getvalue()


def linked() -> bytes:
    raw = BytesIO()
    with ZipFile(raw, "w") as archive:
        archive.writestr("case.yaml", ORANGE)
        link = ZipInfo("reading.yaml")
        link.external_attr = (S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return raw.getvalue()


def encrypted() -> bytes:
    raw = bytearray(zipped({"case.yaml": ORANGE}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 1
    return bytes(raw)


def lying() -> bytes:
    """A file that says it is small and unpacks to more."""
    raw = bytearray(zipped({"case.yaml": ORANGE * 9}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = raw.index(mark) + at
        raw[start : start + 4] = (10).to_bytes(4, "little")
    return bytes(raw)


def sent(script: TestClient, name: str, raw: bytes) -> Any:
    return script.put(f"/api/cases/{name}", content=raw, headers={"content-type": "application/zip"})


def test_an_answer_is_what_the_command_prints(script: TestClient) -> None:
    changed = {"reservation/ann": 1.5}
    inquiry = Inquiry(worlds=50, seed=3, changed=changed)
    expected = json.loads(run_json(run(draw(read("orange"), inquiry), ["agreement"]), "agreement"))
    asked = "chapter=agreement&worlds=50&seed=3&set=reservation/ann=1.5"
    found = script.get(f"/api/cases/orange/answer?{asked}")
    assert found.status_code == 200
    assert found.json() == expected


def test_cases_judgements_and_variants(script: TestClient) -> None:
    assert {"name": "orange", "own": False} in script.get("/api/cases").json()
    case = script.get("/api/cases/orange").json()
    assert "reservation/ann" in {one["path"] for one in case["judgements"]}
    assert {"agreement"} <= {one["name"] for one in case["chapters"] if not one["lacks"]}
    path = "/api/cases/orange/variants"
    made = script.post(path, json={"name": "Mine", "changed": {"reservation/ann": [1, 2]}}).json()
    assert made["changed"] == {"reservation/ann": [1, 2]}
    assert script.get(path).json() == [script.get(f"{path}/{made['id']}").json()] == [made]
    assert script.delete(f"{path}/{made['id']}").status_code == 204
    assert script.get(f"{path}/{made['id']}").status_code == 404
    refused = script.post(path, json={"name": "Mine", "changed": {"reservation/an": 1}})
    assert (refused.status_code, "reservation/ann" in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"chapter": "agrement"}, "did you mean 'agreement'?"),
        ({"worlds": "61"}, "at most 60"),
        ({"worlds": "many"}, "query.worlds"),
        ({"set": "reservation/ann"}, "PATH=VALUE"),
        ({"set": "reservation/ann=*x"}, "an alias"),
        ({"option": "max_round=2"}, "did you mean 'max_rounds'?"),
        ({"option": "max_rounds=two"}, "a whole number"),
        ({"for": "nobody"}, "nobody"),
        ({"package": "x=y"}, "x"),
    ],
)
def test_what_cannot_be_asked_says_why(script: TestClient, given: Mapping[str, str], says: str) -> None:
    found = script.get("/api/cases/orange/answer", params=given)
    assert found.status_code == 422
    assert says in " ".join(fault["says"] for fault in found.json()["faults"])


def test_a_case_is_sent_asked_and_removed(script: TestClient) -> None:
    for number, folder in enumerate(("", "orange/")):
        name = f"mine-{number}"
        made = sent(script, name, zipped({f"{folder}case.yaml": ORANGE, "__MACOSX/._case.yaml": b"\0"}))
        assert (made.status_code, made.json()) == (201, {"name": name, "faults": []})
        assert sent(script, name, zipped({"case.yaml": ORANGE})).status_code == 422  # taken
        assert script.get(f"/api/cases/{name}").json()["own"]
        assert script.delete(f"/api/cases/{name}").status_code == 204
        assert script.get(f"/api/cases/{name}").status_code == 404
    assert script.delete("/api/cases/orange").status_code == 422


BOMB = b"a: &a [x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c]\n" % (b, b, a, a) for a, b in zip(b"abcdefghijklmnop", b"bcdefghijklmnopq", strict=True)
)


@pytest.mark.parametrize(
    ("text", "says"),
    [(BOMB, "an alias"), (b"[" * 2000, "levels of nesting"), (b"title: !!python/object/apply:os.system [id]", "a tag")],
)
def test_hostile_yaml_is_kept_as_text_and_never_unfolded(script: TestClient, text: bytes, says: str) -> None:
    found = sent(script, "hostile", zipped({"case.yaml": text}))
    assert found.status_code == 201
    assert says in " ".join(fault["says"] for fault in found.json()["faults"])
    assert script.get("/api/cases/hostile/answer").status_code == 422
    assert script.delete("/api/cases/hostile").status_code == 204


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (lambda: b"no zip", "no zip file"),
        (lambda: zipped({"reading.yaml": b""}), "no file case.yaml"),
        (lambda: zipped({"../case.yaml": ORANGE}), "a name that no file of a case has"),
        (lambda: zipped({"case.yaml": ORANGE, "../../x.yaml": b""}), "a name that no file of a case has"),
        (lambda: zipped({"case.yaml": ORANGE, "/etc/x.yaml": b""}), "a name that no file of a case has"),
        (lambda: zipped({"case.yaml": ORANGE, "a\\..\\x.yaml": b""}), "a name that no file of a case has"),
        (lambda: zipped({"case.yaml": ORANGE, ".x.yaml": b""}), "a name that no file of a case has"),
        (lambda: zipped({"case.yaml": ORANGE, "run.py": b""}), "another kind of file"),
        (lambda: zipped({"case.yaml": ORANGE, "CASE.yaml": b""}), "the same name twice"),
        (lambda: zipped({"case.yaml": b"\xff\xfe"}), "no text"),
        (lambda: zipped({"case.yaml": b"#" * 900_000}), "for each packed"),
        (lambda: zipped({"case.yaml": b"#" * (MOST_BYTES + 1)}), "at most 1,000,000"),
        (lambda: zipped({f"{n}.csv": b"#" * 900_000 for n in range(9)}), "at most 8,000,000"),
        (lambda: zipped({f"{n}.csv": b"" for n in range(MOST_FILES + 1)}), f"at most {MOST_FILES}"),
        (lambda: zipped({"case.yaml": ORANGE}, ZIP_BZIP2), "packed in another way"),
        (linked, "a link"),
        (encrypted, "encrypted"),
        (lying, "zip file"),
        (lambda: zipped({"case.yaml": ORANGE})[:-40], "no zip file"),
    ],
)
def test_hostile_archives_are_refused_and_leave_nothing(
    script: TestClient, raw: Callable[[], bytes], says: str
) -> None:
    found = sent(script, "hostile", raw())
    assert found.status_code == 422, found.text
    assert says in " ".join(fault["says"] for fault in found.json()["faults"])
    folder = script.app.state.settings.folder  # type: ignore[attr-defined]
    assert not [path for path in (folder / "cases").glob("*") if "hostile" in path.name]


@pytest.mark.parametrize("headers", [{}, {"origin": "http://evil.example"}, {"referer": "http://evil.example/x"}])
def test_no_page_of_another_site_can_pose_as_a_script(script: TestClient, headers: Mapping[str, str]) -> None:
    elsewhere = TestClient(script.app, base_url=AT)
    marked = {**headers, **(SCRIPT if headers else {})}
    made = elsewhere.put("/api/cases/evil", content=zipped({"case.yaml": ORANGE}), headers=marked)
    assert made.status_code == 403
    asked = elsewhere.options("/api/cases", headers={"origin": "http://evil.example"} | dict(headers))
    assert "access-control-allow-origin" not in asked.headers


def test_the_description_says_everything_in_plain_words(script: TestClient) -> None:
    described = script.get("/api/openapi.json").json()
    page = script.get("/api/").text
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            assert one["summary"], path
            assert one["description"], path
            assert f"{method.upper()} /api{path}" in page


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_sent_no_answer_is_an_error_of_the_program(script: TestClient, mode: GenerationMode) -> None:
    """Schemathesis sends what the description allows, or what it does not, mostly about a case that is there."""
    described = script.get("/api/openapi.json").json()
    seen: set[int] = set()
    for found in schemathesis.openapi.from_dict(described).get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]

        with suppress(Unsatisfiable):  # nothing that is sent to this address can be wrong
            seen |= statuses(script, operation, mode)
    assert seen & {200, 201, 204} or mode is GenerationMode.NEGATIVE


def statuses(script: TestClient, operation: Any, mode: GenerationMode) -> set[int]:
    """Return what an address answered to some requests."""
    seen = set()

    @settings(max_examples=6, database=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(mode), integers(0, 3))
    def ask(case: Any, chance: int) -> None:
        path = operation.path.format(**{**case.path_parameters, **({"case": "orange"} if chance else {})})
        asked = case.as_transport_kwargs(base_url=AT) | {"url": f"{AT}/api{quote(path, safe='/%')}"}
        if isinstance(asked.get("data"), str | bytes):
            asked["content"] = asked.pop("data")
        try:
            answer = script.request(**{name: asked[name] for name in SENT & asked.keys()})
        except InvalidURL:  # longer than any client sends
            return
        seen.add(answer.status_code)
        assert answer.status_code < 500, answer.text
        assert answer.status_code in {200, 201, 204, 404, 405} | {int(one) for one in TROUBLES}, answer.text

    ask()
    return seen

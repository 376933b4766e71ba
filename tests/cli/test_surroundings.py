"""What a command meets with: closed streams, full disks, readers that leave, signals, little memory, our own errors."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import detente.brief.html
from detente.chapters.proposal.chapter import ProposalChapter
from detente.cli import UsageProblemError
from detente.cli.memory import check_room, needed
from tests.cli.conftest import FEW, Ran, called, environment
from tests.sharing import bundled_case

RUN = f"{sys.executable} -m detente"
unix = pytest.mark.skipif(os.name == "nt", reason="a shell and signals of Unix")


def shell(line: str) -> Ran:
    """Run a line of the shell; DETENTE in it is the command."""
    script = ["bash", "-c", line.replace("DETENTE", RUN)]
    ran = subprocess.run(script, capture_output=True, text=True, check=False, env=environment(), encoding="utf-8")
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@unix
def test_closed_streams_are_told_or_not_missed() -> None:
    """A traceback without standard output, a panic without standard input."""
    ran = shell(f"DETENTE brief orange -n 50 --no-open -q --out a <&- && DETENTE proposal orange {' '.join(FEW)} >&-")
    assert (ran.code, ran.err) == (2, "standard output: closed, so that nothing can be printed\n")
    assert sorted(path.name for path in Path("a").iterdir()) == ["brief.html", "outcomes.csv", "result.json"]


@unix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_told() -> None:
    ran = shell("DETENTE schema brief >/dev/full")
    assert (ran.code, ran.err) == (2, "standard output: No space left on device\n")


@unix
def test_a_reader_may_leave() -> None:
    ran = shell("set -o pipefail; DETENTE schema brief | true")
    assert (ran.code, ran.err) == (141, "")


@unix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    handlers = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)]

    def interrupted(*_: Any) -> None:
        os.kill(os.getpid(), number)

    monkeypatch.setattr(detente.brief.html, "render", interrupted)
    ran = called("brief", "orange", *FEW, "--no-open")
    assert (ran.code, ran.out, ran.err) == (128 + number, "", f"Stopped ({number.name}).\n")
    assert list(Path().iterdir()) == []
    assert [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)] == handlers


WHILE_LOADING = """
import os, signal, sys
at = sys.argv[1]
class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == at:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupts())
from detente.cli import main
sys.argv = ["detente", "agreement", "orange", "-n", "20"]
main()
"""


@unix
@pytest.mark.parametrize("module", ["detente.cli.app", "numpy"])
def test_an_interruption_while_it_loads_ends_it_at_once(module: str) -> None:
    """A traceback of whatever was just being imported."""
    script = [sys.executable, "-c", WHILE_LOADING, module]
    ran = subprocess.run(script, capture_output=True, text=True, check=False, env=environment(), encoding="utf-8")
    assert (ran.returncode, ran.stdout, ran.stderr) == (-signal.SIGINT, "", "")


def test_little_address_space_is_told_before_something_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrlimit", lambda _: (200 * 2**20, resource.RLIM_INFINITY))
    ran = called("cases")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Not enough memory (may use 200 MB of address space (ulimit -v); needs 1,024)")


def test_a_word_document_without_pictures_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.brief.paper.rasters.pixels", lambda: False)
    ran = called("brief", "orange", *FEW, "--no-open", "--to", "docx")
    assert (ran.code, ran.err) == (
        0,
        "Pictures in a Word document need Typst (pip install 'detente[pdf]'): it has their numbers instead.\n",
    )


def test_worlds_that_do_not_fit_are_refused_before_the_work() -> None:
    """Ten million worlds of this case, 0.1 MB each, were begun."""
    case = bundled_case("korea-2021")
    check_room(case, 60_000, 16e9)
    with pytest.raises(UsageProblemError) as refused:
        check_room(case, 10_000_000, 16e9)
    needed = r"--worlds: found 10,000,000, which would need some [\d,]+ GB of memory; expected at most about 70,000 on "
    assert re.fullmatch(needed + "this machine, which may use 16 GB", str(refused.value))


@pytest.mark.parametrize(
    ("name", "worlds", "peak"),
    [("korea-2021", 1_000, 1.11e9), ("korea-2021", 2_000, 1.95e9), ("gerd-2021", 400, 1.19e9)],
)
def test_what_a_run_needs_is_estimated_from_above(name: str, worlds: int, peak: float) -> None:
    """0.84 MB a world were taken where 0.1 were reckoned with; the peaks are those of whole runs in one process."""
    assert peak <= needed(bundled_case(name), worlds) <= 1.5 * peak


def test_a_run_of_the_usual_size_is_refused_on_a_small_machine() -> None:
    case = bundled_case("korea-2021")
    check_room(case, 2_000, 4e9)
    check_room(case, 400, 1e9)
    with pytest.raises(UsageProblemError, match=r"some 2 GB of memory; expected at most about 1,000 on this machine"):
        check_room(case, 2_000, 2e9)


@pytest.mark.parametrize("where", ["analyse", "report", "page"])
def test_a_chapter_that_fails_does_not_lose_the_others(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """The whole brief was lost."""

    def fails(*_: Any) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(ProposalChapter, where, fails)
    ran = called("brief", "orange", *FEW, "--no-open", "--json")
    assert ran.code == 1
    says = ran.json["failed"]["proposal"]
    assert says.startswith("an error in détente: ZeroDivisionError: division by zero (")
    assert ran.err == f"proposal failed: {says}. The brief has the other chapters; please report this.\n"
    assert [*ran.json["chapters"]] == ["agreement"]
    assert ran.json["page_one"]["recommendation"]["says"][1] == f"The chapter proposal failed: {says}."
    page = Path("orange-brief/brief.html").read_text(encoding="utf-8")
    assert "What went wrong" in page


def test_what_needs_a_chapter_that_failed_fails_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.chapters.agreement.chapter import AgreementChapter

    def fails(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(AgreementChapter, "analyse", fails)
    ran = called("brief", "orange", *FEW, "--no-open")
    assert ran.code == 2
    assert "agreement failed: not enough memory" in ran.err
    assert "proposal failed: needs agreement, which failed" in ran.err
    assert list(Path().iterdir()) == []

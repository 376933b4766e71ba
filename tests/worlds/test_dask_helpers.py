"""Helpers on a cluster of Dask with separate worker processes: same results, and nothing is lost with a worker."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest

from detente.cli import UsageProblemError
from detente.cli.clusters import check_engine, on_cluster
from detente.cli.program import program
from detente.outcomes.chunks import packed_chunk, spans
from detente.outcomes.pinned_run import Settled
from detente.outcomes.run import run
from detente.worlds import Worlds
from detente.worlds.dask_helpers import DaskHelpers, NoClusterError, dask_helpers
from detente.worlds.engines import run as shared_out
from detente.worlds.worlds import BLOCK
from tests.sharing import bundled_case


@pytest.fixture(scope="module")
def cluster() -> Iterator[DaskHelpers]:
    """Two worker processes of Dask on this machine."""
    with dask_helpers("local", 2) as helpers:
        yield helpers


def fussy(n: int) -> int:
    if n == 3:
        raise ValueError("no threes")
    return n * n


def test_results_come_in_order_and_faults_are_passed_on(cluster: DaskHelpers) -> None:
    assert cluster.cores == 2
    results = shared_out(fussy, range(6), 3, "processes", cluster)
    assert [next(results) for _ in range(3)] == [0, 1, 4]
    with pytest.raises(ValueError, match="no threes"):
        next(results)


def test_parts_of_a_table_are_the_same_bytes_there(cluster: DaskHelpers) -> None:
    case = bundled_case("iran-2013")
    planned = Settled.of(run(Worlds(case, 50, seed=1))).run(case, 5 * BLOCK, inputs=True)
    work, chunks = partial(packed_chunk, planned), [*spans(planned.worlds, 1)]
    assert [*shared_out(work, chunks, 3, "processes", cluster)] == [*map(work, chunks)]


def where(folder: str, n: int) -> tuple[int, int]:
    """Die the first time that the second task is begun in another process than this one."""
    told = Path(folder)
    if n == 1 and os.getpid() != int((told / "here").read_text(encoding="utf-8")) and not (told / "died").exists():
        (told / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return n, os.getpid()


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_a_worker_that_is_killed_in_the_middle_loses_nothing(cluster: DaskHelpers, tmp_path: Path) -> None:
    (tmp_path / "here").write_text(str(os.getpid()), encoding="utf-8")
    found = [*shared_out(partial(where, str(tmp_path)), range(12), 3, "processes", cluster)]
    assert (tmp_path / "died").exists()
    assert [n for n, _ in found] == [*range(12)]
    assert len({process for _, process in found}) >= 2


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.worlds.dask_helpers.PATIENCE", 0.3)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(NoClusterError, match="no scheduler"), dask_helpers(address, 1):
            pass


def test_that_dask_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageProblemError, match="Dask is not installed: pip install"), on_cluster("dask://local", 1):
        pass


def test_workers_with_another_program_are_refused(cluster: DaskHelpers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.worlds.dask_helpers.dask_helpers", lambda *_: nullcontext(cluster))
    with on_cluster("dask://local", 1) as helpers:
        assert helpers is cluster
    monkeypatch.setattr(DaskHelpers, "on_each", lambda *_: {"tcp://a": "détente 0.0.9"})
    told = re.escape(f"found workers with détente 0.0.9; expected {program()}, as it runs here")
    with pytest.raises(UsageProblemError, match=told), on_cluster("dask://local", 1):
        pass


@pytest.mark.parametrize("engine", ["thread", "dask", "dask://", "dask://host", "dask://host:x", "spark"])
def test_there_is_no_other_engine(engine: str) -> None:
    with pytest.raises(UsageProblemError, match=r"--engine: found .*; expected one of threads, processes, dask"):
        check_engine(engine)


@pytest.mark.parametrize("engine", [None, "threads", "processes", "dask://local", "dask://10.0.0.1:8786"])
def test_engines(engine: str | None) -> None:
    check_engine(engine)

"""Engines by name: threads, processes, and clusters of Dask by their address."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from detente.cli import UsageProblemError

PLAIN = ("threads", "processes")
ON_THIS_MACHINE = "dask://local"
ENGINES = (*PLAIN, "dask://HOST:PORT", ON_THIS_MACHINE)
START = "dask://"


def check_engine(engine: str | None) -> None:
    """Make sure that there is an engine of a name.

    Raises:
        UsageProblemError: There is none.
    """
    if engine is None or engine in PLAIN or (engine.startswith(START) and _address(engine)):
        return
    from detente.case.faults import nearest, one_of

    close = nearest(engine, ENGINES)
    hint = f" (did you mean {close!r}?)" if close else ""
    raise UsageProblemError(f"--engine: found {engine!r}; expected {one_of(ENGINES, len(ENGINES))}{hint}")


def _address(engine: str) -> bool:
    """Return whether what follows is the address of a cluster."""
    host, colon, port = engine.removeprefix(START).rpartition(":")
    return engine == ON_THIS_MACHINE or bool(host and colon and port.isdecimal())


@contextmanager
def on_cluster(engine: str, count: int) -> Iterator[Executor]:
    """Connect to a cluster, or start one here.

    Args:
        engine: `dask://` and its address.
        count: How many processes one has that is started here.

    Yields:
        Its workers.

    Raises:
        UsageProblemError: Nobody answers there, or workers run another program than this, or none.
    """
    from detente.cli.program import program
    from detente.worlds.dask_helpers import NoClusterError, dask_helpers

    try:
        with dask_helpers(engine.removeprefix(START), max(1, count)) as helpers:
            try:
                others = {said for said in helpers.on_each(program).values() if said != program()}
            except ImportError as error:
                others = {str(error)}
            if others:
                found = f"workers with {', '.join(sorted(others))}"
                raise UsageProblemError(f"--engine {engine}: found {found}; expected {program()}, as it runs here")
            yield helpers
    except NoClusterError as error:
        raise UsageProblemError(f"--engine {engine}: found {error}; expected a cluster with workers") from None

"""Helpers on a cluster of Dask, on this machine or on many: an executor like any other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any, TypeVar

R = TypeVar("R")
START = "dask://"  # of addresses, which go on with host:port, or with
LOCAL = "local"  # for a cluster on this machine, which ends with the run
PATIENCE = 20  # seconds that a scheduler may take to answer


class NoClusterError(Exception):
    """There is no cluster to work on; says why."""


class DaskHelpers(Executor):
    """The workers of a cluster.

    Work that is lost with a worker is done by another one. Where that fails too, and where the scheduler is gone, its
    future ends in `BrokenExecutor`, so that whoever handed it over does it.
    """

    def __init__(self, client: Any) -> None:
        """Take a client of the cluster."""
        self._client = client
        self._pool = client.get_executor(pure=False)

    @property
    def cores(self) -> int:
        """How many tasks the cluster works on at a time."""
        return sum(self._client.nthreads().values())

    def on_each(self, work: Callable[[], R]) -> dict[str, R]:
        """Do something once on every worker, and return address → result."""
        found: dict[str, R] = self._client.run(work)
        return found

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Hand work over."""
        found = _Elsewhere[R]()
        self._pool.submit(fn, *args, **kwargs).add_done_callback(partial(_passed_on, found))
        return found


class _Elsewhere(Future[R]):
    """Work on a cluster, of which nobody here can say whether it has begun."""

    def cancel(self) -> bool:
        """Leave it where it is: it ends with the client."""
        return False


def _passed_on(found: Future[R], done: Future[R]) -> None:
    """Pass on how work ended."""
    try:
        error = done.exception()
    except CancelledError as cancelled:
        error = cancelled
    if error is None:
        found.set_result(done.result())
    elif isinstance(error, CancelledError) or type(error).__module__.partition(".")[0] == "distributed":
        found.set_exception(BrokenExecutor(str(error)))
    else:
        found.set_exception(error)


@contextmanager
def dask_helpers(address: str, count: int) -> Iterator[DaskHelpers]:
    """Connect to a cluster, or start one on this machine, and leave or end it with the work.

    Args:
        address: `host:port` of a scheduler, or `local`.
        count: How many processes a cluster on this machine has.

    Yields:
        The helpers.

    Raises:
        NoClusterError: Dask is not installed, or nobody answers at the address, or the cluster has no workers.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise NoClusterError("Dask is not installed: pip install 'detente[dask]'") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is lost is done again
    cluster: Any = None
    try:
        if address == LOCAL:
            cluster = distributed.LocalCluster(
                n_workers=count, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL
            )
        client: Any = distributed.Client(cluster or f"tcp://{address}", timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        if cluster is not None:
            cluster.close()
        raise NoClusterError(f"no scheduler of Dask answers there ({error})") from None
    try:
        helpers = DaskHelpers(client)
        if not helpers.cores:
            raise NoClusterError("a scheduler of Dask without workers")
        yield helpers
    finally:
        client.close(timeout=PATIENCE)
        if cluster is not None:
            cluster.close(timeout=PATIENCE)

"""Served talks with 200 seats signed in, each with a live stream, reading and writing: how long a request takes."""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx
import uvicorn
from tests.talks.made import ORIGIN, private

from benchmarks.timing import Row
from detente.talks.record.stores.sqlite_store import SqliteStore
from detente.talks.record.talks_record import RECORD, SeatKey, TalksRecord
from detente.talks.rules.rulebook import RuleBook
from detente.talks.seats.invitations import invite, join
from detente.talks.seats.key_files import keys_text, new_keys
from detente.web.talks_service.seat_requests import COOKIE
from detente.web.talks_service.service_application import talks_application
from detente.web.talks_service.service_settings import Allowance, TalksSettings

SEATS = 200
SECONDS = 40.0  # for which is measured
PAUSE = 5.0  # seconds between two requests of a seat, on average
LETTERS = 0.1  # share of requests that add a letter
CHEAP = {"memory": 8, "passes": 1, "lanes": 1}  # of Argon2id: signing in is not measured
PHRASE = "a long walk in the woods"
AMPLE = Allowance(1_000_000, 1.0)


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    with TemporaryDirectory() as folder:
        keys = _seated(Path(folder) / "t.talks")
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen(512)
            serving = multiprocessing.get_context("fork").Process(target=_serve, args=(Path(folder), listening))
            serving.start()
            try:
                taken = asyncio.run(_talk(f"http://127.0.0.1:{listening.getsockname()[1]}", keys))
            finally:
                serving.terminate()
                serving.join()
    processor = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    what = f"processor time of the service in these {SECONDS:.0f} s, with its start and all sign-ins"
    yield Row(what, "", processor, None, "")
    for name, found in sorted(taken.items()):
        what = f"{name} among {SEATS} live seats, {len(found):,} of them: "
        found.sort()
        yield Row(what + "median", "", found[len(found) // 2], None, "")
        yield Row(what + "95th percentile", "", found[int(len(found) * 0.95)], None, "≤ 0.15")


def _seated(path: Path) -> dict[str, str]:
    """Open a record with many seats, and return their keys as texts of files."""
    own = SeatKey(RECORD, private("record"))
    opening = SeatKey(ORIGIN, own.private)
    record = TalksRecord.new(SqliteStore(path, new=True), RuleBook(), opening, {"title": "Talks"})
    found = {}
    for number in range(SEATS):
        party = ("us", "kp")[number % 2]
        seat = party if number < 2 else f"{party}-{number}"
        keys = new_keys(ORIGIN, seat)
        join(record, invite(record, own, seat, "head" if number < 2 else "group", party), keys)
        found[seat] = keys_text(keys, PHRASE, CHEAP)
    record.store.close()
    return found


def _serve(folder: Path, listening: socket.socket) -> None:
    port = listening.getsockname()[1]
    settings = TalksSettings(
        str(folder / "t.talks"),
        folder / "t.service",
        port=port,
        sign_ins=AMPLE,
        callers=AMPLE,
        writes=AMPLE,
        reads=AMPLE,
    )
    config = uvicorn.Config(talks_application(settings), log_level="error", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


async def _talk(at: str, keys: dict[str, str]) -> dict[str, list[float]]:
    """Let all seats read and write for a while, and return how long each request took, by what it was."""
    limits = httpx.Limits(max_connections=4 * SEATS, max_keepalive_connections=4 * SEATS, keepalive_expiry=2.0)
    taken: dict[str, list[float]] = {"a letter": [], "a page": []}
    async with httpx.AsyncClient(base_url=at, limits=limits, timeout=60) as client:
        tokens = []
        for text in keys.values():
            signed = await client.post("/api/session", json={"passphrase": PHRASE, "key_file": text})
            tokens.append(signed.json()["token"])
        heard = [asyncio.create_task(_hear(client, token)) for token in tokens]
        await asyncio.sleep(3.0)
        until = perf_counter() + SECONDS
        await asyncio.gather(*(_act(client, token, Random(n), until, taken) for n, token in enumerate(tokens)))
        for task in heard:
            task.cancel()
        await asyncio.gather(*heard, return_exceptions=True)
    return taken


async def _hear(client: httpx.AsyncClient, token: str) -> None:
    """Listen to the live updates of a seat."""
    with suppress(httpx.HTTPError):
        async with client.stream("GET", "/api/events", headers=_bearer(token), timeout=None) as stream:
            async for _ in stream.aiter_raw():
                pass


async def _act(
    client: httpx.AsyncClient, token: str, random: Random, until: float, taken: dict[str, list[float]]
) -> None:
    """Read the first page again and again, and write a letter now and then."""
    await asyncio.sleep(random.random() * PAUSE)
    while perf_counter() < until:
        writes = random.random() < LETTERS
        start = perf_counter()
        if writes:
            body = {"body": {"text": "a" * 900}}
            found = await client.post("/api/entries/letter", json=body, headers=_bearer(token))
        else:
            found = await client.get("/", headers={"cookie": f"{COOKIE}={token}"})
        taken["a letter" if writes else "a page"].append(perf_counter() - start)
        found.raise_for_status()
        await asyncio.sleep(random.expovariate(1 / PAUSE))


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}

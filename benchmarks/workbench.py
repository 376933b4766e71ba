"""Fifty people at one workbench, reading and trying judgements: how long pages and first answers take them."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from os import sysconf
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx

from benchmarks.timing import Row

CASE = "/cases/korea-2021"
WRITTEN = f"{CASE}/as-written"
USERS, SECONDS = 50, 20.0
ALONE = 20  # looks of one person, one after the other
IDLE = httpx.Limits(keepalive_expiry=3)  # seconds, fewer than after which the workbench closes a connection
THINKING = 2.0  # seconds between what one of them does, on average
AT_ONCE, STARTING = 8, 8.0  # looks asked for at once before all, and seconds for a second process to start
KEEPING = 10  # one of so many keeps a judgement, as a variant of his own
PATHS = ("reservation/us", "reservation/dprk")
READ = ("/", WRITTEN, f"{WRITTEN}/judgements", f"{WRITTEN}/package", f"{WRITTEN}/chapters/agreement")
FORM = re.compile(r'name="token" value="([^"]+)"')
TIMES = defaultdict[str, list[float]]


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    with TemporaryDirectory() as folder, served(Path(folder)) as (at, process):
        before = asyncio.run(_warmed(at))
        alone = asyncio.run(_alone(at))
        start = _memory(process)
        worked = _processor_time(process)
        times, errors = asyncio.run(_crowd(at))
        worked = _processor_time(process) - worked
        end = _memory(process)
        many = f"{USERS} people for {SECONDS:.0f} s"
        pages, glances = times["page"], times["glance"]
        yield Row("first answer of korea-2021 after the workbench starts", "", before, None, "")
        said = f"what a judgement does at first sight, one person alone, longest of {len(alone)}"
        yield Row(said, "", max(alone), None, "≤ 0.3 s")
        yield Row(f"a page, {many}, p95 of {len(pages):,} ({_said(errors)})", "", _p95(pages), None, "≤ 0.15 s")
        said = f"what a judgement does at first sight, {many}, p95 of {len(glances):,}"
        yield Row(said, "", _p95(glances), None, "≤ 0.3 s")
        yield Row("the same, median", "", median(glances), None, "")
        yield Row("processor time of all its processes meanwhile", "", worked, None, "")
        yield Row("memory of all its processes before the crowd, MiB", "", start, None, "")
        yield Row("the same after it", "", end, None, "bounded")


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start a workbench as a user would, and end it."""
    command = [sys.executable, "-u", "-m", "detente", "serve", "--folder", str(folder), "--port", "0", "--no-open"]
    with subprocess.Popen([*command, "--worlds", "400"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        assert found is not None
        try:
            yield found[0], process
        finally:
            process.terminate()


async def _warmed(at: str) -> float:
    """Wait until the answers of the case as written are there, and all processes; return how long the first took."""
    start = perf_counter()
    first = 0.0
    async with httpx.AsyncClient(base_url=at, timeout=300) as client:
        for path in ("", "/chapters/agreement"):
            while "/answer?" in (text := (await client.get(f"{WRITTEN}{path}")).text):
                if not first and "first answer" in text:
                    first = perf_counter() - start
                await asyncio.sleep(0.5)
        for path in READ:
            await client.get(path)
        await asyncio.gather(*(_tried(client, Random(number)) for number in range(AT_ONCE)))
    await asyncio.sleep(STARTING)
    return first or perf_counter() - start


async def _alone(at: str) -> list[float]:
    """Try judgements one after the other, and return what each took."""
    random, times = Random(0), list[float]()
    async with httpx.AsyncClient(base_url=at, timeout=60) as client:
        for _ in range(ALONE):
            start = perf_counter()
            await _tried(client, random)
            times.append(perf_counter() - start)
    return times


async def _crowd(at: str) -> tuple[TIMES, Counter[str]]:
    """Let everybody in, and return what took them how long, by kind, and what went wrong how often."""
    times: TIMES = defaultdict(list)
    errors = await asyncio.gather(*(_user(at, number, times) for number in range(USERS)))
    return times, sum(errors, Counter())


async def _user(at: str, number: int, times: TIMES) -> Counter[str]:
    """Read pages and try judgements for a while; return what went wrong how often."""
    random, errors = Random(number), Counter[str]()
    async with httpx.AsyncClient(base_url=at, timeout=60, limits=IDLE) as client:
        token = FORM.findall((await client.get("/new")).text)[0]
        end = perf_counter() + SECONDS
        await asyncio.sleep(random.random() * THINKING)
        if number % KEEPING == 0:
            given = {"token": token, "path": PATHS[0], "low": "1", "high": f"{2 + random.random():.3f}"}
            kept = await client.post(f"{WRITTEN}/judgements", data=given, headers={"origin": at})
            errors += _wrong("a judgement to keep", kept.status_code == 303, kept)
        while perf_counter() < end:
            asked = random.random() < 0.5
            start = perf_counter()
            try:
                found = await (_tried(client, random) if asked else client.get(random.choice(READ)))
            except httpx.HTTPError as error:
                errors[type(error).__name__] += 1
                continue
            times["glance" if asked else "page"].append(perf_counter() - start)
            whole = found.status_code == 200 and (not asked or "<strong>" in found.text)
            errors += _wrong(found.url.path, whole, found)
            await asyncio.sleep(random.expovariate(1 / THINKING))
    return errors


def _wrong(what: str, right: bool, found: httpx.Response) -> Counter[str]:
    """Return what went wrong, once; nothing if nothing did."""
    return Counter() if right else Counter([f"{what}: {found.status_code}"])


def _said(errors: Counter[str]) -> str:
    return "; ".join(f"{count} × {what}" for what, count in errors.items()) or "no error"


async def _tried(client: httpx.AsyncClient, random: Random) -> httpx.Response:
    """Move a judgement, and ask until the answer is there."""
    given = {"path": random.choice(PATHS), "low": "1", "high": f"{2 + random.random():.3f}"}
    while True:
        found = await client.get(f"{WRITTEN}/judgements/glance", params=given)
        if "hx-get" not in found.text or found.status_code != 200:
            return found
        await asyncio.sleep(0.1)


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def _memory(process: subprocess.Popen[str]) -> float:
    """Return the memory of a process and its children, MiB; Linux only."""
    pages = sum(int((Path("/proc") / str(pid) / "statm").read_text().split()[1]) for pid in _family(process))
    return pages * 4096 / 2**20


def _processor_time(process: subprocess.Popen[str]) -> float:
    """Return the processor time of a process and its children so far, seconds; Linux only."""
    stats = [(Path("/proc") / str(pid) / "stat").read_text() for pid in _family(process)]
    ticks = [sum(int(number) for number in stat.rpartition(")")[2].split()[11:13]) for stat in stats]
    return sum(ticks) / sysconf("SC_CLK_TCK")


def _family(process: subprocess.Popen[str]) -> set[int]:
    """Return the ids of a process and its children."""
    pids = {process.pid}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent in pids:
            pids.add(int(path.parent.name))
    return pids

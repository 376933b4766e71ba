"""Trying a mutant: it is read and worked out by every chapter, or refused with faults that can be mended."""

from __future__ import annotations

import json
import math
import signal
import tempfile
import traceback
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from detente.brief.compose import compose
from detente.case.bundled import CASES
from detente.case.faults import CaseError, Fault
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters import worth_a_look
from detente.cli.documents import headlines, joint, overturn_reports
from detente.outcomes.opening import draw, read
from detente.outcomes.run import run

WORLDS = 12
MOST_SECONDS = 60
FAULTS = Path(__file__).parents[1] / "faults"


class Trial(NamedTuple):
    """What became of a mutant.

    Attributes:
        ran: Whether it was sound and the chapters ran.
        problem: What went wrong; empty where nothing did.
    """

    ran: bool
    problem: str


def bases() -> dict[str, dict[str, str]]:
    """Return the files of every case that is mutated: the bundled ones, and inputs that once failed."""
    folders = [path.parent for path in (*CASES.glob("*/case.yaml"), *FAULTS.glob("*/case.yaml"))]
    return {folder.name: files_of(folder) for folder in sorted(folders)}


def files_of(folder: Path) -> dict[str, str]:
    """Return the files of a case, tables beside it included."""
    found = (path for ending in ("yaml", "csv") for path in folder.glob(f"*.{ending}"))
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(found)}


def tried(files: Mapping[str, str], seconds: int = MOST_SECONDS, runs: bool = True) -> Trial:
    """Read a case, and run every chapter on it if it is sound.

    Args:
        files: Its files.
        seconds: How long that may take; it takes a signal, and so the first thread of a process.
        runs: Whether a sound case is run.
    """
    ran = False
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            with within(seconds), warnings.catch_warnings():
                warnings.simplefilter("error")
                case = read(Path(folder))
                if runs:
                    ran = True
                    work_out(case)
        except CaseError as refused:
            return Trial(ran, "\n".join(_unclear(fault, files) for fault in refused.faults if _unclear(fault, files)))
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            return Trial(ran, traceback.format_exc())
    return Trial(ran, "")


def work_out(case: Case) -> None:
    """Run every chapter, and make all that a brief and its data say; numbers that are none are errors."""
    worth_a_look(case)
    outcomes = run(draw(case, Inquiry(worlds=WORLDS, seed=1)))
    if not outcomes.results:
        return
    written = compose(outcomes, "./case")
    said = [report.model_dump(mode="json", by_alias=True) for report in outcomes.reports.values()]
    said += [found.model_dump(mode="json") for found in (*headlines(outcomes).values(), *joint(outcomes).values())]
    said += [found.model_dump(mode="json") for found in overturn_reports(outcomes)]
    json.dumps(said, allow_nan=False)
    for column in outcomes.table.columns:
        if not all(map(math.isfinite, column.values.tolist())):
            raise ValueError(f"column {column.name} is not finite: {column.values[:5]}")
    for figure in written.figures:
        json.dumps(_plain(figure), allow_nan=False)
    for text in texts(written):
        if any(word in {"nan", "inf", "-inf", "+inf"} for word in text.replace("%", " ").split()):
            raise ValueError(f"says {text!r}")


def texts(value: Any) -> Iterator[str]:
    """Return every text in a tree of dataclasses."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for item in value.values() for text in texts(item))
    elif isinstance(value, list | tuple):
        yield from (text for item in value for text in texts(item))
    elif hasattr(value, "__dataclass_fields__"):
        yield from (text for name in value.__dataclass_fields__ for text in texts(getattr(value, name)))


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return [_plain(getattr(value, name)) for name in value.__dataclass_fields__]
    if isinstance(value, Mapping):
        return [_plain(item) for item in value.values()]
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, float) else str(value)


def _unclear(fault: Fault, files: Mapping[str, str]) -> str:
    """Say what is wrong with a fault; nothing where it says which file, where, what is there and what should be."""
    said = str(fault)
    if not (said.isprintable() and fault.found and fault.expected):
        return f"unclear: {said!r}"
    if fault.file in files:
        lines = len(files[fault.file].replace("\r", "\n").split("\n"))
        return "" if fault.line <= lines and (fault.line or not fault.where) else f"no such line: {said}"
    return ""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise an error if something takes longer than so many seconds."""

    def late(*_: object) -> None:
        raise TimeoutError(f"took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

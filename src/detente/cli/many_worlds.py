"""`detente table`: rows of any number of worlds, worked out part by part, by choices made in fewer of them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pydantic import ValidationError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from detente import __version__
from detente.case.base import Frozen
from detente.case.saving import FilesTogether, save
from detente.cli import UsageProblemError
from detente.cli.documents import VERSIONS, table_model
from detente.cli.memory import GIGABYTE, check_room
from detente.cli.output import as_json, note, say, say_json
from detente.cli.part_files import PartFiles
from detente.cli.program import program
from detente.cli.session import console, drawn_for, jobs_of, opened, progress, remaining
from detente.cli.settings import Settings
from detente.cli.surroundings import StoppedError, tidily
from detente.cli.targets import OUT, RESULT, folder_of, keep_tables
from detente.outcomes.chunks import header, packed_chunk, rows_of, spans, sums_of
from detente.outcomes.column_sums import joined_sums
from detente.outcomes.pinned_run import PinnedRun, Settled
from detente.outcomes.run import run
from detente.outcomes.table_report import TABLE, TableReport, table_report, told
from detente.worlds import Worlds
from detente.worlds.engines import Engine
from detente.worlds.engines import run as shared_out

CHOICES = "choices.json"
FAILED = 1  # exit code where a chapter failed


@dataclass(frozen=True)
class TableWanted:
    """Which table is wanted.

    Attributes:
        choose_in: In how many worlds packages and roadmaps are chosen.
        out: Folder to write to; None for one beside the reader.
        blocks: How many blocks of worlds are worked out in one go.
        inputs: Whether rows hold what went in, too.
        json: Whether the summary is printed as JSON.
    """

    choose_in: int
    out: Path | None
    blocks: int
    inputs: bool
    json: bool


def write_table(settings: Settings, pool: Executor | None, wanted: TableWanted) -> None:
    """Write the rows of many worlds and a summary to a folder, and print the shares of its headlines.

    Args:
        settings: What was typed, with the number of rows.
        pool: Helpers, if there are any.
        wanted: Which table.

    Raises:
        UsageProblemError: Nothing can be worked out yet; or the folder holds something else, or has no room.
    """
    case, talks = opened(settings)
    check_room(case, wanted.choose_in)
    drawn = drawn_for(replace(settings, worlds=wanted.choose_in), case, talks, pool)
    folder = wanted.out if wanted.out is not None else folder_of(f"{case.id}-table")
    keep_tables(folder, case.id)
    tidily()
    asked = PartFiles(folder, program(), drawn.case.digest, drawn.inquiry.model_dump_json())
    settled = _settled(asked.path(CHOICES), drawn, settings.quiet)
    if not settled.choices:
        raise UsageProblemError(f"{settings.case}: nothing can be worked out yet; detente check says what it lacks.")
    planned = settled.run(drawn.case, settings.worlds, wanted.inputs)
    parts = PartFiles(folder, asked.key, settled.model_dump_json(), str(settings.worlds), str(wanted.inputs))
    chunks = [*spans(settings.worlds, wanted.blocks)]
    _work(planned, parts, chunks, settings, pool)
    report = _joined(planned, settled, parts, chunks, folder)
    parts.remove([*map(parts.span, chunks), asked.path(CHOICES)])
    if wanted.json:
        say_json(_document(planned, report))
    else:
        say("" if settings.quiet else told(report) + "\n")
        say("\n".join(str((folder / name).resolve()) for name in (TABLE, RESULT)))
    for chapter, says in settled.failed.items():
        note(f"{chapter} failed: {says}. The table has the other chapters; please report this.")
    if settled.failed:
        sys.exit(FAILED)


def _settled(path: Path, drawn: Worlds, quiet: bool) -> Settled:
    """Return the choices of an inquiry, which are kept in a file until the table is there."""
    try:
        return Settled.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        with nullcontext() if quiet else progress(drawn.case, None) as begins:
            found = Settled.of(run(drawn, begins=begins, spares=True))
    path.parent.mkdir(parents=True, exist_ok=True)
    save(path, found.model_dump_json().encode())
    return found


def _work(
    planned: PinnedRun, parts: PartFiles, chunks: Sequence[range], settings: Settings, pool: Executor | None
) -> None:
    """Work out the parts that are not there yet, and keep each as soon as it is there."""
    left = [span for span in chunks if not parts.has(span)]
    if left and len(left) < len(chunks):
        note(f"{len(chunks) - len(left):,} of {len(chunks):,} parts are there already.")
    engine: Engine = "threads" if settings.engine == "threads" else "processes"
    done = shared_out(partial(packed_chunk, planned), left, jobs_of(settings, pool), engine, pool)
    try:
        with nullcontext() if settings.quiet else _shown(sum(map(len, left))) as advance:
            for n, (span, packed) in enumerate(zip(left, done, strict=True)):
                if n == 0:
                    _check_disk(parts.folder, packed, len(span), left)
                parts.keep(span, packed)
                if advance is not None:
                    advance(len(span))
    except StoppedError:
        note(f"What is done is kept in {parts.folder}: the same command goes on from there.")
        raise


def _check_disk(folder: Path, packed: bytes, worlds: int, left: Sequence[range]) -> None:
    """Make sure that the table and its parts will have room, judged by the first part.

    Raises:
        UsageProblemError: They have not.
    """
    a_world = (len(packed) + len(rows_of(packed))) / worlds
    folder.mkdir(parents=True, exist_ok=True)
    needs, free = a_world * left[-1].stop, shutil.disk_usage(folder).free
    if needs > free:
        raise UsageProblemError(
            f"{OUT}: found {free / GIGABYTE:,.1f} GB free in {str(folder.parent)!r}; expected some "
            f"{needs / GIGABYTE:,.1f} GB for {left[-1].stop:,} rows and their parts: fewer --worlds, or --no-inputs"
        )


def _joined(
    planned: PinnedRun, settled: Settled, parts: PartFiles, chunks: Sequence[range], folder: Path
) -> TableReport:
    """Write the table and the summary from the parts, one at a time."""
    sums = joined_sums(sums_of(parts.span(span).read_bytes()) for span in chunks)
    report = table_report(planned, settled, sums)

    def lines() -> Iterator[str]:
        yield header(planned)
        for span in chunks:
            yield rows_of(parts.span(span).read_bytes()).decode()

    with FilesTogether(folder) as files:
        files.lines(TABLE, lines())
        files.text(RESULT, as_json(_document(planned, report)) + "\n")
    return report


def _document(planned: PinnedRun, report: TableReport) -> Frozen:
    """Return the summary with where it comes from."""
    inquiry = planned.inquiry
    about = {
        "schema": f"table/{VERSIONS['table']}",
        "version": __version__,
        "case": planned.case.id,
        "case_digest": inquiry.digest,
        "seed": inquiry.seed,
        "worlds": report.rows,
        "effective_worlds": report.effective,
        "advises": planned.case.advises,
        "inquiry": inquiry,
    }
    return table_model().model_validate({**dict(report), "meta": about})


@contextmanager
def _shown(worlds: int) -> Iterator[Callable[[int], None] | None]:
    """Show how many worlds are done, and about how much time is left, if somebody is looking.

    Args:
        worlds: How many there are.

    Yields:
        What is to be called with the number of worlds of each part that is done.
    """
    screen = console(stderr=True)
    if not screen.is_terminal or not worlds:
        yield None
        return
    columns = (TextColumn("worlds"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[left]}"))
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("", total=worlds, left="")

        def advance(done: int) -> None:
            bar.advance(task, done)
            now = bar.tasks[0]
            bar.update(task, left=remaining(now.elapsed or 0.0, now.completed, float(worlds)))

        yield advance

"""Options that several commands share, as they are typed. Loads nothing heavy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.chapters.options import CommandOption


def _cases(incomplete: str) -> list[str]:
    """Complete the name of a case: a bundled one, or a folder here that has one."""
    from detente.case.bundled import MAIN, bundled

    here = [f"./{path.parent.name}" for path in sorted(Path().glob(f"*/{MAIN}"))]
    return [name for name in (*bundled(), *here) if name.startswith(incomplete)]


CaseName = Annotated[
    str,
    typer.Argument(metavar="CASE", help="A bundled case by name, or a folder (with a / in it).", autocompletion=_cases),
]
NumberOfWorlds = Annotated[
    int, typer.Option("--worlds", "-n", min=10, max=10_000_000, help="Plausible worlds to draw.")
]
Seed = Annotated[int, typer.Option(min=0, help="Seed; the same seed gives the same worlds.")]
Jobs = Annotated[int | None, typer.Option(min=1, max=1024, help="Blocks of worlds at a time; default: all cores.")]
EngineOption = Annotated[
    str | None,
    typer.Option(
        metavar="ENGINE",
        help="Where jobs run: threads, processes, dask://HOST:PORT or dask://local; default: processes if worlds are "
        "many.",
    ),
]
Full = Annotated[bool, typer.Option("--full", help="Print all of it, not only the answer.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Changed = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="PATH=VALUE", help="Replace a judgement for this run, in any form of the file; repeatable."
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Show no progress; of a brief, print only where its files are.")
]
ToFile = Annotated[
    str | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help="Write all of it to a file: page (.html), PDF (.pdf), Word (.docx), Markdown (.md), JSON (.json) or text.",
    ),
]
Overturn = Annotated[
    bool, typer.Option("--overturn", help="Try each value that would overturn the answer in a run of its own; slow.")
]
Sender = Annotated[
    str | None,
    typer.Option("--from", metavar="PARTY", help="The party that writes; default: the one that the case names first."),
]
To = Annotated[str | None, typer.Option("--to", metavar="PARTY", help="The party written to; default: the only one.")]
TALKS = (
    CommandOption("talks", "Take in what this record of talks adds to the case, as talks evidence does.", "FILE"),
    CommandOption("talks_at", "The record up to this time; default: its last entry.", "TIME"),
    CommandOption("seen", "Indicator that came true, by which entry of the record.", "INDICATOR=ENTRY", "texts"),
    CommandOption("recipient", "Whose silence in the talks it is, where reading.yaml has several.", "RECIPIENT"),
)

"""The commands about experts and their sheets, and their options. Only Typer is loaded here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from detente.cli.common_options import CaseName, Json
from detente.cli.run_commands import TypedRun, run_command


def sheet(
    case: CaseName,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Workbook (.xlsx) or table (.csv); several with --read.")
    ],
    read: Annotated[bool, typer.Option("--read", help="Read filled-in files into the case; without it, write one.")] = (
        False
    ),
    expert: Annotated[
        str, typer.Option("--expert", metavar="ID", help="Who is asked, or who filled in a file that does not say so.")
    ] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Name of that expert, for a new file.")] = "",
    blind: Annotated[bool, typer.Option("--blind", help="Write a file that shows nothing of what the case says.")] = (
        False
    ),
    decimal: Annotated[
        Literal["point", "comma"],
        typer.Option(help="Decimal sign of a .csv that is written; with a comma, semicolons stand between cells."),
    ] = "point",
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FOLDER", help="New folder for the case as read; default: in place."),
    ] = None,
    *,
    keep_own: Annotated[
        bool,
        typer.Option("--keep-own/--replace-own", help="Whether the case's own ranges stay beside those of experts."),
    ] = True,
    json: Json = False,
) -> None:
    """Ask for judgements in a spreadsheet, a sheet a party, and read back what experts filled in."""
    from detente.cli.sheet_work import SheetsWanted, read_sheets, write_sheet

    if read:
        read_sheets(case, files, SheetsWanted(expert, keep_own, out, json))
    else:
        write_sheet(case, files, (expert, name, blind, decimal == "comma"), json)


@run_command()
def experts(
    typed: TypedRun,
    *,
    calibrate: Annotated[
        bool,
        typer.Option("--calibrate", help="Propose weights from questions whose answers are known."),
    ] = False,
    json: Json = False,
) -> None:
    """Where do experts agree and differ, and does it matter whom one believes?"""
    if calibrate:
        from detente.cli.expert_work import calibrate_experts

        calibrate_experts(typed.case, json)
        return
    with typed.started() as (wanted, pool):
        from detente.cli.expert_work import show_experts

        show_experts(wanted, pool, json)

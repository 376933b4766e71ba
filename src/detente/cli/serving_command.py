"""`detente serve`, as it is typed; nothing is loaded until it is."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.common_options import NumberOfWorlds


def serve(
    folder: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Where your cases and variants are kept; default: detente-workbench here."),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of this machine to answer at.")] = 8421,
    worlds: NumberOfWorlds = 2000,
    *,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
) -> None:
    """Open the workbench: every case and chapter in the browser, on this machine alone."""
    from detente.cli.serving import serve_workbench

    serve_workbench(folder, port, worlds, open_page)

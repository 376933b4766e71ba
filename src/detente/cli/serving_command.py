"""`detente serve`, as it is typed; nothing is loaded until it is."""

from __future__ import annotations

from pathlib import Path
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
    state: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Database for variants and accounts, postgresql://...; or set DETENTE_STATE; default: SQLite in the "
            "folder.",
        ),
    ] = None,
    host: Annotated[
        str | None, typer.Option(metavar="NAME", help="With --shared: the name under which people reach it.")
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --shared: certificate for TLS, as PEM.")
    ] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="Key of the certificate, as PEM.")] = None,
    add_account: Annotated[
        str | None,
        typer.Option(
            "--add-account",
            metavar="NAME",
            help="Make an account, or give it another passphrase, asked for or read from a pipe; end.",
        ),
    ] = None,
    remove_account: Annotated[
        str | None, typer.Option("--remove-account", metavar="NAME", help="Remove an account, without its cases; end.")
    ] = None,
    *,
    shared: Annotated[bool, typer.Option("--shared", help="For several people, each with an account.")] = False,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="With --shared: a proxy on this machine does the TLS.")
    ] = False,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
) -> None:
    """Open the workbench: every case and chapter in the browser, on this machine alone, or shared."""
    from detente.cli import UsageProblemError
    from detente.cli.serving import Sharing, change_account, serve_workbench

    if add_account is not None or remove_account is not None:
        change_account(folder, state, add_account, remove_account)
        return
    if not shared and (host or certificate or key or behind_proxy):
        raise UsageProblemError("serve: --host, --certificate, --key and --behind-proxy belong to --shared")
    sharing = Sharing(host or "", behind_proxy, certificate, key).checked() if shared else None
    serve_workbench(folder, port, worlds, state, sharing, open_page)

"""`detente serve`: the workbench on this machine."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from detente.cli import UsageProblemError
from detente.cli.output import say
from detente.cli.session import browsable

FOLDER = "detente-workbench"
HERE = "127.0.0.1"
MISSING = 'serve needs the packages of the workbench: pip install "detente[web]"'


def serve_workbench(folder: str | None, port: int, worlds: int, open_page: bool) -> None:
    """Serve the workbench until it is stopped.

    Args:
        folder: Where the user's cases and variants are kept; a folder beside the reader if not given.
        port: The port; 0 for any that is free.
        worlds: How many worlds a full answer takes.
        open_page: Whether the browser is opened.

    Raises:
        UsageProblemError: The packages of the workbench are not installed, or the port is taken.
    """
    try:
        import uvicorn

        from detente.web.application import application
        from detente.web.workbench_settings import WebSettings, kept_secret
    except ImportError as error:
        raise UsageProblemError(f"{MISSING} ({error.name} is not there)") from None
    with listening_at(HERE, port, "serve") as listening:
        at = f"http://{HERE}:{listening.getsockname()[1]}/"
        kept = Path(folder or FOLDER)
        settings = WebSettings(kept, port=listening.getsockname()[1], worlds=worlds, secret=kept_secret(kept))
        say(f"The workbench is at {at} (Ctrl-C ends it). Cases and variants are kept in {settings.folder.resolve()}.")
        if open_page and browsable():
            Timer(1.0, webbrowser.open, [at]).start()
        server = uvicorn.Server(uvicorn.Config(application(settings), log_level="warning", server_header=False))
        server.run(sockets=[listening])


@contextmanager
def listening_at(host: str, port: int, command: str) -> Iterator[socket.socket]:
    """Listen at an address; whoever comes before all is loaded waits.

    Args:
        host: The address.
        port: The port; 0 for any that is free.
        command: The command, as it is named where it cannot listen.

    Raises:
        UsageProblemError: The address or the port cannot be used.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise UsageProblemError(f"{command}: port {port} cannot be used ({error.strerror}): try --port 0") from None
        listening.listen(128)
        yield listening

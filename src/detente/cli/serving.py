"""`detente serve`: the workbench, on this machine or shared by people with accounts."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

import typer

from detente.cli import UsageProblemError
from detente.cli.output import say
from detente.cli.session import browsable

if TYPE_CHECKING:
    from detente.web.workbench_settings import WebSettings

FOLDER = "detente-workbench"
HERE, EVERYWHERE = "127.0.0.1", ""
MISSING = 'serve needs the packages of the workbench: pip install "detente[web]"'
STATE = "DETENTE_STATE"  # where the URL of the database may stand, so that no list of processes shows it
UNSAFE = "passphrases would go over the network for everybody to read"


@dataclass(frozen=True)
class Sharing:
    """How a workbench is shared.

    Attributes:
        host: The name under which people reach it.
        behind_proxy: Whether a proxy on this machine does the TLS.
        certificate: File of the certificate, if the workbench does the TLS itself.
        key: File of the key of the certificate.
    """

    host: str
    behind_proxy: bool
    certificate: Path | None
    key: Path | None

    @property
    def listens(self) -> str:
        """The address to listen at: behind a proxy, only this machine’s own."""
        return HERE if self.behind_proxy else EVERYWHERE

    def checked(self) -> Sharing:
        """Return this.

        Raises:
            UsageProblemError: Nobody does the TLS, or a file is missing.
        """
        if not self.host:
            raise UsageProblemError("serve --shared needs --host NAME, the name under which people reach it")
        if self.behind_proxy == bool(self.certificate):
            ways = "--behind-proxy (a proxy on this machine does the TLS) or --certificate FILE --key FILE"
            raise UsageProblemError(f"serve --shared needs either {ways}; without TLS {UNSAFE}")
        if bool(self.certificate) != bool(self.key):
            raise UsageProblemError("serve: --certificate FILE and --key FILE belong together")
        for file in (self.certificate, self.key):
            if file is not None and not file.is_file():
                raise UsageProblemError(f"serve: there is no file {str(file)!r}")
        return self


def serve_workbench(
    folder: str | None, port: int, worlds: int, state: str | None, sharing: Sharing | None, open_page: bool
) -> None:
    """Serve the workbench until it is stopped.

    Args:
        folder: Where the users' cases are kept; a folder beside the reader if not given.
        port: The port; 0 for any that is free.
        worlds: How many worlds a full answer takes.
        state: URL of the database for the state; a SQLite file in the folder if not given.
        sharing: How it is shared; if None, it answers on this machine alone.
        open_page: Whether the browser is opened.

    Raises:
        UsageProblemError: The packages of the workbench are not installed, the port is taken, or the state cannot be
            opened.
    """
    try:
        import uvicorn

        from detente.cli.run_documents import run_json
        from detente.web.application import application
        from detente.web.database import StateError
        from detente.web.workbench_settings import LOOPBACK
    except ImportError as error:
        raise UsageProblemError(f"{MISSING} ({error.name} is not there)") from None
    with listening_at(sharing.listens if sharing else HERE, port, "serve") as listening:
        bound = listening.getsockname()[1]
        hosts = (sharing.host.lower(),) if sharing else LOOPBACK
        settings = settings_of(folder, state, hosts=hosts, port=bound, worlds=worlds, shared=sharing is not None)
        at = f"https://{sharing.host}/" if sharing else f"http://{HERE}:{bound}/"
        if sharing and not sharing.behind_proxy and bound != 443:
            at = f"https://{sharing.host}:{bound}/"
        try:
            app = application(settings, run_json)
        except StateError as error:
            raise UsageProblemError(f"serve: {error}") from None
        if sharing and not any(True for _ in app.state.accounts.names()):
            raise UsageProblemError("serve --shared: there is no account yet; make one with --add-account NAME")
        say(f"The workbench is at {at} (Ctrl-C ends it). Cases are kept in {settings.folder.resolve()}.")
        if open_page and not sharing and browsable():
            Timer(1.0, webbrowser.open, [at]).start()
        uvicorn.Server(uvicorn.Config(app, **_uvicorn(sharing))).run(sockets=[listening])


def settings_of(folder: str | None, state: str | None, **given: Any) -> WebSettings:
    """Return the settings of the workbench of a folder."""
    from detente.web.workbench_settings import WebSettings, kept_secret

    kept = Path(folder or FOLDER)
    return WebSettings(kept, secret=kept_secret(kept), state=state or os.environ.get(STATE, ""), **given)


def change_account(folder: str | None, state: str | None, add: str | None, remove: str | None) -> None:
    """Make an account or give it another passphrase, or remove one.

    Raises:
        UsageProblemError: The packages are not installed, or it cannot be done.
    """
    try:
        from detente.web.account_store import AccountError, AccountStore
        from detente.web.database import StateError, opened
    except ImportError as error:
        raise UsageProblemError(f"{MISSING} ({error.name} is not there)") from None
    settings = settings_of(folder, state, shared=True)
    try:
        accounts = AccountStore(opened(settings.database))
        if add is not None:
            there = add in accounts.names()
            accounts.put(add, _passphrase())
            settings.cases_of(add).mkdir(parents=True, exist_ok=True)
            says = "has the new passphrase, and is signed out everywhere" if there else "is there"
            say(f"The account {add!r} {says}. Its cases are kept in {settings.cases_of(add).resolve()}.")
        if remove is not None:
            if not accounts.remove(remove):
                known = ", ".join(accounts.names()) or "none"
                raise UsageProblemError(f"serve: found the unknown account {remove!r}; expected one of {known}")
            say(f"The account {remove!r} is removed; its cases stay in {settings.cases_of(remove).resolve()}.")
    except (AccountError, StateError) as error:
        raise UsageProblemError(f"serve: {error}") from None


def _passphrase() -> str:
    """Return a new passphrase: asked for twice where somebody sits, otherwise the first line of what is piped in."""
    if sys.stdin.isatty():
        return str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _uvicorn(sharing: Sharing | None) -> dict[str, Any]:
    """Return how uvicorn is set up: nobody but a proxy on this machine is believed about who asks."""
    found: dict[str, Any] = {"log_level": "warning", "server_header": False, "proxy_headers": False}
    if sharing is not None and sharing.behind_proxy:
        return {**found, "proxy_headers": True, "forwarded_allow_ips": HERE}
    if sharing is not None:
        return {**found, "ssl_certfile": sharing.certificate, "ssl_keyfile": sharing.key}
    return found


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

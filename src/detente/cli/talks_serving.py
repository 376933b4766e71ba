"""`detente talks serve`: talks over HTTP, for this machine alone or for others over TLS."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from detente.cli import UsageProblemError
from detente.cli.output import say
from detente.cli.record_places import told
from detente.cli.serving import listening_at
from detente.cli.session import browsable

if TYPE_CHECKING:
    from detente.case.model import Case

HERE = "127.0.0.1"
LOCAL = {HERE, "localhost", "::1"}
MISSING = 'talks serve needs two extras: pip install "detente[talks,web]"'


def serve_record(
    record: str,
    case: str | None,
    state: Path | None,
    address: tuple[str, int, Sequence[str]],
    tls: tuple[Path | None, Path | None, bool],
    open_page: bool,
) -> None:
    """Serve talks until it is stopped.

    Args:
        record: The record.
        case: The case that they are about; None if none is.
        state: File with what is kept beside the record; None for one beside it.
        address: Address and port to answer at, and names under which seats reach it.
        tls: Files with certificate and key, and whether a proxy stands before it that speaks TLS.
        open_page: Whether the browser is opened.

    Raises:
        UsageProblemError: Packages are not installed, the port is taken, or others would reach it without TLS.
    """
    host, port, names = address
    certificate, key, behind_proxy = tls
    _check_tls(host, certificate, key, behind_proxy)
    try:
        import uvicorn

        from detente.web.talks_service.service_application import talks_application
        from detente.web.talks_service.service_settings import TalksSettings
        from detente.web.workbench_settings import LOOPBACK
    except ImportError as error:
        raise UsageProblemError(f"{MISSING} ({error.name} is not there)") from None
    kept = state or _beside(record)
    about = _case_of(case)
    with listening_at(host, port, "talks serve") as listening, told():
        port = listening.getsockname()[1]
        hosts = tuple(dict.fromkeys((*names, *(() if host in {"0.0.0.0", "::"} else (host,)), *LOOPBACK)))  # noqa: S104
        encrypted = certificate is not None or behind_proxy
        settings = TalksSettings(record, kept, hosts=hosts, port=port, encrypted=encrypted)
        app = talks_application(settings, about)
        at = f"{'https' if certificate else 'http'}://{names[0] if names else HERE if host in LOCAL else host}:{port}/"
        say(f"The talks are at {at} (Ctrl-C ends it). Keys of seats, private posts and drafts are in {kept}.")
        if open_page and browsable():
            Timer(1.0, webbrowser.open, [at]).start()
        files: dict[str, Any] = {"ssl_certfile": certificate, "ssl_keyfile": key} if certificate else {}
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=behind_proxy,
            timeout_graceful_shutdown=2,
            **files,
        )
        uvicorn.Server(config).run(sockets=[listening])


def _check_tls(host: str, certificate: Path | None, key: Path | None, behind_proxy: bool) -> None:
    """Make sure that passphrases go over TLS wherever they leave this machine.

    Raises:
        UsageProblemError: They would not, or one of the two files is missing, or they do not go together.
    """
    if (certificate is None) != (key is None):
        raise UsageProblemError("--certificate and --tls-key: found one of them; expected both")
    for option, path in (("--certificate", certificate), ("--tls-key", key)):
        if path is not None and not path.is_file():
            raise UsageProblemError(f"{option}: found {str(path)!r}, which is no file; expected one in PEM")
    if certificate is not None and key is not None:
        _check_certificate(certificate, key)
    if host not in LOCAL and certificate is None and not behind_proxy:
        raise UsageProblemError(
            f"--host: found {host!r} without TLS, so that passphrases and private posts could be read on their way; "
            "expected --certificate and --tls-key, or --behind-proxy if a proxy before it speaks TLS"
        )


def _check_certificate(certificate: Path, key: Path) -> None:
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except OSError as error:
        raise UsageProblemError(
            f"--certificate, --tls-key: found {str(certificate)!r} and {str(key)!r}, which do not go together "
            f"({error}); expected a certificate in PEM and its key, without a passphrase"
        ) from None


def _beside(record: str) -> Path:
    """Return the file beside a record; that of a database is in this folder."""
    return Path("detente-talks.service") if "://" in record else Path(f"{record}.service")


def _case_of(case: str | None) -> Case | None:
    """Return the case that talks are about."""
    if case is None:
        return None
    from detente.case.bundled import locate
    from detente.case.read import read
    from detente.chapters import schemas
    from detente.outcomes.names_offered import names_offered

    return read(locate(case), schemas(), names_offered())

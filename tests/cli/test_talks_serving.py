"""`detente talks serve`: what it refuses, and how the server is set up."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.cli.conftest import called
from tests.web.talks_service.served import invitations


@pytest.fixture
def record(tmp_path: Path) -> str:
    place = str(tmp_path / "t.talks")
    invitations(place)
    return place


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--host", "0.0.0.0"], "without TLS, so that passphrases"),
        (["--certificate", "c.pem"], "expected both"),
        (["--certificate", "c.pem", "--tls-key", "k.pem"], "which is no file"),
        (["--case", "nowhere"], "nowhere"),
    ],
)
def test_it_says_what_is_missing(record: str, options: list[str], why: str) -> None:
    ran = called("talks", "serve", record, *options)
    assert ran.code == 2
    assert why in ran.err


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    ran = called("talks", "serve", str(tmp_path / "none.talks"), "--port", "0")
    assert ran.code == 2
    assert "none.talks" in ran.err


def certified(folder: Path) -> None:
    """Write a certificate of this machine, c.pem, and its key, k.pem."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    (folder / "c.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "k.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def test_a_certificate_that_is_none_is_said(record: str, tmp_path: Path) -> None:
    certified(tmp_path)
    (tmp_path / "k.pem").write_bytes((tmp_path / "c.pem").read_bytes())
    files = ("--certificate", str(tmp_path / "c.pem"), "--tls-key", str(tmp_path / "k.pem"))
    ran = called("talks", "serve", record, "--port", "0", *files)
    assert ran.code == 2
    assert "which do not go together" in ran.err


@pytest.mark.parametrize("proxied", [False, True])
def test_the_server_is_set_up_as_asked(
    record: str, proxied: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[Any] = []
    answers: list[int] = []
    run = uvicorn.Server.run

    def tried(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        made.append((server.config, sockets))
        if proxied:
            return
        running = threading.Thread(target=run, args=(server, sockets))
        running.start()
        while not server.started:
            time.sleep(0.01)
        trusted = ssl.create_default_context(cafile=str(tmp_path / "c.pem"))
        at = f"https://127.0.0.1:{sockets[0].getsockname()[1]}/"
        answers.append(httpx.get(at, verify=trusted, follow_redirects=True).status_code)
        server.should_exit = True
        running.join(20)

    monkeypatch.setattr(uvicorn.Server, "run", tried)
    options = ["--behind-proxy", "--name", "talks.example.org", "--host", "0.0.0.0"] if proxied else []
    files = []
    if not proxied:
        certified(tmp_path)
        for option, name in (("--certificate", "c.pem"), ("--tls-key", "k.pem")):
            files += [option, str(tmp_path / name)]
    ran = called("talks", "serve", record, "--port", "0", *options, *files)
    assert ran.code == 0
    ((config, _),) = made
    settings = config.app.state.parts.settings
    assert settings.encrypted
    assert ("talks.example.org" in settings.hosts) is proxied
    assert "0.0.0.0" not in settings.hosts
    assert (config.proxy_headers, config.ssl_certfile is not None) == (proxied, not proxied)
    assert answers == ([] if proxied else [200])
    at = f"http://talks.example.org:{settings.port}/" if proxied else f"https://127.0.0.1:{settings.port}/"
    assert at in ran.out

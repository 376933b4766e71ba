"""`detente talks serve`: what it refuses, and how the server is set up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import uvicorn

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


@pytest.mark.parametrize("proxied", [False, True])
def test_the_server_is_set_up_as_asked(
    record: str, proxied: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[Any] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: made.append((self.config, sockets)))
    options = ["--behind-proxy", "--name", "talks.example.org", "--host", "0.0.0.0"] if proxied else []
    files = []
    if not proxied:
        for option, name in (("--certificate", "c.pem"), ("--tls-key", "k.pem")):
            (tmp_path / name).touch()
            files += [option, str(tmp_path / name)]
    ran = called("talks", "serve", record, "--port", "0", *options, *files)
    assert ran.code == 0
    ((config, _),) = made
    settings = config.app.state.parts.settings
    assert settings.encrypted
    assert ("talks.example.org" in settings.hosts) is proxied
    assert "0.0.0.0" not in settings.hosts
    assert (config.proxy_headers, config.ssl_certfile is not None) == (proxied, not proxied)
    at = f"http://talks.example.org:{settings.port}/" if proxied else f"https://127.0.0.1:{settings.port}/"
    assert at in ran.out

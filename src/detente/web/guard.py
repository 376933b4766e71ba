"""What is refused before any page is asked, and what every answer tells the browser to refuse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Protocol
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = tuple[tuple[bytes, bytes], ...]
Page = Callable[[Mapping[str, str]], str]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SCRIPT = "x-detente-script"  # header with which a script says that no browser sends it to anything else
API = "/api/"
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)

ONLY_TLS = ((b"strict-transport-security", b"max-age=31536000"),)
UNKEPT = ((b"cache-control", b"no-store"),)  # nothing of an account stays on a machine that others use
STATIC = "/static/"
TOO_LARGE = 413


class Guarded(Protocol):
    """What a guard must know of what it stands before."""

    @property
    def authorities(self) -> frozenset[str]:
        """Every host, with and without the port, for which is answered."""

    @property
    def most(self) -> int:
        """Bytes that a request may have."""

    @property
    def tokens_only(self) -> tuple[str, ...]:
        """Where addresses begin that heed no cookie, so that no page of another site can ask in anybody's name."""


class Guard:
    """Refuses foreign hosts, foreign origins and what is too large; adds the headers of a strict browser.

    A page of another site cannot read answers (no such header is sent) nor change anything (its origin is refused). A
    name that was made to point at this machine is refused as a host, which is what DNS rebinding needs.
    """

    def __init__(self, app: App, settings: Guarded, shared: bool = False, too_large: Page | None = None) -> None:
        """Stand before an application.

        Args:
            app: The application.
            settings: What it answers for.
            shared: Whether people with accounts share it, over TLS.
            too_large: Returns the page that says that a form is too large, of the headers that were sent with it;
                without it, and to scripts, a line of text does.
        """
        self._app = app
        self._settings = settings
        self._too_large = too_large
        self._static = (*HEADERS, *(ONLY_TLS if shared else ()))
        self._headers = (*self._static, *(UNKEPT if shared else ()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            status, why = refused
            kind = "text/plain"
            if status == TOO_LARGE and self._too_large is not None and not scope["path"].startswith(API):
                kind, why = "text/html", self._too_large(_given(scope))
            await _refuse(send, status, kind, why, self._headers)
            return
        headers = self._static if scope["path"].startswith(STATIC) else self._headers
        await self._app(scope, _bounded(receive, self._settings.most), _headed(send, headers))

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """Return the status and the reason with which a request is refused; None where it is not."""
        given = _given(scope)
        host = given.get("host", "").lower()
        if host not in self._settings.authorities:
            return 421, f"Nothing is answered for the host {host[:80]!r}."
        if scope["method"] not in SAFE and not self._ours(scope, given):
            return 403, "Changes are taken from our own pages, and from scripts that say so, only."
        length = given.get("content-length", "0")
        if not length.isdigit() or int(length) > self._settings.most:
            return TOO_LARGE, f"More than the {self._settings.most:,} bytes that are taken at a time."
        return None

    def _ours(self, scope: Scope, given: Mapping[str, str]) -> bool:
        """Return whether a change comes from one of our own pages, or from a script.

        No page of another site can say that it is a script: a browser asks before it sends such a header elsewhere, and
        gets no answer that allows it.
        """
        if scope["path"].startswith(self._settings.tokens_only):
            return True
        origin = given.get("origin") or given.get("referer", "")
        if not origin:
            return SCRIPT in given and scope["path"].startswith(API)
        try:
            return urlsplit(origin).netloc.lower() in self._settings.authorities
        except ValueError:  # no address at all
            return False


def _given(scope: Scope) -> dict[str, str]:
    """Return the headers of a request."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


class RequestTooLargeError(Exception):
    """A request turned out longer than it may be."""


def _bounded(receive: Receive, most: int) -> Receive:
    """Return what is received until it is too much."""
    taken = 0

    async def bounded() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise RequestTooLargeError
        return message

    return bounded


def _headed(send: Send, headers: Headers) -> Send:
    """Return what sends an answer with the headers of a strict browser."""

    async def headed(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(pair for pair in headers if pair[0] not in own)]
        await send(message)

    return headed


async def _refuse(send: Send, status: int, kind: str, why: str, headers: Headers) -> None:
    head = [(b"content-type", f"{kind}; charset=utf-8".encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": why.encode()})

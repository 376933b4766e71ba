"""Who is asking, and whether a change was asked for by one of our own pages."""

from __future__ import annotations

from hmac import compare_digest
from secrets import token_urlsafe

from itsdangerous import BadSignature, URLSafeTimedSerializer

from detente.web.workbench_settings import WebSettings

COOKIE, SIGN_IN = "detente-visit", "detente-sign-in"
FIELD = "token"  # of a form
DAYS = 30 * 86_400  # seconds that a visit is known


def cookie_name(name: str, settings: WebSettings) -> str:
    """Return the name of a cookie; over TLS, one that browsers take from this host alone, for all of it."""
    return f"__Host-{name}" if settings.shared else name


class Tokens:
    """Signs visits and the forms that were made for them."""

    def __init__(self, settings: WebSettings) -> None:
        """Sign with the key of a workbench."""
        self._visits = URLSafeTimedSerializer(settings.secret, salt="visit")
        self._forms = URLSafeTimedSerializer(settings.secret, salt="form")

    def visit(self, cookie: str | None) -> tuple[str, str | None]:
        """Return who is visiting, and the cookie that is to be set if it is a new visit.

        A cookie that was not signed here says nothing: it is replaced, so that nobody can be given a visit of somebody
        else's making.
        """
        if cookie:
            try:
                return str(self._visits.loads(cookie, max_age=DAYS)), None
            except BadSignature:
                pass
        new = token_urlsafe(18)
        return new, self._visits.dumps(new)

    def form(self, visitor: str) -> str:
        """Return the token of forms made for a visitor."""
        return str(self._forms.dumps(visitor))

    def ours(self, visitor: str, token: str) -> bool:
        """Return whether a form was made for this visitor."""
        try:
            return compare_digest(str(self._forms.loads(token, max_age=DAYS)), visitor)
        except BadSignature:
            return False

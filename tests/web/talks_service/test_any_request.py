"""Requests of any form, made from the description of the service: none is answered with a fault of its own."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok

from tests.web.talks_service.served import AT, ServedTalks

EACH = 2  # requests an address
ASKED = ("method", "url", "headers", "params", "json", "content", "data")
SOME = ("amendment", "overlap")  # kinds of entries: all have one form of request
ENDLESS = "/api/events"


def test_no_request_is_answered_with_a_fault(shared: ServedTalks) -> None:
    described = schemathesis.openapi.from_dict(shared.app.openapi())
    headers = {"authorization": f"Bearer {shared.tokens['us']}", "host": "127.0.0.1:8422"}
    tried = 0
    for result in described.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        path, method = operation.path, operation.method.lower()
        alike = path.startswith("/api/entries/") and method == "post" and path.rpartition("/")[2] not in SOME
        if alike or path == ENDLESS or (method, path) == ("delete", "/api/session"):
            continue

        @settings(max_examples=EACH, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case[Any]) -> None:
            nonlocal tried
            sent = case.as_transport_kwargs(base_url=AT, headers=headers)
            found = shared.http.request(**{name: sent[name] for name in ASKED if name in sent})
            assert found.status_code < 500, (case.method, case.path, case.body, found.text)
            tried += 1

        ask()
    assert tried > 30

"""A whole exercise over HTTP: from a first letter to a breached commitment, its restoration, a record that holds."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from detente.talks.record.exported_record import read_export
from detente.talks.record.signed_entries import time_text
from detente.talks.record.verification import verify
from detente.talks.rules.rulebook import RuleBook
from tests.web.talks_service.served import PACKAGE, ServedTalks

LATE = 1.5  # seconds that an ally is given, and lets go by


def whole_exercise(talks: ServedTalks) -> None:
    """Go through all of it, and verify the record that is exported in the end."""
    letter = talks.send("us", "letter", text="Dear Chairman, let us talk.")
    talks.send("kp", "letter", text="Gladly.", answers=letter)
    first = talks.send("us", "proposal", text="End of exercises against pull-back.", package=PACKAGE)
    second = talks.send("kp", "proposal", text="End of exercises.", package={"exercises": "end"})
    _mark_and_reveal(talks, first, second)
    changed = talks.send("kp", "amendment", proposal=first, text="Pause.", package={**PACKAGE, "exercises": "pause"})
    _consult_an_ally_that_is_late(talks, first, changed)
    _bind(talks, first, changed)
    _keep_and_break(talks, first)
    exported = talks.ask("un", "GET", "/export")
    verdict = verify(read_export(exported.content.splitlines(keepends=True)), RuleBook())
    assert verdict.breaks == []
    assert talks.get("us", f"/tracks/{first}")["state"] == "in force"


def _waits(talks: ServedTalks, seat: str, number: int) -> list[str]:
    """Kinds of entries by which a seat can do what waits for it about something."""
    return [kind for one in talks.get(seat, "/waiting") if one["number"] == number for kind in one["kinds"]]


def _mark_and_reveal(talks: ServedTalks, first: int, second: int) -> None:
    number = talks.send("mediator", "round", candidates=[first, second])
    assert _waits(talks, "us", number) == ["sealed-acceptance"]
    talks.send("us", "sealed-acceptance", round=number, marks=[first])
    assert _waits(talks, "us", number) == _waits(talks, "mediator", number) == []
    assert talks.refused("mediator", "overlap", round=number)[0] == 409, "not before all have marked"
    talks.send("kp", "sealed-acceptance", round=number, marks=[first, second])
    assert _waits(talks, "mediator", number) == ["overlap"]
    shown = talks.get("us", f"/entries/{talks.send('mediator', 'overlap', round=number)}")
    assert [one["candidate"] for one in shown["body"]["opened"]] == [first]


def _consult_an_ally_that_is_late(talks: ServedTalks, proposal: int, version: int) -> None:
    assert _waits(talks, "us", proposal) == ["acceptance", "amendment"], "its own proposal"
    assert _waits(talks, "kp", proposal) == ["acceptance", "rejection", "amendment"]
    for seat in ("us", "kp"):
        talks.send(seat, "acceptance", proposal=proposal, version=version)
    until = time_text(time.time() + LATE)
    asked = talks.send("us", "consultation", proposal=proposal, ally="kr", until=until)
    status, why = talks.refused("mediator", "agreed-text", proposal=proposal, version=version)
    assert status == 409
    assert "no consultation about it is open" in why
    waits = talks.get("kr", "/waiting")
    assert [(one["says"], one["kinds"]) for one in waits] == [("your view is asked", ["comment"])]
    ours = waits[0]["number"]
    time.sleep(max(0.0, datetime.fromisoformat(until).timestamp() - datetime.now(UTC).timestamp()) + 0.01)
    assert (talks.get("us", f"/tracks/{asked}")["state"], talks.get("kr", f"/tracks/{ours}")["state"]) == (
        "over",
        "over",
    )
    assert _waits(talks, "mediator", proposal) == ["agreed-text"]
    talks.send("mediator", "agreed-text", proposal=proposal, version=version)
    talks.send("kr", "comment", consultation=ours, text="We would have wished for more.")
    assert talks.get("us", f"/tracks/{asked}")["state"] == "answered"


def _bind(talks: ServedTalks, proposal: int, version: int) -> None:
    for kind in ("initials", "signature"):
        for seat in ("us", "kp"):
            assert _waits(talks, seat, proposal) == [kind]
            talks.send(seat, kind, proposal=proposal, version=version)
    assert _waits(talks, "kp", proposal) == ["entry-into-force"]
    bare = talks.ask("us", "POST", "/entries/entry-into-force", json={"body": {"proposal": proposal}})
    assert bare.status_code == 403, "what binds needs the passphrase again"
    talks.send("us", "entry-into-force", proposal=proposal)


def _keep_and_break(talks: ServedTalks, proposal: int) -> None:
    due = time_text(time.time() + 10 * 86_400)[:10]
    own = talks.send("kp", "commitment", proposal=proposal, does="pull back", due=due, verified_by="overflights")
    assert talks.refused("us", "breach", commitment=own, reason="Too slow.")[0] == 409
    assert _waits(talks, "kp", own) == ["report"]
    talks.send("kp", "report", commitment=own, text="A third is back.")
    talks.send("un", "finding", commitment=own, score=1, reason="A third.")
    assert _waits(talks, "us", own) == ["breach"]
    talks.send("us", "breach", commitment=own, reason="A third is not all.")
    assert _waits(talks, "us", own) == ["suspension"]
    talks.send("us", "suspension", commitment=own, reason="Exercises resume.")
    assert talks.refused("kp", "restoration", commitment=own, reason="We resume.")[0] == 409
    assert _waits(talks, "us", own) == ["restoration"]
    talks.send("us", "restoration", commitment=own, reason="All is back.")
    assert talks.get("us", f"/tracks/{own}")["state"] == "due"

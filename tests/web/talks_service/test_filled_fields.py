"""A commitment is filled in with what others may suspend by the case; whoever writes it may say something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path

import pytest

from detente.case.model import Case
from detente.talks.help.named_snapbacks import NOTHING
from detente.talks.help.sealed_positions import sealed
from detente.talks.help.stated_positions import StatedPositions, positions_of
from detente.talks.seats.sealing import SEALED
from tests.chapters.stability import made
from tests.web.talks_service.served import PACKAGE, PHRASE, ServedTalks, seated_talks
from tests.web.talks_service.test_pages import done, seen

FREE = {"lead": 0, "detection": 0, "snapback": 0, "reversible_others": 1, "reversible_own": 1}
OWN = "Kp may suspend “Pull back (Forces)”."  # by the case, on the side of the United States
DUE = {"does": "End them.", "due": "2099-01-01", "verified-by": "Radar.", "passphrase": PHRASE}
FIELD = re.compile(r'<textarea name="snapback" rows="4"([^>]*)>(.*?)</textarea>', re.DOTALL)
NOTE = re.compile(r'<p class="meta" id="snapback-note">(.*?)</p>')


def small(measures: Sequence[str] = ("exercises", "forces")) -> Case:
    """A case in which each side gives up something that it can take back."""
    options = {"exercises": {"go-on": "Go on", "end": "End"}, "forces": {"stay": "Stay", "pull-back": "Pull back"}}
    movers = {"exercises": ["us"], "forces": ["kp"]}
    issues = {i: {"name": i.title(), "movers": movers[i], "options": options[i]} for i in options}
    positions = {p: {i: {PACKAGE[i]: -1 if [p] == movers[i] else 3} for i in issues} for p in ("us", "kp")}
    return made.case(issues, positions, {issue: {PACKAGE[issue]: FREE} for issue in measures})


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedTalks]:
    folder: Path = tmp_path_factory.mktemp("filled")
    with seated_talks(str(folder / "t.talks"), folder, small()) as found:
        yield found


def in_force(talks: ServedTalks, package: dict[str, str]) -> int:
    """Bring a package into force, and return the number of its proposal."""
    number = talks.send("us", "proposal", text="This.", package=package)
    for kind in ("acceptance", "agreed-text", "initials", "signature"):
        for seat in ("us", "kp") if kind != "agreed-text" else ("us",):
            talks.send(seat, kind, proposal=number, version=number)
    talks.send("us", "entry-into-force", proposal=number)
    return number


def filled(page: str) -> tuple[str, str]:
    """Return what a form is filled in with, and what it says about that; the field refers to what is said."""
    field, note = FIELD.search(page), NOTE.search(page)
    assert field is not None
    assert ('aria-describedby="snapback-note"' in field[1]) == (note is not None)
    return unescape(field[2]), unescape(re.sub("<[^>]*>", "", note[1])) if note else ""


def test_what_others_may_suspend_is_filled_in_and_may_be_changed(talks: ServedTalks) -> None:
    text = in_force(talks, PACKAGE)
    form = f"/send/commitment?about={text}"
    said, note = filled(seen(talks, "us", form))
    assert said == OWN
    assert note.startswith("Filled in from the case, in 400 worlds, as a roadmap names it: ")
    assert filled(seen(talks, "kp", form))[0] == "Us may suspend “End (Exercises)”."
    assert "This is your draft" not in seen(talks, "us", form)
    assert talks.get("us", f"/drafts/commitment/{text}") == {}, "it is no draft yet"
    assert "Draft kept" in done(talks, "us", f"/drafts/commitment?about={text}", does="End them.", snapback="").text
    assert filled(seen(talks, "us", form)) == ("", ""), "who takes it out need not do so again"
    refused = done(talks, "us", form, **{**DUE, "due": "soon", "snapback": "Trade."})
    assert (refused.status_code, filled(refused.text)) == (422, ("Trade.", ""))
    done(talks, "us", f"/drafts/commitment/drop?about={text}")
    said, _ = filled(seen(talks, "us", form))
    sent = done(talks, "us", form, proposal=str(text), **DUE, snapback=said)
    assert sent.status_code == 303
    assert talks.get("kp", sent.headers["location"])["body"]["snapback"] == OWN


def test_what_sides_have_sealed_changes_no_letter_of_it(talks: ServedTalks) -> None:
    form = f"/send/commitment?about={in_force(talks, PACKAGE)}"
    before = {seat: filled(seen(talks, seat, form)) for seat in ("us", "kp")}
    parts = talks.app.state.parts
    for seat in before:
        own = positions_of(small(), seat)
        gains = {issue: dict.fromkeys(row, 9.0) for issue, row in own.points.items()}
        other = StatedPositions(seat, gains, own.linkages, own.reservation, own.refuses)
        body = sealed(parts.served.record, other, [seat, "mediator"])
        parts.served.add(parts.desk(talks.tokens[seat]).keys.key, SEALED, body)
    assert {seat: filled(seen(talks, seat, form)) for seat in before} == before


def test_only_a_text_in_force_of_the_case_fills_anything_in(talks: ServedTalks) -> None:
    open_yet = talks.send("us", "proposal", text="This.", package=PACKAGE)
    assert filled(seen(talks, "us", f"/send/commitment?about={open_yet}")) == filled(
        seen(talks, "us", "/send/commitment")
    )
    assert filled(seen(talks, "us", "/send/commitment")) == ("", "")
    other = in_force(talks, {"exercices": "end"})
    said, note = filled(seen(talks, "us", f"/send/commitment?about={other}"))
    assert said == ""
    assert note.startswith("It is not filled in from the case: package: found the unknown issue 'exercices'; expected")
    talks.http.cookies.set("detente-seat", talks.tokens["us"])
    assert talks.http.get("/send/commitment?about=999").status_code == 404
    talks.http.cookies.clear()


def test_what_nobody_can_suspend_is_no_clause_to_be_signed(tmp_path: Path) -> None:
    with seated_talks(str(tmp_path / "t.talks"), tmp_path, small()) as talks:
        said, note = filled(seen(talks, "us", f"/send/commitment?about={in_force(talks, {'exercises': 'end'})}"))
        assert (said, note.endswith(NOTHING)) == ("", True)


def test_a_day_that_is_over_is_told_before_it_is_signed(talks: ServedTalks) -> None:
    form = f"about={in_force(talks, PACKAGE)}"
    assert "An earlier day is over: the commitment would be overdue at once." in seen(
        talks, "us", f"/send/commitment?{form}"
    )
    kept = done(talks, "us", f"/drafts/commitment?{form}", does="End them.", due="1850-01-01").text
    assert "This day is over: 1850-01-01; today is " in kept
    assert "This day is over: 1850-01-01; today is " in seen(talks, "us", f"/send/commitment?{form}")
    assert "is over" not in done(talks, "us", f"/drafts/commitment?{form}", does="End them.", due="2099-01-01").text
    assert "is over" not in seen(talks, "us", f"/send/commitment?{form}")
    done(talks, "us", f"/drafts/commitment/drop?{form}")


@pytest.mark.parametrize("case", [None, small(("forces",)), small(())])
def test_a_case_that_says_too_little_fills_nothing_in(case: Case | None, tmp_path: Path) -> None:
    with seated_talks(str(tmp_path / "t.talks"), tmp_path, case) as talks:
        text = in_force(talks, PACKAGE)
        assert filled(seen(talks, "us", f"/send/commitment?about={text}")) == ("", "")

"""`detente talks exercise` and `score`: papers of an exercise, and what it came to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli import UsageProblemError
from detente.cli.output import say, say_json
from detente.cli.record_places import absent, keys_in, record_at, told
from detente.cli.record_work import of_record
from detente.cli.targets import forms_of
from detente.findings.words import count, listed, percent

if TYPE_CHECKING:
    from detente.brief.compose import Brief
    from detente.brief.drawings import Drawing
    from detente.case.model import Case
    from detente.findings import Chart
    from detente.talks.help.talks_scores import TalksScores, TextScore

GUIDE = "facilitator"


def write_exercise(case_name: str, out: Path, seats: str, to: str) -> None:
    """Write the papers of an exercise: a folder a delegation, and one for the facilitator."""
    with told():
        from detente.case.saving import FilesTogether
        from detente.outcomes.opening import read
        from detente.talks.help.exercise_briefs import facilitators_guide, seat_brief
        from detente.talks.help.exercise_plan import exercise_plan
        from detente.talks.help.stated_positions import positions_of

        forms = forms_of(to)
        absent(out)
        case = read(case_name)
        plan = exercise_plan(case, tuple(one.strip() for one in seats.split(",") if one.strip()))
        for seat in plan.seats:
            with FilesTogether(out / seat.party, replaces=False) as files:
                for name, raw in _papers(seat_brief(case, plan, seat), forms, "brief"):
                    files.raw(name, [raw])
                body = positions_of(case, seat.party).body
                files.text("positions.json", json.dumps(body, ensure_ascii=False, indent=1) + "\n")
        with FilesTogether(out / GUIDE, replaces=False) as files:
            for name, raw in _papers(facilitators_guide(case, plan), forms, "guide"):
                files.raw(name, [raw])
    names = listed(seat.party for seat in plan.seats)
    say(f"{count(len(plan.seats), 'delegation')} ({names}) and {GUIDE}: {out}")


def _papers(brief: Brief, forms: tuple[str, ...], stem: str) -> Iterator[tuple[str, bytes]]:
    from detente.brief.forms import FORMS

    for name in forms:
        yield f"{stem}{FORMS[name].ending}", FORMS[name].made(brief, _no_chart)


def _no_chart(chart: Chart) -> Drawing:
    raise UsageProblemError(f"a paper of an exercise has no charts, such as {chart.title}")


def play_seat(
    place: str, case_name: str, key_file: Path, passphrase_file: Path | None, rounds: int, style: str
) -> None:
    """Make the next move of a seat that nobody else sits in."""
    with record_at(place) as record:
        from detente.outcomes.opening import read
        from detente.talks.help.practice_seat import next_move
        from detente.talks.help.proposed_texts import book_of, delegation_of

        if find_spec("negmas") is None:
            raise UsageProblemError("practice needs the package negmas: pip install 'detente[practice]'")
        keys = keys_in(key_file, passphrase_file)
        party = delegation_of(book_of(record), keys.key.seat)
        if not party:
            raise UsageProblemError(f"{keys.key.seat} speaks for no party: only a delegation can be played")
        move = next_move(record, read(case_name), party, rounds, style)
        entry = record.append(of_record(keys, record.origin), move.kind, move.body)
        said = f": {_package(move.body['package'])}" if move.kind == "proposal" else f" of {move.body['proposal']}"
        say(f"Entry {entry.sequence}: {move.kind}{said}")


def say_scores(place: str, case_name: str, worlds: int, as_json: bool) -> None:
    """Say what the texts on a record came to."""
    with record_at(place) as record:
        from detente.cli.talks_documents import talks_document
        from detente.outcomes.opening import read
        from detente.talks.help.talks_scores import talks_scores
        from detente.worlds import Worlds

        case = read(case_name)
        found = talks_scores(record, case, Worlds(case, size=worlds, seed=1))
        if as_json:
            say_json(talks_document("score", found))
            return
        for line in _scored(case, found):
            say(line)


def _scored(case: Case, found: TalksScores) -> Iterator[str]:
    yield f"In the central world all delegations could accept {count(found.overlap, 'package')}."
    if not found.texts:
        yield "No text is on the table."
    for one in found.texts:
        yield f"Proposal {one.proposal}, {one.state}: {_package(one.package)}"
        yield from _delegations(case, one, found.worlds)
        if one.nash is not None:
            yield f"  together: {percent(one.nash)} of the best geometric mean of gains"
        yield f"  better for one and worse for none: {_package(one.better) if one.better else 'nothing'}"


def _delegations(case: Case, one: TextScore, worlds: int) -> Iterator[str]:
    for party, score in one.delegations.items():
        share = "" if score.share is None else f", {percent(score.share)} of its best"
        yield (
            f"  {case.parties[party].name}: {score.gain:+.2f} over no agreement [{score.over.low:+.2f}, "
            f"{score.over.high:+.2f}]{share}; acceptable in {percent(score.acceptable)} of {count(worlds, 'world')}"
        ).replace("-", "−")


def _package(package: dict[str, str]) -> str:
    return listed(f"{issue}={option}" for issue, option in package.items()) or "as things stand"

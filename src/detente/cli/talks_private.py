"""`detente talks positions`, `worth`, `mediate` and `compare`: what a seat works out for itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli import UsageProblemError
from detente.cli.output import note, say, say_json
from detente.cli.record_places import keys_in, record_at
from detente.cli.record_work import of_record
from detente.findings.words import count, listed, percent

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.talks.help.mediators_view import Draft, MediatorsView
    from detente.talks.help.private_worth import PointRange, PrivateWorths
    from detente.talks.help.proposed_texts import ProposedText
    from detente.talks.record.talks_record import TalksRecord
    from detente.talks.seats.key_files import SeatKeys


def seal_positions(
    place: str,
    case_name: str,
    key_file: Path,
    passphrase_file: Path | None,
    to: Sequence[str],
    file: Path | None,
    shows: bool,
) -> None:
    """Seal the positions of a seat’s own party, or print them."""
    with record_at(place) as record:
        from detente.outcomes.opening import read
        from detente.talks.help.sealed_positions import sealed
        from detente.talks.help.stated_positions import StatedPositions, positions_of
        from detente.talks.seats.sealing import SEALED

        case, keys = read(case_name), keys_in(key_file, passphrase_file)
        party = _party(record, keys)
        stated = positions_of(case, party) if file is None else StatedPositions.of(_object(file), case)
        if stated.party != party:
            raise UsageProblemError(f"{file}: positions of {stated.party}; {keys.key.seat} speaks for {party}")
        if shows:
            say(json.dumps(stated.body, ensure_ascii=False, indent=1))
            return
        entry = record.append(of_record(keys, record.origin), SEALED, sealed(record, stated, [keys.key.seat, *to]))
        say(f"Entry {entry.sequence}: sealed for {listed(sorted({keys.key.seat, *to}))}")


def _object(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise UsageProblemError(f"{file}: {error}") from None
    if not isinstance(found, dict):
        raise UsageProblemError(f"{file}: found {type(found).__name__}; expected an object of JSON")
    return found


def _party(record: TalksRecord, keys: SeatKeys) -> str:
    """Return the party that a seat speaks for.

    Raises:
        UsageProblemError: It speaks for none.
    """
    from detente.talks.help.proposed_texts import book_of, delegation_of

    found = delegation_of(book_of(record), keys.key.seat)
    if not found:
        raise UsageProblemError(f"{keys.key.seat} speaks for no party: only a delegation has positions")
    return found


def say_worth(
    place: str, case_name: str, key_file: Path, passphrase_file: Path | None, worlds: int, as_json: bool
) -> None:
    """Say what the texts on a record are worth to the party of a seat."""
    with record_at(place) as record:
        from detente.cli.talks_documents import talks_document
        from detente.outcomes.opening import read
        from detente.talks.help.private_worth import PrivateWorths, table_for, worth_of
        from detente.talks.help.proposed_texts import proposed_texts
        from detente.talks.help.sealed_positions import opened_positions

        case, keys = read(case_name), keys_in(key_file, passphrase_file)
        party = _party(record, keys)
        stated = opened_positions(record, keys, case).get(party)
        if stated is None and party not in case.valued:
            raise UsageProblemError(f"{case.id} has no positions of {party}; seal some with talks positions --file")
        texts = proposed_texts(record)
        found = PrivateWorths(
            record=record.origin,
            party=party,
            sealed=stated is not None,
            worlds=1 if stated else worlds,
            texts=worth_of(case, table_for(case, party, stated, worlds), texts),
        )
        if as_json:
            say_json(talks_document("worth", found))
        else:
            for line in _worths(case, found, texts):
                say(line)
        note("This is for your own side alone.")


def _worths(case: Case, found: PrivateWorths, texts: Mapping[int, ProposedText]) -> Iterator[str]:
    name = case.parties[found.party].name
    by = "the positions that you sealed" if found.sealed else f"the case, in {count(found.worlds, 'world')}"
    yield f"Worth to {name}, in points a year, by {by}" + (":" if found.sealed else "; 5 % to 95 % in brackets:")
    if not found.texts:
        yield "  no text has been proposed yet"
    for one in found.texts:
        text = texts[one.number]
        what = f"proposal {one.number}" if text.before is None else f"text {one.number} of proposal {text.proposal}"
        yield f"  {what} of {text.seat}: {_range(one.worth)}, over no agreement {_range(one.over)}"
        accept = "acceptable" if one.acceptable else "not acceptable"
        said = accept if found.sealed else f"acceptable in {percent(one.acceptable)} of worlds"
        yield f"    {said}" + (f"; refused: {listed(one.refused)}" if one.refused else "")
        if one.change is not None:
            yield f"    against text {text.before}: {_range(one.change)}"


def _range(one: PointRange) -> str:
    if one.low == one.high:
        return _signed(one.middle)
    return f"{_signed(one.middle)} [{_signed(one.low)}, {_signed(one.high)}]"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def say_mediation(
    place: str, case_name: str, key_file: Path, passphrase_file: Path | None, changes: int, as_json: bool
) -> None:
    """Say what a mediator finds."""
    with record_at(place) as record:
        from detente.cli.talks_documents import talks_document
        from detente.outcomes.opening import read
        from detente.talks.help.mediators_view import mediators_view
        from detente.talks.help.proposed_texts import book_of
        from detente.talks.help.sealed_positions import opened_positions

        case, keys = read(case_name), keys_in(key_file, passphrase_file)
        seat = book_of(record).roster.seats.get(keys.key.seat)
        if seat is None or seat.role != "mediator":
            raise UsageProblemError(f"{keys.key.seat} is no mediator: only a mediator is told positions of all sides")
        found = mediators_view(record, case, opened_positions(record, keys, case), changes)
        if as_json:
            say_json(talks_document("mediate", found))
        else:
            for line in _mediation(case, found):
                say(line)
        note(
            "This is for the mediator alone: whatever of it is said lets the sides conclude something (see the manual)."
        )


def _mediation(case: Case, found: MediatorsView) -> Iterator[str]:
    if found.overlap:
        yield f"There is an overlap: all could accept {found.overlap:,} of {count(found.packages, 'package')}."
    elif found.gap is None:
        yield f"There is no overlap: somebody refuses each of {count(found.packages, 'package')}."
    else:
        yield f"There is no overlap; the nearest text lacks {percent(found.gap)} of somebody’s span from worst to best."
    yield "If you say so, each side learns that the others accept some, or none, of what it accepts itself:"
    for party, number in found.accepts.items():
        yield f"  {case.parties[party].name}: {count(number, 'package')}"
    for n, draft in enumerate(found.drafts, 1):
        yield f"Draft {n}: {_package(case, draft)}"
        yield f"  over no agreement: {_points(case, draft.gains)}" + (
            f"; more than draft {n - 1}: {_points(case, draft.change)}" if draft.change else ""
        )
    for proposal, better in found.improvements.items():
        yield (
            f"Instead of proposal {proposal}, which is agreed, worse for nobody:"
            if better
            else (f"Nothing is better for one side than proposal {proposal} and worse for none.")
        )
        for draft in better:
            yield f"  {_package(case, draft)}: {_points(case, draft.change)} more"
        if left := found.improvements_left[proposal]:
            yield f"  {count(left, 'more text')} not shown here."


def _package(case: Case, draft: Draft) -> str:
    return listed(f"{issue}={option}" for issue, option in draft.package.items()) or "as things stand"


def _points(case: Case, points: Mapping[str, float]) -> str:
    return ", ".join(f"{case.parties[party].name} {_signed(value)}" for party, value in points.items())


def say_comparison(place: str, before: int, after: int, as_json: bool) -> None:
    """Show what one text changes in another."""
    with record_at(place) as record:
        from detente.cli.talks_documents import talks_document
        from detente.talks.help.proposed_texts import compared, proposed_texts, text_at

        texts = proposed_texts(record)
        found = compared(text_at(texts, before), text_at(texts, after))
        if as_json:
            say_json(talks_document("compare", found))
            return
        for issue, (old, new) in found.package.items():
            say(f"{issue}: {old or 'as it is'} → {new or 'as it is'}")
        if not found.package:
            say("The package is the same.")
        for line in found.lines:
            say(line)

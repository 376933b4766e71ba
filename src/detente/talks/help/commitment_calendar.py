"""Commitments and times of talks as a calendar that other programs read [RFC 5545]."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar, Event

from detente.talks.help.proposed_texts import said_on
from detente.talks.help.state_of_play import StateOfPlay
from detente.talks.record.talks_record import TalksRecord

PRODUCT = "-//detente//talks//EN"


def commitment_calendar(record: TalksRecord, state: StateOfPlay) -> bytes:
    """Return an .ics file: days of commitments, ends of consultations, begins of what was announced.

    The same record at the same time gives the same bytes; an entry keeps its name, so that a calendar replaces it.

    Args:
        record: The record.
        state: How talks stand at the time.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", record.origin)
    times = {number: said.time for number, said in said_on(record)}
    for one in state.commitments:
        waits = f" Waits for {', '.join(map(str, one.waits_for))}." if one.waits_for else ""
        event = _event(record, one.number, f"{one.party}: {' '.join(one.does.split())}", times[one.number])
        event.add("dtstart", date.fromisoformat(one.due))
        event.add("description", f"Commitment {one.number} under proposal {one.proposal}: {one.standing}.{waits}")
        event.add("categories", [one.standing])
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    for number, said in said_on(record, kinds=["consultation", "notice"]):
        if said.time > state.at:
            continue
        consultation = said.kind == "consultation"
        begins = said.body["until" if consultation else "begins"]
        told = (
            f"Last hour for {said.body['ally']} on proposal {said.body['proposal']}"
            if consultation
            else f"{said.body['template'].capitalize()} announced by {said.seat}: {said.body['where']}"
        )
        event = _event(record, number, told, said.time)
        event.add("dtstart", _moment(begins))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(record: TalksRecord, number: int, summary: str, made: str) -> Event:
    event = Event()
    event.add("uid", f"{number}@{record.origin.replace('/', '.')}")
    event.add("dtstamp", _moment(made))
    event.add("summary", summary)
    return event


def _moment(time: str) -> datetime:
    return datetime.fromisoformat(time).astimezone(UTC).replace(microsecond=0)

"""The commands that help those who talk: positions, worth, mediate, compare. Only Typer is loaded here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from detente.cli.talks_commands import AsJson, KeyFile, PassphraseFile, RecordPlace

aids = typer.Typer()  # of talks

CaseOption = Annotated[
    str, typer.Option("--case", "-c", metavar="CASE", help="The case: a bundled one by name, or a folder (with a /).")
]
EntryNumber = Annotated[int, typer.Argument(metavar="ENTRY", min=0, help="Number of a proposal or an amendment.")]


@aids.command("positions")
def talks_positions(
    record: RecordPlace,
    case: CaseOption,
    key: KeyFile,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", metavar="SEAT", help="Who can read them besides your own seat, such as mediator; repeatable."
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", "-f", metavar="FILE", help="Your positions as .json; default: those in the case."),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Print them as JSON, to be edited, and seal nothing.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Seal the positions of your side: for yourself, so that worth uses them, and for a mediator if you name one."""
    from detente.cli.talks_private import seal_positions

    seal_positions(record, case, key, passphrase_file, to or [], file, show)


@aids.command("worth")
def talks_worth(
    record: RecordPlace,
    case: CaseOption,
    key: KeyFile,
    worlds: Annotated[
        int, typer.Option("--worlds", "-n", min=10, max=100_000, help="Plausible worlds to draw.")
    ] = 1000,
    json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say what each text on the record is worth to your own side, beside the text that it replaces."""
    from detente.cli.talks_private import say_worth

    say_worth(record, case, key, passphrase_file, worlds, json)


@aids.command("mediate")
def talks_mediate(
    record: RecordPlace,
    case: CaseOption,
    key: KeyFile,
    changes: Annotated[
        int, typer.Option(min=1, max=100, help="On how many issues a draft differs from the one before, at most.")
    ] = 2,
    json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """As the mediator, find an overlap of sealed positions, drafts of a text, and improvements of an agreed one."""
    from detente.cli.talks_private import say_mediation

    say_mediation(record, case, key, passphrase_file, changes, json)


@aids.command("compare")
def talks_compare(record: RecordPlace, before: EntryNumber, after: EntryNumber, json: AsJson = False) -> None:
    """Show what one text changes in another: options of the package, and lines of the text."""
    from detente.cli.talks_private import say_comparison

    say_comparison(record, before, after, json)


@aids.command("state")
def talks_state(
    record: RecordPlace,
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="As of when, such as 2021-10-01; default: now.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Say how talks stand: who has not answered whom, texts, commitments kept and broken, lines that are tested."""
    from detente.cli.talks_flow import say_state

    say_state(record, at, json)


@aids.command("evidence")
def talks_evidence(
    record: RecordPlace,
    case: CaseOption,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="New folder for the case.")],
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="As of when; default: the last entry.")] = None,
    seen: Annotated[
        list[str] | None,
        typer.Option(metavar="INDICATOR=ENTRY", help="Indicator that came true, by which entry; repeatable."),
    ] = None,
    recipient: Annotated[
        str | None, typer.Option(metavar="RECIPIENT", help="Whose silence it is, where reading.yaml has several.")
    ] = None,
) -> None:
    """Write the case anew with what the record adds: approaches, silences, commitments, rounds carried out, calls."""
    from detente.cli.talks_flow import write_evidence

    write_evidence(record, case, out, at, seen or [], recipient)


@aids.command("calendar")
def talks_calendar(
    record: RecordPlace,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="File to write to, such as talks.ics.")],
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="As of when; default: now.")] = None,
) -> None:
    """Write commitments with their days, ends of consultations, and announced exercises and launches as a calendar."""
    from detente.cli.talks_flow import write_calendar

    write_calendar(record, out, at)


@aids.command("exercise")
def talks_exercise(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A bundled case by name, or a folder (with a / in it).")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="New folder for the papers.")],
    seats: Annotated[
        str,
        typer.Option(metavar="PARTY,…", help="Who has a delegation; default: principals, then others, four in all."),
    ] = "",
    to: Annotated[str, typer.Option(metavar="FORM,…", help="Forms to write: docx, pdf, html, md.")] = "docx,pdf",
) -> None:
    """Make a classroom exercise of a case: a confidential brief a delegation, injects, timetable, debriefing."""
    from detente.cli.talks_exercises import write_exercise

    write_exercise(case, out, seats, to)


@aids.command("score")
def talks_score(
    record: RecordPlace,
    case: CaseOption,
    worlds: Annotated[
        int, typer.Option("--worlds", "-n", min=10, max=100_000, help="Plausible worlds to draw.")
    ] = 1000,
    json: AsJson = False,
) -> None:
    """Say what each text came to for every delegation, beside what could have been had; for a debriefing."""
    from detente.cli.talks_exercises import say_scores

    say_scores(record, case, worlds, json)


@aids.command("practice")
def talks_practice(
    record: RecordPlace,
    case: CaseOption,
    key: KeyFile,
    rounds: Annotated[
        int, typer.Option(min=1, max=1000, help="After how many proposals of yours it asks for no more than it must.")
    ] = 10,
    style: Annotated[
        Literal["boulware", "linear", "conceder"],
        typer.Option(help="How it gives way until then: late, evenly, early."),
    ] = "linear",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Let a negotiator of NegMAS make the next move of an empty seat, by its party’s positions in the case."""
    from detente.cli.talks_exercises import play_seat

    play_seat(record, case, key, passphrase_file, rounds, style)

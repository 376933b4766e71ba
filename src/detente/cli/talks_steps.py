"""The steps of talks as commands: send, propose, amend, consult, accept, commit, report. Only Typer is loaded here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.talks_commands import KeyFile, PassphraseFile, RecordPlace

steps = typer.Typer()  # of talks

Text = Annotated[str | None, typer.Option(metavar="TEXT", help="What is said.")]
TextFile = Annotated[Path | None, typer.Option("--file", "-f", metavar="FILE", help="What is said, from a file.")]
PackageOption = Annotated[
    str, typer.Option("--package", "-p", metavar="ISSUE=OPTION,…", help="The package, in ids of the case.")
]
Proposal = Annotated[int, typer.Argument(metavar="PROPOSAL", min=0, help="Number of the proposal.")]
Commitment = Annotated[int, typer.Argument(metavar="COMMITMENT", min=0, help="Number of the commitment.")]


@steps.command("send")
def talks_send(
    record: RecordPlace,
    key: KeyFile,
    text: Text = None,
    file: TextFile = None,
    answers: Annotated[int | None, typer.Option(metavar="LETTER", min=0, help="Letter that this one answers.")] = None,
    check: Annotated[
        str | None,
        typer.Option(metavar="CASE", help="Say what the letter raises, as `detente letter check` does; send nothing."),
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Send a letter to the other seats; or check it first."""
    from detente.cli.talks_entries import made, said

    if check is not None:
        from detente.cli.talks_letter_check import check_unsent

        check_unsent(record, check, key, said(text, file))
        return
    body = {"text": said(text, file)} | ({} if answers is None else {"answers": answers})
    made(record, "letter", body, key, passphrase_file)


@steps.command("propose")
def talks_propose(
    record: RecordPlace,
    key: KeyFile,
    package: PackageOption,
    text: Text = None,
    file: TextFile = None,
    amends: Annotated[
        int | None, typer.Option(metavar="PROPOSAL", min=0, help="Proposal that this amends; all support lapses.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Propose a package with its text, or amend a proposal."""
    from detente.cli.talks_entries import made, package_in, said

    body = {"text": said(text, file), "package": package_in(package)}
    if amends is None:
        made(record, "proposal", body, key, passphrase_file)
    else:
        made(record, "amendment", {"proposal": amends, **body}, key, passphrase_file)


@steps.command("accept")
def talks_accept(record: RecordPlace, proposal: Proposal, key: KeyFile, passphrase_file: PassphraseFile = None) -> None:
    """Say that your delegation could agree to a proposal as it stands now; it does not bind."""
    from detente.cli.talks_entries import accepted

    accepted(record, proposal, key, passphrase_file)


@steps.command("consult")
def talks_consult(
    record: RecordPlace,
    proposal: Proposal,
    ally: Annotated[str, typer.Option(metavar="SEAT", help="Seat of the ally.")],
    until: Annotated[str, typer.Option(metavar="TIME", help="Until when, such as 2021-09-30 or 2021-09-30T12:00Z.")],
    key: KeyFile,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Ask an ally about a proposal; when the time is over, talks go on without it."""
    from detente.cli.talks_entries import made, moment

    body = {"proposal": proposal, "ally": ally, "until": moment(until, "--until")}
    made(record, "consultation", body, key, passphrase_file)


@steps.command("commit")
def talks_commit(
    record: RecordPlace,
    proposal: Proposal,
    does: Annotated[str, typer.Option(metavar="TEXT", help="What your side will do.")],
    due: Annotated[str, typer.Option(metavar="DAY", help="By which day, such as 2021-12-01.")],
    verified_by: Annotated[str, typer.Option(metavar="TEXT", help="How it is verified.")],
    key: KeyFile,
    waits_for: Annotated[
        str, typer.Option(metavar="NUMBERS", help="Commitments that it waits for, such as 21,22.")
    ] = "",
    snapback: Annotated[
        str, typer.Option(metavar="TEXT", help="What others may suspend if it is not kept, as your roadmap names it.")
    ] = "",
    case: Annotated[
        str | None,
        typer.Option(
            "--case", "-c", metavar="CASE", help="Case that names the snapback, as its roadmap does, if you give none."
        ),
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Under a text in force, say what your side will do by when; this binds."""
    from detente.cli.record_places import numbers
    from detente.cli.talks_commitments import commit

    body = {"proposal": proposal, "does": does, "due": due, "verified-by": verified_by}
    waits = {"waits-for": sorted(numbers(waits_for, "--waits-for"))} if waits_for else {}
    back = {"snapback": snapback} if snapback else {}
    commit(record, body | waits | back, case, key, passphrase_file)


@steps.command("report")
def talks_report(
    record: RecordPlace,
    commitment: Commitment,
    key: KeyFile,
    text: Text = None,
    file: TextFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Report what was done about a commitment of your own side."""
    from detente.cli.talks_entries import made, said

    made(record, "report", {"commitment": commitment, "text": said(text, file)}, key, passphrase_file)

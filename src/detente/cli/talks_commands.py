"""The commands about talks, and their options. Only Typer is loaded here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

talks = typer.Typer(
    name="talks",
    help="Keep a signed record of talks that nobody can change in silence, and verify one.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

RecordPlace = Annotated[str, typer.Argument(metavar="RECORD", help="The record: a file, or postgresql://….")]
KeyFile = Annotated[Path, typer.Option("--key", "-k", metavar="FILE", help="File with the keys of whoever signs.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="File with the passphrase; default: $DETENTE_PASSPHRASE, or it is asked for.",
    ),
]
NewFile = Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="New file to write to.")]
OutFile = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="New file to write to; default: the terminal.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@talks.command("open")
def talks_open(
    record: RecordPlace,
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Name of the record, such as example.org/korea-2021.")
    ],
    key: Annotated[
        Path, typer.Option("--key", "-k", metavar="FILE", help="New file for the key of the record, which invites.")
    ],
    title: Annotated[str, typer.Option(metavar="TEXT", help="What the talks are about.")] = "",
    case: Annotated[
        str | None, typer.Option(metavar="CASE", help="The case: packages that are proposed must then be of it.")
    ] = None,
    plays_from: Annotated[
        str | None,
        typer.Option(
            "--plays-from", metavar="DAY", help="Of an exercise: the day of the case on which it begins to be played."
        ),
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Open a new record, with a key of its own, which invites and signs checkpoints."""
    from detente.cli.record_work import open_record

    open_record(record, name, (title, case, plays_from), key, passphrase_file)


@talks.command("invite")
def talks_invite(
    record: RecordPlace,
    seat: Annotated[str, typer.Argument(metavar="SEAT", help="Id of the seat, such as us or us-arms.")],
    role: Annotated[
        Literal["head", "group", "consulted", "mediator", "observer"], typer.Option(help="What the seat may do.")
    ],
    key: KeyFile,
    out: NewFile,
    delegation: Annotated[
        str, typer.Option("--for", metavar="PARTY", help="The party that a head, group or consulted ally speaks for.")
    ] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Invite somebody to a seat: the file that is written goes to them, by a way that is trusted."""
    from detente.cli.record_work import invite_to

    invite_to(record, seat, role, delegation, key, passphrase_file, out)


@talks.command("join")
def talks_join(
    record: RecordPlace,
    invitation: Annotated[Path, typer.Argument(metavar="INVITATION", help="File with the invitation.")],
    out: NewFile,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take the seat of an invitation: new keys are made, and kept in a file under a passphrase."""
    from detente.cli.record_work import join_by

    join_by(record, invitation, out, passphrase_file)


@talks.command("rotate")
def talks_rotate(record: RecordPlace, key: KeyFile, out: NewFile, passphrase_file: PassphraseFile = None) -> None:
    """Replace the keys of a seat by new ones, which the old one signs for."""
    from detente.cli.record_work import rotate_keys

    rotate_keys(record, key, out, passphrase_file)


@talks.command("revoke")
def talks_revoke(
    record: RecordPlace,
    seat: Annotated[str, typer.Argument(metavar="SEAT", help="The seat whose key is to sign no more.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why: lost, stolen, left.")],
    key: KeyFile,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say on the record that the key of a seat signs no more; whoever sits there is invited anew."""
    from detente.cli.record_work import revoke_key

    revoke_key(record, seat, reason, key, passphrase_file)


@talks.command("append")
def talks_append(
    record: RecordPlace,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Kind of the entry, such as letter.")],
    key: KeyFile,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="What is said.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", metavar="FILE", help="What is said: text, or the body as .json.")
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option("--seal-to", metavar="SEAT", help="Seat or party that alone can read it; repeatable."),
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Sign an entry and add it to the record; when the command returns, it is there for good."""
    from detente.cli.record_work import append_entry

    append_entry(record, kind, (text, file), to or [], key, passphrase_file)


@talks.command("mark")
def talks_mark(
    record: RecordPlace,
    round_: Annotated[int, typer.Argument(metavar="ROUND", min=0, help="Number of the round, which names candidates.")],
    key: KeyFile,
    accept: Annotated[str, typer.Option(metavar="NUMBERS", help="Candidates that you could accept, such as 4,7.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Mark which candidates could be accepted: only the mediator sees it, and all see only what all accept."""
    from detente.cli.record_marks import mark_round

    mark_round(record, round_, accept, key, passphrase_file)


@talks.command("reveal")
def talks_reveal(
    record: RecordPlace,
    round_: Annotated[int, typer.Argument(metavar="ROUND", min=0, help="Number of the round.")],
    key: KeyFile,
    passphrase_file: PassphraseFile = None,
) -> None:
    """As the mediator, show which candidates all sides marked as acceptable, and no others."""
    from detente.cli.record_marks import reveal_round

    reveal_round(record, round_, key, passphrase_file)


@talks.command("log")
def talks_log(
    record: RecordPlace,
    since: Annotated[int, typer.Option(min=0, help="First entry to list.")] = 0,
    key: Annotated[
        Path | None, typer.Option("--key", "-k", metavar="FILE", help="Keys that open what is sealed for their seat.")
    ] = None,
    json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List the entries: number, time, seat, kind, and how each begins."""
    from detente.cli.record_reading import list_entries

    list_entries(record, since, key, passphrase_file, json)


@talks.command("checkpoint")
def talks_checkpoint(
    record: RecordPlace,
    key: Annotated[
        Path | None, typer.Option("--key", "-k", metavar="FILE", help="Key of the record, to make a new one.")
    ] = None,
    since: Annotated[
        int | None, typer.Option(min=0, help="Write a request to a witness that saw so many entries last.")
    ] = None,
    out: OutFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Sign how long the record is and the root of its tree, or print the last such checkpoint."""
    from detente.cli.record_work import make_checkpoint

    make_checkpoint(record, key, passphrase_file, since, out)


@talks.command("key")
def talks_key(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the witness, such as example.net/witness.")],
    out: NewFile,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make the key of a witness, and print the public part, which is handed on."""
    from detente.cli.record_work import make_witness_key

    make_witness_key(name, out, passphrase_file)


@talks.command("witness")
def talks_witness(
    request: Annotated[
        str,
        typer.Argument(metavar="RECORD", help="The record, or a request by talks checkpoint --since."),
    ],
    key: KeyFile,
    record_key: Annotated[
        str, typer.Option("--record-key", metavar="KEY", help="Key of the record, as talks open printed it, or a file.")
    ],
    memory: Annotated[
        Path, typer.Option("--memory", metavar="FILE", help="File in which the witness remembers what it has signed.")
    ],
    out: OutFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Check that a record only grew since it was signed last, and sign its checkpoint."""
    from detente.cli.record_work import witness_record

    witness_record(request, key, record_key, memory, passphrase_file, out)


@talks.command("prove")
def talks_prove(
    record: RecordPlace,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", min=0, help="Number of the entry.")],
    out: NewFile,
) -> None:
    """Write the proof that one entry is on the record, which shows no other entry."""
    from detente.cli.record_reading import write_proof

    write_proof(record, entry, out)


@talks.command("export")
def talks_export(
    record: RecordPlace,
    out: NewFile,
    only: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBERS", help="Show these entries, such as 4,7-9, and those about seats; of others the hash."
        ),
    ] = None,
) -> None:
    """Write the whole record to a file that can be verified without us."""
    from detente.cli.record_reading import export_record

    export_record(record, only, out)


@talks.command("verify")
def talks_verify(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An export, a proof of one entry, or a record.")],
    key: Annotated[
        str | None,
        typer.Option("--record-key", metavar="KEY", help="Key of the record as it was given you, or a file."),
    ] = None,
    witness: Annotated[
        list[str] | None, typer.Option(metavar="KEY", help="Key of a witness, or a file with it; repeatable.")
    ] = None,
    extends: Annotated[
        list[Path] | None,
        typer.Option(metavar="CHECKPOINT", help="File with a checkpoint that you kept; repeatable."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Say who signed what, what is missing, where it breaks, which witness saw how much; exit code 1 if it breaks."""
    from detente.cli.record_reading import verify_file

    verify_file(file, key, witness or [], extends or [], json)


@talks.command("serve")
def talks_serve(
    record: RecordPlace,
    case: Annotated[
        str | None, typer.Option(metavar="CASE", help="The case that they are about, by which packages are named.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to answer at.")] = 8422,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to answer at; any but this machine alone needs TLS.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Name under which seats reach it, such as talks.example.org; repeatable."),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Certificate in PEM, to speak TLS directly.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help="Key of the certificate.")] = None,
    *,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy on this machine speaks TLS and says who asks.")
    ] = False,
    state: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File for keys under passphrases, private posts, drafts; default: beside."),
    ] = None,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = False,
) -> None:
    """Serve talks in the browser and as JSON: seats sign in, read what they may see, and sign what they say."""
    from detente.cli.talks_serving import serve_record

    serve_record(record, case, state, (host, port, name or []), (certificate, tls_key, behind_proxy), open_page)

"""The commands and their options. Only Typer and the register of chapters are loaded here."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from detente.chapters import CHAPTERS, options_of
from detente.cli.common_options import (
    TALKS,
    CaseName,
    Full,
    Json,
    Overturn,
    Sender,
    To,
    ToFile,
)
from detente.cli.expert_commands import experts, sheet
from detente.cli.run_commands import TypedRun, run_command
from detente.cli.serving_command import serve
from detente.cli.talks_aids import aids
from detente.cli.talks_commands import talks
from detente.cli.talks_steps import steps

app = typer.Typer(
    name="detente",
    help="Find the limited agreement that is attainable between adversaries, and what it turns on.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


GRAPHS, GMCR = "stability", ".gmcr"  # the chapter that reads files of GMCR+ too, and how these end
TABLE = ".csv"  # ending of tables of past agreements and of events
OF_ALL = (*options_of(*(c.name for c in CHAPTERS)), *TALKS)  # options of commands that run every chapter

letters = typer.Typer(
    name="letter",
    help="Draft a letter from a case, or check what a letter raises.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(letters)
talks.add_typer(steps)
talks.add_typer(aids)
app.add_typer(talks)
app.command()(sheet)
app.command()(experts)


class LetterFormat(StrEnum):
    """How a letter is set."""

    markdown = "markdown"
    word = "word"
    html = "html"


class ScalingOption(StrEnum):
    """How the evaluations of Genius files are read."""

    genius = "genius"
    raw = "raw"


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
) -> None:
    """Find the limited agreement that is attainable between adversaries, and what it turns on."""
    if version:
        from detente import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.command()
@run_command(OF_ALL)
def brief(
    typed: TypedRun,
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="FOLDER", help="Folder to write to; default: CASE-brief here.")
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option(
            "--table", metavar="FORM,...", help="Write the table of worlds as csv, parquet, and what its columns are."
        ),
    ] = None,
    *,
    to: Annotated[
        str,
        typer.Option(metavar="FORM,...", help="Forms to write, with commas: html, pdf, docx, md, png (page one)."),
    ] = "html",
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
    full: Full = False,
    overturn: Overturn = False,
    json: Json = False,
) -> None:
    """Write the brief: as a page, PDF, Word or Markdown; with the table of all worlds and every number."""
    from detente.cli.targets import folder_of, forms_of

    folder, forms = None if out is None else folder_of(out), forms_of(to)
    if table:
        from detente.cli.table_forms import table_forms

        table = [*table_forms(table)]
    with typed.started(every=True) as (wanted, pool):
        from detente.cli.briefing import write_brief
        from detente.cli.settings import Wanted

        asked = Wanted(json, full, overturn=overturn, forms=forms)
        write_brief(wanted, pool, folder, open_page, asked, tuple(table or ()))


@app.command()
@run_command(OF_ALL)
def table(
    typed: TypedRun,
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="FOLDER", help="Folder to write to; default: CASE-table here.")
    ] = None,
    worlds: Annotated[
        int, typer.Option("--worlds", "-n", min=10, max=1_000_000_000, help="Rows of the table: plausible worlds.")
    ] = 100_000,
    choose_in: Annotated[
        int,
        typer.Option(
            "--choose-in", metavar="N", min=10, max=10_000_000, help="Worlds in which packages and roadmaps are chosen."
        ),
    ] = 2000,
    blocks: Annotated[
        int, typer.Option(metavar="N", min=1, max=1024, help="Blocks of 1,024 worlds that are worked out in one go.")
    ] = 4,
    *,
    inputs: Annotated[bool, typer.Option("--inputs/--no-inputs", help="Whether rows hold what went in, too.")] = True,
    json: Json = False,
) -> None:
    """Write the table of any number of worlds, part by part, by choices made in fewer of them."""
    from detente.cli.targets import folder_of

    folder = None if out is None else folder_of(out)
    with typed.started() as (wanted, pool):
        from detente.cli.many_worlds import TableWanted, write_table

        write_table(wanted, pool, TableWanted(choose_in, folder, blocks, inputs, json))


def _add_chapter(name: str, question: str, chooses: bool) -> None:
    """Add the command of a chapter, with the options that change its answer."""

    @run_command((*options_of(name), *TALKS), () if chooses else ("overturn",))
    def show(
        typed: TypedRun,
        out: ToFile = None,
        *,
        full: Full = False,
        overturn: Overturn = False,
        json: Json = False,
    ) -> None:
        from detente.cli.targets import answer_file_of

        file = answer_file_of(out)
        if name == GRAPHS and Path(typed.case).suffix.lower() == GMCR:
            from detente.cli.gmcr_files import show_file
            from detente.cli.settings import Wanted

            show_file(Path(typed.case), Wanted(json, full, file))
            return
        with typed.started(only=name) as (wanted, pool):
            from detente.cli.chapters import show_chapter
            from detente.cli.settings import Wanted

            show_chapter(name, wanted, pool, Wanted(json, full, file, overturn))

    app.command(name, help=question)(show)


for _chapter in CHAPTERS:
    _add_chapter(_chapter.name, _chapter.question, _chapter.chooses)


@app.command()
@run_command(OF_ALL)
def claims(
    typed: TypedRun,
    arguments: Annotated[
        list[str] | None,
        typer.Option("--argument", metavar="NAME", help="Judge this argument only, by its file; repeatable."),
    ] = None,
    out: ToFile = None,
    *,
    full: Full = False,
    json: Json = False,
) -> None:
    """Does the argument that somebody makes about the dispute survive?"""
    from detente.cli.targets import answer_file_of

    file = answer_file_of(out)
    with typed.started() as (wanted, pool):
        from detente.cli.claims_command import judge_claims
        from detente.cli.settings import Wanted

        judge_claims(wanted, pool, arguments or (), Wanted(json, full, file))


@app.command()
@run_command(OF_ALL)
def explore(
    typed: TypedRun,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="OUTCOME", help="Explore this headline, column or condition only, and fully."),
    ] = None,
    out: ToFile = None,
    *,
    full: Full = False,
    json: Json = False,
) -> None:
    """Which judgements move which outcome, and when does it fail?"""
    from detente.cli.targets import answer_file_of

    file = answer_file_of(out)
    with typed.started() as (wanted, pool):
        from detente.cli.explore_command import explore_case
        from detente.cli.settings import Wanted

        explore_case(wanted, pool, of, Wanted(json, full, file))


@app.command()
@run_command(options_of(*(c.name for c in CHAPTERS)))
def compare(
    typed: TypedRun,
    other: Annotated[
        str | None,
        typer.Argument(metavar="[OTHER]", help="The second case; default: the first, with what --set changes."),
    ] = None,
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Replace a judgement of the second case; repeatable."),
    ] = None,
    out: ToFile = None,
    *,
    full: Full = False,
    json: Json = False,
) -> None:
    """Two cases, or one with changed judgements, side by side: what changed, and what it moves."""
    from detente.cli.targets import answer_file_of

    file = answer_file_of(out)
    with typed.started() as (wanted, pool):
        from detente.cli.compare_command import compare_cases
        from detente.cli.settings import Wanted

        compare_cases(wanted, other, pool, Wanted(json, full, file))


@letters.command("draft")
@run_command()
def letter_draft(
    typed: TypedRun,
    sender: Sender = None,
    to: To = None,
    setting: Annotated[
        LetterFormat | None, typer.Option("--format", help="How the letter is set; default: by the ending of --out.")
    ] = None,
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="FILE", help="File to write to; default: the terminal.")
    ] = None,
    json: Json = False,
) -> None:
    """Draft a first letter from a case: what they said, what is offered first, what is asked."""
    from detente.cli.targets import file_of

    file = file_of(out)
    with typed.started() as (wanted, pool):
        from detente.cli.letter import Between, draft_letter

        draft_letter(wanted, pool, Between(sender, to), setting.value if setting else None, file, json)


@letters.command("check")
@run_command()
def letter_check(
    typed: TypedRun,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The letter: text, Markdown or Word (.docx).")],
    sender: Sender = None,
    to: To = None,
    json: Json = False,
) -> None:
    """Say what a letter raises and at which price; exit code 1 if fatal, 3 if dear or a threat, 4 if not judged."""
    with typed.started() as (wanted, pool):
        from detente.cli.letter import Between, check_letter

        check_letter(wanted, pool, file, Between(sender, to), json)


@app.command()
def check(case: CaseName, json: Json = False) -> None:
    """List every fault of a case at once, and what each chapter still lacks."""
    from detente.cli.casework import check_case

    check_case(case, json)


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name or path of the new folder.")],
    chapters: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="CHAPTER,...", help="Write the files of these chapters too; repeatable."),
    ] = None,
) -> None:
    """Write a commented skeleton of a case, ready to be edited."""
    from detente.cli.casework import new_case

    new_case(name, [one.strip() for given in chapters or () for one in given.split(",") if one.strip()])


@app.command()
def convert(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE", help="Folder of Genius, GeniusWeb, NegMAS, NegoLog; a .gmcr file; a .csv of PA-X or CSIS."
        ),
    ],
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="The new folder; or a new .gmcr file, of a case; or a new .csv.")
    ],
    scaling: Annotated[
        ScalingOption, typer.Option(help="Read Genius files as Genius does, or raw, as NegMAS does.")
    ] = (ScalingOption.genius),
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day from which the case is seen; default: today.")
    ] = None,
    json: Json = False,
) -> None:
    """Write a scenario or conflict of another program as a case, a conflict as .gmcr, or a table as a plain one."""
    if Path(source).suffix.lower() == TABLE:
        from detente.cli.history_files import convert_table

        convert_table(Path(source), Path(target), json)
    elif Path(source).suffix.lower() == GMCR:
        from detente.cli.gmcr_files import convert_file

        convert_file(Path(source), target, date, json)
    elif Path(target).suffix.lower() == GMCR:
        from detente.cli.gmcr_files import write_file

        write_file(source, Path(target), json)
    else:
        from detente.cli.conversion import convert_scenario

        convert_scenario(Path(source), target, scaling.value, date, json)


@app.command()
def cases(json: Json = False) -> None:
    """List the bundled cases."""
    from detente.cli.casework import list_cases

    list_cases(json)


@app.command()
def schema(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="case, or the command whose JSON is described.")] = "case",
) -> None:
    """Print a JSON Schema: of a case file (for editors), or of what a command prints with --json."""
    from detente.cli.casework import print_schema

    print_schema(what)


app.command()(serve)

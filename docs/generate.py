"""Write the reference pages of the manual from the program itself; `make docs` runs it, and a test compares.

A page is text made from the case schema, from the help of the commands, from the models of the JSON documents, or
from the columns of the bundled cases. Nothing is written here that the program does not say about itself.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from course_diagrams import course_diagram
from fastapi import FastAPI
from typer.models import ArgumentInfo

from detente.brief.screen_colours import properties
from detente.case import formulas, judgements, patterns
from detente.case.bundled import CASES, bundled
from detente.case.field_docs import Documented, field_docs
from detente.case.json_schema import case_schema
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import CHAPTERS, schemas
from detente.cli.app import app
from detente.cli.documents import VERSIONS
from detente.cli.published_models import models
from detente.findings import Column
from detente.outcomes.table import inputs as inputs_of
from detente.talks.rules.entry_kinds import KINDS
from detente.talks.rules.machines import COURSES
from detente.talks.seats.roster import ROLES
from detente.web.rendering import STATIC
from detente.web.talks_service import json_routes
from detente.worlds import Worlds

REFERENCE = Path(__file__).parent / "reference"
COLOURS = STATIC / "colours.css"  # of the pages of the workbench, from the palette of charts
# What stands below a key that is followed by ids.
CALLED_BELOW = {"when": "HYPOTHESIS", **{key: word for chapter in CHAPTERS for key, word in chapter.ids.items()}}
NOTICE = "<!-- Written by docs/generate.py; `make docs` writes it anew. Change the program, not this page. -->\n\n"
FEW_WORLDS = 16  # the numbers are not used
Schema = Mapping[str, Any]

# Models whose name says little to a reader.
CALLED = {"Which": "pattern", "NotNegative": "judgement of 0 or more"}

# What the short forms of a case are, where the modules that read them do not say it in a table.
PLAIN_FORMS = {
    "Date": "A day, year-month-day: `2021-08-31`.",
    "Effect": "A [judgement](#judgement) of −1 or more, a share of what is so today: −0.3, or `-30%`, is 30 % less.",
    "NotNegative": "A [judgement](#judgement) that is nowhere below 0.",
    "Probability": "A [judgement](#judgement) from 0 to 1. A likelihood word may stand alone, `likely`, and any number "
    "be a percentage, `30%`.",
    "Range": "Two numbers, `[low, high]`, with 0 ≤ low ≤ high.",
    "Quantiles": "Three numbers that rise, `[5 %, 50 %, 95 %]`.",
    "Rate": "A [judgement](#judgement) of 0 or more, a rate a year: 0.05, or `5%`, is 5 % a year.",
    "Sources": "The id of a source, or a list of them.",
    "Text": "Text that is not empty.",
}

CASE_INTRODUCTION = (
    "A case is a folder. Its main file is `case.yaml`; a chapter that needs more has a file of its own beside it. Keys "
    "that are not on this page are refused. [Write a case](../write-a-case.md) explains them one after the other; "
    "`detente schema case` prints the same as a JSON Schema for editors.\n\n"
    "An *id* is a word of lower-case letters, digits and hyphens that starts with a letter. “must” marks the keys that "
    "must be there."
)
JSON_INTRODUCTION = (
    "With `--json` a command prints JSON instead of text. `detente schema COMMAND` prints the JSON Schema of what "
    "COMMAND prints. `meta.schema` names the form, such as `agreement/1`: a key that is removed or renamed raises the "
    "number, a key that is added does not. `detente brief` writes the same document as `result.json`.\n\n"
    "Shares and probabilities are numbers from 0 to 1. A key without a value is `null`."
)
OUTCOMES_INTRODUCTION = (
    "`detente brief` writes `outcomes.csv`: a line a world, what went in first, then what came out. Words in capitals "
    "stand for ids of the case. Yes and no are written as 1 and 0. The file is UTF-8 with a byte-order mark, so that "
    "Excel reads it right."
)
TALKS_HTTP_INTRODUCTION = (
    "What `detente talks serve` answers to programs; [Serve talks](../howto/serve-talks.md) shows its use. "
    "`POST /api/session` and `POST /api/join` give a token, which every other request names: "
    "`Authorization: Bearer TOKEN`. Numbers of entries are those by which the seat that asks knows them. A request "
    'that is refused is answered with `{"error": "why"}`: 401 without a token, 403 where the role may not or the '
    "passphrase is missing, 404 for what is not there or not seen, 409 where the rules do not allow it now, 422 where "
    "it is not well formed, 429 too often, 503 where the record cannot be reached. `/api/openapi.json` describes all "
    "of it to programs, with the roles of each address as `x-roles`."
)

TALKS_INTRODUCTION = (
    "Which entries a [record of talks](../howto/talks.md) takes, and what may follow on what; the "
    "[theory](../theory/rules.md) says why. Nothing binds a party but what is marked so. A diagram is drawn from the "
    "table below it: arrows are entries that lead to another state, entries in italics leave a state as it is."
)
INPUTS_INTRODUCTION = (
    "A judgement that is certain has no column. A name that ends in `!` is a uniform number, from 0 to 1, that decides "
    "whether something happens."
)
PACKAGES_INTRODUCTION = (
    "A package is named by its id in the case, or by what is recommended about it: `most-attainable`, `fairest`, "
    "`best-for`."
)


def pages() -> dict[Path, str]:
    """Return every generated page by its path.

    Raises:
        KeyError: The schema has a form for which this module has no words.
    """
    return {
        REFERENCE / name: NOTICE + text.rstrip() + "\n"
        for name, text in (
            ("case.md", case_page()),
            ("cli.md", cli_page()),
            ("json.md", json_page()),
            ("outcomes.md", outcomes_page()),
            ("talks.md", talks_page()),
            ("talks-http.md", talks_http_page()),
        )
    }


# --- Pieces -------------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def words(name: str) -> str:
    """Return the name of a model as words.

    Example:
        >>> words("CaseFile"), words("Which")
        ('case file', 'pattern')
    """
    return CALLED.get(name) or re.sub("(?<=[a-z])(?=[A-Z])", " ", name).lower()


def anchor(name: str) -> str:
    """Return the anchor of the heading of a model."""
    return words(name).replace(" ", "-")


def kind(schema: Schema) -> str:
    """Say in words which values a JSON Schema allows.

    Example:
        >>> kind({"type": "array", "items": {"type": "number"}})
        'list of numbers'
        >>> kind({"anyOf": [{"type": "string"}, {"type": "null"}]})
        'text'
    """
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{words(name)}](#{anchor(name)})"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(kind(part) for part in schema["anyOf"] if part.get("type") != "null"))
    if schema.get("type") == "array":
        return f"list of {_several(kind(schema.get('items', {})))}"
    if schema.get("type") == "object":
        names = schema.get("propertyNames", {})
        key = kind(names) if "enum" in names else "id" if "pattern" in names else "name"
        body = schema.get("additionalProperties")
        return f"{key} → {kind(body) if isinstance(body, dict) else 'anything'}"
    if schema.get("type") == "string" and "pattern" in schema:
        return "id"
    return {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false"}.get(
        schema.get("type", ""), "anything"
    )


def _several(one: str) -> str:
    plain = {"number": "numbers", "id": "ids", "text": "texts", "whole number": "whole numbers"}
    return plain.get(one, one)


def keys(schema: Schema, needed: str = "must") -> str:
    """Return the keys of an object as a table: key, what may stand there, whether it must be there, what it says."""
    required = schema.get("required", ())
    rows = [
        (f"`{key}`", kind(body), needed if key in required else "", " ".join(body.get("description", "").split()))
        for key, body in schema["properties"].items()
    ]
    return table(("Key", "Value", "", "What it says"), rows)


def described(schema: Schema) -> str:
    """Return the sentence that stands over a model."""
    return " ".join(schema.get("description", "").split())


def rest(doc: str | None) -> str:
    """Return the docstring of a module without its first sentence."""
    return (doc or "").split("\n\n", 1)[1].strip()


# --- Pages --------------------------------------------------------------------------------------------------------


def case_page() -> str:
    """Return the page about the files of a case."""
    parts = ["# The case file", CASE_INTRODUCTION]
    shared: dict[str, Any] = {}
    for file, schema in case_schema(schemas()).items():
        parts += [f"## {file}", described(schema), keys(schema)]
        shared |= schema["$defs"]
    for name, schema in sorted(shared.items(), key=lambda item: words(item[0])):
        if "properties" in schema:
            parts += [f"## {words(name).capitalize()}", described(schema), keys(schema)]
        else:
            parts += [f"## {words(name).capitalize()}", form(name)]
    return "\n\n".join(parts)


def form(name: str) -> str:
    """Say what a short form of a case looks like."""
    documented = {
        "Judgement": judgements,
        "Which": patterns,
        "Consent": formulas,
    }
    of_chapters = {form: says for chapter in CHAPTERS for form, says in chapter.forms().items()}
    text = rest(documented[name].__doc__) if name in documented else (PLAIN_FORMS | of_chapters)[name]
    if name != "Judgement":
        return text
    likely = table(
        ("Likelihood word", "Probability"),
        ((f"`{word}`", f"{low:.2f} to {high:.2f}") for word, (low, high) in judgements.ICD_203.items()),
    )
    worth = table(
        ("Value word", "Points a year, where a case has no table `worths` of its own"),
        ((f"`{word}`", f"{low:g} to {high:g}") for word, (low, high) in judgements.WORTHS.items()),
    )
    notes = table(
        ("Key", "What it says"),
        ((f"`{key}`", " ".join(field_docs(judgements.Judgement)[key].split())) for key in judgements.NOTES),
    )
    return "\n\n".join((text, notes, likely, worth))


def cli_page() -> str:
    """Return the page about the commands."""
    parts = [
        "# The commands",
        str(app.info.help),
        "`detente --version` prints the version; `-h` or `--help` after any command prints its help.",
    ]
    for name, (callback, says) in commands().items():
        rows = list(parameters(callback))
        arguments = [spelled.strip("`") for spelled, _, _, is_option in rows if not is_option]
        usage = " ".join(["detente", name, *(["[OPTIONS]"] if len(arguments) < len(rows) else []), *arguments])
        parts += [f"## detente {name}", says, f"    {usage}"]
        if rows:
            parts.append(table(("", "What it does", "Default"), (row[:3] for row in rows)))
    return "\n\n".join(parts)


def commands() -> Mapping[str, tuple[Callable[..., None], str]]:
    """Return every command by its name, with its help, in the order of `detente --help`."""
    found = {}
    for group in (app, *(part.typer_instance for part in app.registered_groups)):
        assert group is not None
        before = "" if group is app else f"{group.info.name} "
        for info in group.registered_commands:
            assert info.callback is not None
            name = before + (info.name or info.callback.__name__)
            found[name] = info.callback, info.help or inspect.getdoc(info.callback) or ""
    return found


def parameters(callback: Callable[..., None]) -> Iterable[tuple[str, str, str, bool]]:
    """Yield the arguments and options of a command: spelling, help, default, and whether it is an option."""
    hints = get_type_hints(callback, include_extras=True)
    for name, parameter in inspect.signature(callback).parameters.items():
        kind_of, info = hints[name].__args__[0], hints[name].__metadata__[0]
        given = parameter.default is not inspect.Parameter.empty
        default = getattr(parameter.default, "value", parameter.default) if given else "must be given"
        shown = f"`{default}`" if given else str(default)
        if isinstance(info, ArgumentInfo):
            yield f"`{info.metavar or name.upper()}`", str(info.help), shown, False
            continue
        declared = [text for text in (info.default, *(info.param_decls or ())) if isinstance(text, str)]
        spelled = [part for text in declared or [f"--{name}"] for part in text.split("/")]
        values = (
            " or ".join(choices(kind_of))
            or info.metavar
            or {int: "NUMBER", int | None: "NUMBER", Path | None: "FOLDER"}.get(kind_of, "")
        )
        if kind_of is bool:
            shown = f"`{spelled[0]}`" if default else ""
        text = ", ".join(f"`{part}`" for part in spelled) + (f" {values}" if values else "")
        yield text, str(info.help), "" if default is None else shown, True


def choices(kind_of: Any) -> Sequence[str]:
    """Return the words among which an option lets one choose; none if it takes something else."""
    if isinstance(kind_of, type) and issubclass(kind_of, Enum):
        return [str(choice.value) for choice in kind_of]
    return [word for kind in (kind_of, *get_args(kind_of)) if get_origin(kind) is Literal for word in get_args(kind)]


def json_page() -> str:
    """Return the page about the JSON of the commands."""
    parts = ["# The JSON of the commands", JSON_INTRODUCTION]
    shared: dict[str, Any] = {}
    for name, model in models().items():
        schema = model.model_json_schema(by_alias=True, schema_generator=Documented)
        also = " and result.json" if name == "brief" else ""
        parts += [
            f"## detente {name.replace('-', ' ')} --json{also}",
            f"`{name}/{VERSIONS[name]}`. {described(schema)}",
            keys(schema, "always"),
        ]
        shared |= schema.get("$defs", {})
    for name, schema in sorted(shared.items()):
        parts += [f"## {words(name).capitalize()}", described(schema), keys(schema, "always")]
    return "\n\n".join(parts)


# --- Talks --------------------------------------------------------------------------------------------------------


def talks_page() -> str:
    """Return the page about kinds of entries of a record and what may follow on what, from the tables that hold it."""
    parts = ["# Entries of talks", TALKS_INTRODUCTION, "## Kinds"]
    rows = []
    for one in KINDS.values():
        body = "; ".join(f"`{f.name}`: {f.form}{'' if f.must else ', if any'}" for f in one.fields)
        rows.append((f"`{one.kind}`", one.says, ", ".join(one.roles), "binds" if one.binds else "", body))
    parts.append(table(("Kind", "What it says", "Who", "", "Body"), rows))
    for course, steps in COURSES.items():
        lines = [(one.state or "–", f"`{one.kind}`", one.then, one.only_if) for one in steps]
        drawn = course_diagram(course, steps)
        parts += [f"## The course of a {course}", drawn, table(("Before", "Entry", "After", "Only if"), lines)]
    return "\n\n".join(parts)


def talks_http_page() -> str:
    """Return the page about talks as JSON over HTTP, from the description that the service gives of itself."""
    app = FastAPI()
    app.include_router(json_routes.ROUTER)
    rows = []
    for path, ways in app.openapi()["paths"].items():
        for method, said in ways.items():
            roles = said.get("x-roles")
            who = "who has no token yet" if roles is None else "all" if len(roles) == len(ROLES) else ", ".join(roles)
            says = said.get("description") or f"Make an entry: {said['summary']}."
            rows.append((f"`{method.upper()} {path}`", " ".join(says.split()), who))
    parts = ["# Talks as JSON", TALKS_HTTP_INTRODUCTION, table(("Address", "What it does", "Who"), rows)]
    return "\n\n".join(parts)


# --- The table of worlds ------------------------------------------------------------------------------------------


def outcomes_page() -> str:
    """Return the page about the columns of `outcomes.csv`."""
    inputs: dict[str, tuple[str, ...]] = {}
    for case, column in _inputs():
        pattern, ids = pattern_of(case, column)
        row = (f"`{pattern}`", column.kind, column.unit, generic(column.description, ids))
        if inputs.setdefault(pattern, row) != row:
            raise ValueError(f"two meanings of {pattern}: {inputs[pattern]} and {row}")
    outcomes = [(f"`{f.name}`", f.kind, f.unit, f.says) for chapter in CHAPTERS for f in chapter.columns]
    head = ("Column", "Type", "Unit", "What it says")
    parts = ["# The columns of outcomes.csv", OUTCOMES_INTRODUCTION]
    parts += ["## What went in", INPUTS_INTRODUCTION, table(head, inputs.values())]
    parts += ["## What came out", PACKAGES_INTRODUCTION, table(head, outcomes)]
    return "\n\n".join(parts)


def _inputs() -> Iterable[tuple[Case, Column]]:
    """Yield the bundled cases with the columns of what goes in."""
    for name in bundled():
        case = read(CASES / name, schemas())
        yield from ((case, column) for column in inputs_of(Worlds(case, size=FEW_WORLDS, seed=1)))


def pattern_of(case: Case, column: Column) -> tuple[str, dict[str, str]]:
    """Which pattern does the path of a judgement follow, and which word stands for which of its ids?"""
    event = "!" if column.name.endswith("!") else ""
    section, *ids = column.name.removesuffix("!").split("/")
    if section == "policies":
        path = "/".join(ids[2:])
        return f"policies/POLICY/shifts/PATH{event}", {
            f"policies/{ids[0]}/shifts/{path}": "policies/POLICY/shifts/PATH"
        }
    if not ids:
        return column.name, {}
    named = [_step(case, section, steps) for steps in (ids[: n + 1] for n in range(len(ids)))]
    pattern = "/".join([section, *named])
    return pattern + event, {column.name.removesuffix("!"): pattern}


def _step(case: Case, section: str, steps: Sequence[str]) -> str:
    """What is the last of these steps of a path?"""
    step = steps[-1]
    if len(steps) > 1 and steps[-2] in CALLED_BELOW:
        return CALLED_BELOW[steps[-2]]
    if len(steps) == 1:
        if section in case.parts:
            return step
        return "LINKAGE" if section == "linkages" else "PARTY"
    if steps[-2] in case.parties and step in case.parties:  # what one party thinks of another
        return "OTHER"
    of_chapter = next((chapter for chapter in CHAPTERS if chapter.name == section), None)
    if of_chapter is not None and of_chapter.ids:  # where an issue and an id of the chapter may have one name
        return step
    if step in case.issues and steps[-2] not in case.issues:
        return "ISSUE"
    return "OPTION" if steps[-2] in case.issues else step


def generic(text: str, ids: Mapping[str, str]) -> str:
    """Put the words for ids in place of the ids themselves.

    Example:
        >>> generic("value of the package freeze to us", {"freeze": "PACKAGE", "us": "PARTY"})
        'value of the package PACKAGE to PARTY'
    """
    for name, word in ids.items():
        text = re.sub(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])", word, text)
    return text


def main() -> None:
    """Write the pages."""
    REFERENCE.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    COLOURS.write_text(properties(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

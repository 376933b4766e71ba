"""The reference pages are what the program says about itself today, and leave nothing out."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from detente.case.bundled import bundled
from detente.case.json_schema import case_schema
from detente.chapters import schemas
from detente.cli.published_models import models
from detente.outcomes.table import inputs
from detente.worlds import Worlds
from tests.docs.manual import DOCS
from tests.sharing import bundled_case


@pytest.mark.parametrize("name", ["case.md", "cli.md", "json.md", "outcomes.md"])
def test_generated_page_is_current(generated: dict[str, str], name: str) -> None:
    text = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert text == generated[name], f"docs/reference/{name} is stale: run `make docs`"


def test_no_page_of_the_reference_is_written_by_hand(generated: dict[str, str]) -> None:
    by_mkdocstrings = {"api.md"}  # whose text is in the docstrings; a test of the public interface holds its names
    assert {path.name for path in (DOCS / "reference").iterdir()} - by_mkdocstrings == set(generated)


def keys_of(schema: Any) -> Iterator[str]:
    """Yield every key that a JSON Schema knows, wherever it stands."""
    if isinstance(schema, list):
        for item in schema:
            yield from keys_of(item)
    elif isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"]
        for item in schema.values():
            yield from keys_of(item)


def test_every_key_of_a_case_is_in_the_reference(generated: dict[str, str]) -> None:
    keys = set(keys_of(case_schema(schemas())))  # with those of the short forms that it names
    assert len(keys) > 60
    assert not sorted(key for key in keys if key not in generated["case.md"])


def test_every_key_of_every_document_is_in_the_reference(generated: dict[str, str]) -> None:
    for name, model in models().items():
        keys = set(keys_of(model.model_json_schema(by_alias=True)))
        assert not sorted(key for key in keys if f"`{key}`" not in generated["json.md"]), name


def test_every_key_says_something(generated: dict[str, str]) -> None:
    for name in ("case.md", "json.md"):
        rows = [line for line in generated[name].splitlines() if line.startswith("| `")]
        assert rows
        assert not [row for row in rows if not row.split("|")[-2].strip()], name


def test_every_command_and_option_is_in_the_reference(generate: ModuleType, generated: dict[str, str]) -> None:
    assert {"brief", "agreement", "check", "new", "cases", "schema"} <= set(generate.commands())
    for name, (callback, says) in generate.commands().items():
        assert f"## detente {name}\n\n{says}\n" in generated["cli.md"]
        assert says
        rows = list(generate.parameters(callback))
        assert len(rows) == len(inspect.signature(callback).parameters)
        for spelled, help_text, *_ in rows:
            assert spelled in generated["cli.md"]
            assert help_text in generated["cli.md"]
    assert "| `--engine` ENGINE |" in generated["cli.md"]
    assert "| `--scaling` genius or raw |" in generated["cli.md"]


@pytest.mark.parametrize("name", bundled())
def test_every_input_is_in_the_reference(generate: ModuleType, generated: dict[str, str], name: str) -> None:
    case = bundled_case(name)
    for column in inputs(Worlds(case, size=16, seed=2)):
        pattern, _ = generate.pattern_of(case, column)
        assert f"| `{pattern}` | {column.kind} |" in generated["outcomes.md"], column.name

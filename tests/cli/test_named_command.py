"""Of all commands only the one that was named is made, and it is the same as among the others."""

from __future__ import annotations

from typing import Any

import pytest
import typer
from typer.main import get_command

from detente.cli.app import app
from detente.cli.named_command import named


def told(command: Any) -> tuple[Any, ...]:
    """What a command says of itself: help, options, and the same of its own commands."""
    options = [(one.name, tuple(one.opts), repr(one.default)) for one in command.params]
    return command.name, command.help, options, [told(one) for one in getattr(command, "commands", {}).values()]


def parts(of: typer.Typer) -> dict[str, tuple[Any, ...]]:
    """Name → what a command or group of commands says of itself."""
    command: Any = get_command(of)
    return {name: told(one) for name, one in command.commands.items()}


EVERY = parts(app)


@pytest.mark.parametrize("name", EVERY)
def test_every_command_is_the_same_alone(name: str) -> None:
    assert parts(named(app, [name, "--help"])) == {name: EVERY[name]}


@pytest.mark.parametrize("typed", [[], ["--help"], ["-V"], ["breif"]])
def test_all_are_made_where_none_of_them_is_named(typed: list[str]) -> None:
    assert named(app, typed) is app

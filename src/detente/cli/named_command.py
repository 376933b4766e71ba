"""The command that was named, without the others: to make them all takes longer than to load Typer."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import typer
from typer.main import get_command_name


def named(app: typer.Typer, typed: Sequence[str]) -> typer.Typer:
    """Return an application that has only the command, or the group of commands, that was named.

    Args:
        app: All commands.
        typed: What was typed behind the name of the program.

    Returns:
        All commands where nothing was named, or something that is not there: then they are listed, or the nearest told.

    Example:
        >>> from detente.cli.app import app
        >>> [command.callback.__name__ for command in named(app, ["brief", "--help"]).registered_commands]
        ['brief']
    """
    if not typed:
        return app
    commands = [one for one in app.registered_commands if _name(one) == typed[0]]
    groups = [one for one in app.registered_groups if one.typer_instance and one.typer_instance.info.name == typed[0]]
    if not commands and not groups:
        return app
    alone = copy(app)
    alone.registered_commands, alone.registered_groups = commands, groups
    return alone


def _name(command: typer.models.CommandInfo) -> str | None:
    return command.name or (None if command.callback is None else get_command_name(command.callback.__name__))

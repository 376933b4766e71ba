"""Commands whose options are said by chapters: their signatures, made from the contracts. Loads nothing heavy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Annotated, Any

import typer

from detente.chapters.options import CommandOption

Run = Callable[..., None]


def annotated(option: CommandOption) -> Any:
    """Return the type of a parameter of Typer for an option."""
    limits: dict[str, Any] = {"min": option.least, "max": option.most} if option.kind == "number" else {}
    declared = typer.Option(option.spelled, metavar=option.metavar, help=option.says, **limits)
    kind: Any = {"text": str, "texts": list[str], "number": int}[option.kind]
    return Annotated[kind | None, declared]


def with_options(run: Run, options: Iterable[CommandOption], without: Collection[str] = ()) -> Run:
    """Return a command with some options in the place of its `**options`.

    Args:
        run: The command; it has a parameter `**options`, by which it is handed what was given.
        options: The options.
        without: Parameters of the command that have a default and are no options of this one.

    Example:
        >>> def shout(case: str, **options: str) -> None: ...
        >>> option = CommandOption("until", "Up to this day.", "DATE")
        >>> list(inspect.signature(with_options(shout, [option])).parameters)
        ['case', 'until']
    """
    signature = inspect.signature(run, eval_str=True)
    given = [p for p in signature.parameters.values() if p.name not in without]
    own = [p for p in given if p.kind is not inspect.Parameter.VAR_KEYWORD]
    added = [
        inspect.Parameter(o.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotated(o))
        for o in options
    ]
    positional = [p for p in own if p.kind is not inspect.Parameter.KEYWORD_ONLY]
    rest = [p for p in own if p.kind is inspect.Parameter.KEYWORD_ONLY]

    def command(*args: Any, **typed: Any) -> None:
        run(*args, **typed)

    parameters = [*positional, *added, *rest]
    hints: Mapping[str, Any] = {p.name: p.annotation for p in parameters}
    command.__name__, command.__doc__ = run.__name__, run.__doc__
    command.__annotations__ = {**hints, "return": None}
    command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return command

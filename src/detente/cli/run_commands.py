"""Commands that run a case: the options that all share, those of chapters, and their own. Loads nothing heavy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer
from typer.models import ArgumentInfo

from detente.chapters.options import CommandOption
from detente.cli.common_options import CaseName, Changed, EngineOption, Jobs, NumberOfWorlds, Quiet, Seed

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from detente.cli.settings import Settings

Command = Callable[..., None]


@dataclass(frozen=True)
class TypedRun:
    """What was typed for a run of a case, before any of it is looked at.

    Attributes:
        given: Name of a parameter → what was typed, or its default.
    """

    given: Mapping[str, Any]

    @property
    def case(self) -> str:
        """The bundled case or folder that was named."""
        return str(self.given["case"])

    @contextmanager
    def started(self, every: bool = False, only: str | None = None) -> Iterator[tuple[Settings, Executor | None]]:
        """Check what was typed, start helpers, and yield the settings of the run and the helpers, if there are any.

        Args:
            every: Whether the run is one of all chapters.
            only: The chapter that is wanted, if it is one alone.
        """
        from detente.cli.settings import helpers, settings

        wanted = settings(**self.given)
        with helpers(wanted, every, only) as pool:
            yield wanted, pool


def _shared(
    case: CaseName,
    worlds: NumberOfWorlds = 2000,
    seed: Seed = 1,
    jobs: Jobs = None,
    engine: EngineOption = None,
    changed: Changed = None,
    quiet: Quiet = False,
) -> None:
    """Hold the parameters that every command of this kind has."""


SHARED = inspect.signature(_shared, eval_str=True).parameters


def annotated(option: CommandOption) -> Any:
    """Return the type of a parameter of Typer for an option."""
    limits: dict[str, Any] = {"min": option.least, "max": option.most} if option.kind == "number" else {}
    declared = typer.Option(option.spelled, metavar=option.metavar, help=option.says, **limits)
    kind: Any = {"text": str, "texts": list[str], "number": int}[option.kind]
    return Annotated[kind | None, declared]


def run_command(options: Iterable[CommandOption] = (), without: Collection[str] = ()) -> Callable[[Command], Command]:
    """Return a decorator by which a function becomes a command that runs a case.

    Its first parameter is handed what was typed for the run; the others are its own. One that is called like a shared
    parameter declares it anew.

    Args:
        options: Options of chapters, which go into the settings of the run.
        without: Parameters of the function that have a default and are no options of this command.

    Example:
        >>> def shout(typed: TypedRun, loud: bool = False) -> None: ...
        >>> option = CommandOption("until", "Up to this day.", "DATE")
        >>> list(inspect.signature(run_command([option])(shout)).parameters)
        ['case', 'loud', 'worlds', 'seed', 'jobs', 'engine', 'changed', 'until', 'quiet']
    """
    added = [
        inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotated(one))
        for one in options
    ]

    def decorate(run: Command) -> Command:
        _, *declared = inspect.signature(run, eval_str=True).parameters.values()
        own = {one.name: one for one in declared if one.name not in without and one.name not in SHARED}
        case, *shared, quiet = ({**SHARED, **{p.name: p for p in declared if p.name in SHARED}}).values()
        named = [one for one in own.values() if _is_argument(one)]
        rest = [one for one in own.values() if one not in named]
        first = [one for one in rest if one.kind is not inspect.Parameter.KEYWORD_ONLY]
        last = [one for one in rest if one.kind is inspect.Parameter.KEYWORD_ONLY]

        def command(**typed: Any) -> None:
            mine = {name: typed.pop(name) for name in own}
            run(TypedRun(typed), **mine)

        ordered = [case, *named, *first, *shared, *added, *last, quiet]
        parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in ordered]
        command.__name__, command.__doc__ = run.__name__, run.__doc__
        command.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": None}
        command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return command

    return decorate


def _is_argument(parameter: inspect.Parameter) -> bool:
    return any(isinstance(one, ArgumentInfo) for one in get_args(parameter.annotation))

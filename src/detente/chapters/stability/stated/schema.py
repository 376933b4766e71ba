"""The section `conflict` of `stability.yaml`: a graph model stated directly, instead of worked out from a package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from detente.case.base import Frozen, Id, OrderMatters, Shorthand, refuse
from detente.case.judgements import AnyJudgement
from detente.case.schema import Ids, Named, Text
from detente.chapters.stability.stated.statements import AnyStatement
from detente.chapters.stability.stated.states import AnyStates, parse

NO_YES = ("N", "Y")
MOST_LEVELS = 100
Direction = Literal["both", "forward", "back"]


def _ladder(raw: Any) -> Any:
    """Spell out a number of levels as their names, which are numbers then."""
    counted = isinstance(raw, int) and not isinstance(raw, bool) and raw <= MOST_LEVELS
    return [str(n) for n in range(raw)] if counted else raw


def _rung(raw: Any) -> Any:
    return raw if isinstance(raw, list | tuple) else [raw]


def _preference(raw: Any) -> Any:
    return {"ranking": raw} if isinstance(raw, list) else raw


LevelNames = Annotated[
    tuple[str, ...], Field(strict=False, min_length=2, max_length=MOST_LEVELS), Shorthand(_ladder, "Levels", alone=True)
]
TiedStates = Annotated[tuple[AnyStates, ...], Field(strict=False), Shorthand(_rung, "Tied", alone=True)]
Pair = Annotated[tuple[AnyStates, ...], Field(strict=False, min_length=2, max_length=2)]
CoalitionEntry = Annotated[tuple[AnyStates, ...], Field(strict=False, min_length=1)]
WAYS = ("ranking", "statements", "values")


class ConflictOption(Frozen):
    """Something that a decision maker can do or leave. A bare name is short for an option that is taken or not."""

    name: Text
    """Name as it should be printed."""
    levels: LevelNames = NO_YES
    """Names of its levels in order, or how many it has; without it, not taken (N) or taken (Y)."""
    direction: Direction = "both"
    """Where it can be moved. forward: what is done cannot be undone; back: it can only be given up."""
    jumps: bool = True
    """Whether it can be moved by several levels at once; if not, a level at a time."""


class Preferences(Frozen):
    """What a decision maker would rather have, in one of three ways. A bare list is short for a ranking."""

    ranking: Annotated[tuple[TiedStates, ...], Field(strict=False)] | None = None
    """The states from best to worst; a list within the list is a tie, and so are the states of a pattern."""
    statements: Annotated[tuple[AnyStatement, ...], Field(strict=False)] | None = None
    """What it would like to be so, most important first: of two states the better one is that in which the first
    statement that tells them apart holds (option prioritisation)."""
    values: dict[str, AnyJudgement] | None = None
    """State or pattern → how much it is worth, drawn anew in every world; higher is better."""
    greatly: Annotated[tuple[Pair, ...], Field(strict=False)] = ()
    """Pairs of states or patterns: the first is preferred greatly to the second, and so is whatever is no worse than
    the first to whatever is no better than the second."""
    unknown: Annotated[tuple[CoalitionEntry, ...], Field(strict=False)] = ()
    """Lists of states or patterns: of any two states of one list nobody knows which it prefers."""

    @model_validator(mode="after")
    def _one_way(self) -> Preferences:
        ways = [name for name in WAYS if getattr(self, name) is not None]
        if len(ways) != 1:
            refuse(" and ".join(ways) or "none of them", f"one of {', '.join(WAYS)}")
        for text in self.values or ():
            parse(text, ("values", text))
        return self


class ConflictPart(Frozen):
    """Who can do what, what cannot be, and what each would rather have."""

    decision_makers: Annotated[dict[Id, Ids], OrderMatters, Field(min_length=1)]
    """Party → the options that it controls; each of several parties that control an option can move it alone."""
    options: Annotated[dict[Id, Annotated[ConflictOption, Named]], OrderMatters, Field(min_length=1)]
    """The options, in the order in which states are written."""
    infeasible: Annotated[tuple[AnyStates, ...], Field(strict=False)] = ()
    """States that cannot be."""
    preferences: dict[Id, Annotated[Preferences, Shorthand(_preference, "Ranking")]] = Field(default_factory=dict)
    """Party → what it would rather have; every decision maker needs one."""
    status_quo: AnyStates | None = None
    """The state in which things are; without it, nothing is said about ways from there."""
    misperceptions: dict[Id, Annotated[tuple[AnyStates, ...], Field(strict=False)]] = Field(default_factory=dict)
    """Party → states that can be, but that it takes for impossible."""
    coalitions: Annotated[tuple[Ids, ...], Field(strict=False)] = ()
    """Parties that may act together; without any, every coalition is looked at."""

    @cached_property
    def ladders(self) -> Mapping[str, tuple[str, ...]]:
        """Option → names of its levels, in the order in which states are written."""
        return {option: body.levels for option, body in self.options.items()}

    def lacks(self) -> Iterator[str]:
        """Yield what the conflict still lacks before it can be analysed.

        Yields:
            A line for each thing.
        """
        for party in self.decision_makers:
            if party not in self.preferences:
                yield f"stability.yaml → conflict → preferences → {party}: what it would rather have"

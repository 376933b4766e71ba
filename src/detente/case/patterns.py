"""Patterns: which options of which issues a linkage, rule, scope or consent clause speaks of.

| form | meaning |
|---|---|
| `exercises: end` | that option |
| `exercises: [suspend, end]` | any of them |
| `exercises: {at_least: suspend}` | that option or a later one of the ladder |
| `exercises: {at_most: suspend}` | that option or an earlier one, the status quo included |
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from detente.case.base import Frozen, Id, Shorthand, refuse
from detente.case.faults import nearest, shown

EXPECTED = "an option, a list of options, {at_least: option} or {at_most: option}"


class Which(Frozen):
    """The options of one issue that a pattern means."""

    options: tuple[str, ...] = ()
    """Options named one by one."""
    at_least: str | None = None
    """This option or a later one of the ladder."""
    at_most: str | None = None
    """This option or an earlier one of the ladder."""

    @property
    def named(self) -> tuple[str, ...]:
        """Every option that the pattern names."""
        return tuple(o for o in (*self.options, self.at_least, self.at_most) if o is not None)

    def of(self, ladder: Sequence[str]) -> frozenset[str]:
        """Return the options of a ladder that are meant.

        Args:
            ladder: The options of the issue in order; holds every option that is named.

        Returns:
            The options that are meant.

        Example:
            >>> sorted(Which(at_least="b").of(["a", "b", "c"]))
            ['b', 'c']
        """
        if self.at_least is not None:
            return frozenset(ladder[ladder.index(self.at_least) :])
        if self.at_most is not None:
            return frozenset(ladder[: ladder.index(self.at_most) + 1])
        return frozenset(self.options)


def parse(raw: Any) -> Which:
    """Return the options that a value of a case file names.

    Args:
        raw: One of the forms of this module.

    Returns:
        The options, by name or by their place on the ladder.

    Raises:
        PydanticCustomError: The value is none of the forms.

    Example:
        >>> parse(["suspend", "end"]).options
        ('suspend', 'end')
    """
    match raw:
        case Which():
            return raw
        case str():
            return Which(options=(raw,))
        case [_, *_] if all(isinstance(option, str) for option in raw):
            return Which(options=tuple(raw))
        case {"at_least": str(option)} if len(raw) == 1:
            return Which(at_least=option)
        case {"at_most": str(option)} if len(raw) == 1:
            return Which(at_most=option)
    odd = next(iter(raw), None) if isinstance(raw, dict) else None
    return refuse(shown(raw), EXPECTED, None if odd is None else nearest(odd, ("at_least", "at_most")))


AnyWhich = Annotated[Which, Shorthand(parse, "Which", alone=True)]
Pattern = dict[Id, AnyWhich]

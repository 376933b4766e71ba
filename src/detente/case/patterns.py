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

from pydantic import BeforeValidator, WithJsonSchema

from detente.case.base import Frozen, Id, refuse
from detente.case.faults import shown

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
        """Which options of this ladder are meant?

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
    """Read one of the forms above."""
    if isinstance(raw, Which):
        return raw
    if isinstance(raw, str):
        return Which(options=(raw,))
    if isinstance(raw, list) and raw and all(isinstance(option, str) for option in raw):
        return Which(options=tuple(raw))
    if isinstance(raw, dict) and len(raw) == 1:
        ((key, option),) = raw.items()
        if key in {"at_least", "at_most"} and isinstance(option, str):
            return Which(**{key: option})
    refuse(shown(raw), EXPECTED)


_OPTION = {"type": "string"}
AnyWhich = Annotated[
    Which,
    BeforeValidator(parse),
    WithJsonSchema(
        {
            "description": EXPECTED,
            "anyOf": [
                _OPTION,
                {"type": "array", "items": _OPTION, "minItems": 1},
                {"type": "object", "properties": {"at_least": _OPTION}, "required": ["at_least"], "maxProperties": 1},
                {"type": "object", "properties": {"at_most": _OPTION}, "required": ["at_most"], "maxProperties": 1},
            ],
        }
    ),
]
Pattern = dict[Id, AnyWhich]

"""Preference statements as text, such as `if strike then not (blockade or N-Y)`.

| written | meaning |
|---|---|
| `strike`, `strike = N`, `blockade = 2` | an option is taken; it stands so |
| `NYN`, `N-Y` | the options stand so, in the order of the case |
| `not …`, `… and …`, `… or …`, brackets | logic |
| `if … then …` | where the first holds, the second holds too |
| `… iff …` | both hold, or neither |
"""

from __future__ import annotations

from typing import Any

from detente.case.language.grammar_kit import Language

GRAMMAR = r"""
?start: statement
?statement: IF both THEN both -> implied
          | both
?both: any [IFF any] -> equal
?any: all (OR all)*
?all: part (AND part)*
?part: NOT part -> opposite
     | OPTION [EQUALS LEVEL] -> option
     | STATES -> states
     | "(" statement ")" -> bracketed

IF.3: /if\b(?!-)/
THEN.3: /then\b(?!-)/
IFF.4: /iff\b(?!-)/
OR.3: /or\b(?!-)/
AND.3: /and\b(?!-)/
NOT.3: /not\b(?!-)/
EQUALS: "="
LEVEL.1: /[NYny](?![\w-])|\d+|[a-z][a-z0-9-]*/
OPTION.2: /[a-z][a-z0-9-]*/
STATES: /(?=-|[^()\s]*[NY0-9])([NYny0-9-]|\(\d+\))+/
%ignore /\s+/
"""

WORDS = {
    "OPTION": "an option",
    "STATES": "states such as N-Y",
    "NOT": "not",
    "IF": "if",
    "LPAR": "an opening bracket",
    "EQUALS": "= and a level",
    "LEVEL": "Y, N, a number or the name of a level",
    "THEN": "then",
    "IFF": "iff",
    "AND": "and",
    "OR": "or",
    "RPAR": "a closing bracket",
}


class _StatementBuilder:
    """Builds the form that the same statement has as a structure, with its depth beside it."""

    def option(self, found: list[Any]) -> tuple[Any, int]:
        return {str(found[0]): str(found[-1]) if len(found) > 1 else "Y"}, 0

    def states(self, found: list[Any]) -> tuple[Any, int]:
        return str(found[0]), 0

    def opposite(self, found: list[Any]) -> tuple[Any, int]:
        form, depth = found[-1]
        return {"not": form}, depth + 1

    def bracketed(self, found: list[Any]) -> tuple[Any, int]:
        form, depth = found[0]
        return form, depth + 1

    def implied(self, found: list[Any]) -> tuple[Any, int]:
        parts = _parts(found)
        return {"if": parts[0][0], "then": parts[1][0]}, 1 + max(depth for _, depth in parts)

    def equal(self, found: list[Any]) -> tuple[Any, int]:
        return self._joined("iff", found)

    def any(self, found: list[Any]) -> tuple[Any, int]:
        return self._joined("any", found)

    def all(self, found: list[Any]) -> tuple[Any, int]:
        return self._joined("all", found)

    def _joined(self, how: str, found: list[Any]) -> tuple[Any, int]:
        parts = _parts(found)
        if len(parts) == 1:
            return parts[0]
        return {how: [form for form, _ in parts]}, 1 + max(depth for _, depth in parts)


def _parts(found: list[Any]) -> list[tuple[Any, int]]:
    return [part for part in found if isinstance(part, tuple)]


STATEMENTS: Language[tuple[Any, int]] = Language(GRAMMAR, _StatementBuilder, WORDS, lambda found: found[1])


def statement_form(text: str) -> Any:
    """Return a statement that is written as text in the form that it has as a structure.

    Raises:
        MisreadError: It is none.

    Example:
        >>> statement_form("if strike then not (blockade = N or N-Y)")
        {'if': {'strike': 'Y'}, 'then': {'not': {'any': [{'blockade': 'N'}, 'N-Y']}}}
    """
    return STATEMENTS.read(text)[0]

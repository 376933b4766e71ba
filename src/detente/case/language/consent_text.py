"""Consents as text: who must agree, in words such as `us and at_least(2, uk, france, not_object(china))`.

| written | meaning |
|---|---|
| `china` | China accepts |
| `not_object(china)` | China accepts or abstains |
| `… and …`, `… or …`, brackets | all, or any, of the parts hold |
| `at_least(2, …, …)` | at least two of the parts hold |
"""

from __future__ import annotations

from typing import Any

from detente.case.language.grammar_kit import Language

GRAMMAR = r"""
?start: any
?any: all (OR all)*
?all: part (AND part)*
?part: PARTY -> party
     | NOT_OBJECT "(" PARTY ")" -> abstains
     | AT_LEAST "(" COUNT ("," any)+ ")" -> some
     | "(" any ")" -> bracketed

OR.3: /or\b(?!-)/
AND.3: /and\b(?!-)/
NOT_OBJECT.3: /not_object\b/
AT_LEAST.3: /at_least\b/
COUNT: /\d+/
PARTY: /[a-z][a-z0-9-]*/
%ignore /\s+/
"""

WORDS = {
    "PARTY": "a party",
    "NOT_OBJECT": "not_object(party)",
    "AT_LEAST": "at_least(number, …)",
    "LPAR": "an opening bracket",
    "COUNT": "a number",
    "AND": "and",
    "OR": "or",
    "COMMA": "a comma",
    "RPAR": "a closing bracket",
}


class _ConsentBuilder:
    """Builds the form that the same consent has as a structure, with its depth beside it."""

    def party(self, found: list[Any]) -> tuple[Any, int]:
        return str(found[0]), 0

    def abstains(self, found: list[Any]) -> tuple[Any, int]:
        return {"not_object": str(found[1])}, 1

    def some(self, found: list[Any]) -> tuple[Any, int]:
        _, count, *parts = found
        return {"at_least": int(count), "of": [form for form, _ in parts]}, 1 + _deepest(parts)

    def bracketed(self, found: list[Any]) -> tuple[Any, int]:
        form, depth = found[0]
        return form, depth + 1

    def any(self, found: list[Any]) -> tuple[Any, int]:
        parts = [part for part in found if isinstance(part, tuple)]
        return {"any": [form for form, _ in parts]}, 1 + _deepest(parts)

    def all(self, found: list[Any]) -> tuple[Any, int]:
        parts = [part for part in found if isinstance(part, tuple)]
        return {"all": [form for form, _ in parts]}, 1 + _deepest(parts)


def _deepest(parts: list[tuple[Any, int]]) -> int:
    return max(depth for _, depth in parts)


CONSENTS: Language[tuple[Any, int]] = Language(GRAMMAR, _ConsentBuilder, WORDS, lambda found: found[1])


def consent_form(text: str) -> Any:
    """Return a consent that is written as text in the form that it has as a structure.

    Raises:
        MisreadError: It is none.

    Example:
        >>> consent_form("us and at_least(1, uk, not_object(france))")
        {'all': ['us', {'at_least': 1, 'of': ['uk', {'not_object': 'france'}]}]}
    """
    return CONSENTS.read(text)[0]

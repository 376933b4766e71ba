"""Canonical bytes: one value of JSON is one sequence of bytes, that of RFC 8785 [Rundgren2020].

Keys are printable ASCII, numbers are whole and within ±(2⁵³ − 1). Within these limits what Python writes with keys in
order and without spaces is what the RFC asks for, so that no number is ever written in two ways.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LARGEST = 2**53 - 1  # what every reader of JSON knows exactly
DEEPEST = 32
LONGEST = 2**20  # bytes of one text


class NotCanonicalError(ValueError):
    """A value that has no canonical bytes, or bytes that are not those of their value; the message says why."""


def canonical(value: Any) -> bytes:
    r"""Return the canonical bytes of a value of JSON.

    Raises:
        NotCanonicalError: It has none: a number with a fraction, a key that is not printable ASCII, half a character,
            more than 32 levels, or more than 1 MiB.

    Example:
        >>> canonical({"to": "kp", "text": "é", "n": 1})
        b'{"n":1,"text":"\xc3\xa9","to":"kp"}'
    """
    _check(value, 0, "")
    try:
        raw = _written(value)
    except UnicodeEncodeError as error:
        raise NotCanonicalError(f"half a character (U+{ord(error.object[error.start]):04X}) in a text") from None
    if len(raw) > LONGEST:
        raise NotCanonicalError(f"{len(raw):,} bytes; at most {LONGEST:,}")
    return raw


def parsed(raw: bytes) -> Any:
    """Return the value whose canonical bytes these are.

    Raises:
        NotCanonicalError: They are those of no value.
    """
    if len(raw) > LONGEST:
        raise NotCanonicalError(f"{len(raw):,} bytes; at most {LONGEST:,}")
    try:
        value = _READER.decode(raw.decode())
        again = _written(value)
    except NotCanonicalError:
        raise
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or half a character
        raise NotCanonicalError(f"no canonical JSON: {error}") from None
    if again != raw:
        at = next((k for k, (a, b) in enumerate(zip(again, raw, strict=False)) if a != b), min(len(again), len(raw)))
        raise NotCanonicalError(f"byte {at} is not canonical: order, spaces, escapes, or a key twice")
    _check(value, 0, "")
    return value


def _written(value: Any) -> bytes:
    return _WRITER.encode(value).encode()


def _no_fraction(said: str) -> Any:
    raise NotCanonicalError(f"the number {said}: a fraction is written as text")


_READER = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction)
_WRITER = json.JSONEncoder(  # what goes round in circles is refused before, by its depth
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False
)


def _check(value: Any, depth: int, at: str) -> None:
    """Refuse what has no canonical form, or more than one."""
    if depth > DEEPEST:
        raise NotCanonicalError(f"more than {DEEPEST} levels")
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return
    if kind is int:
        if abs(value) > LARGEST:
            raise NotCanonicalError(f"{at or 'the value'}: the number {value} is beyond ±(2^53 − 1)")
    elif kind is dict or kind is list:
        if kind is dict:
            _check_keys(value, at)
        for key, inner in value.items() if kind is dict else enumerate(value):
            if type(inner) is not str:
                _check(inner, depth + 1, f"{at}{key} → ")
    else:
        raise NotCanonicalError(
            f"{at.removesuffix(' → ') or 'the value'}: {value!r} is none of text, whole number, true, false, null, "
            "list, mapping"
        )


def _check_keys(value: dict[Any, Any], at: str) -> None:
    for key in value:
        if type(key) is not str or not key.isascii() or not key.isprintable():
            raise NotCanonicalError(f"{at}{key!r}: a key is printable ASCII")


def plain(value: Any) -> Any:
    """Return a value with tuples as lists and mappings as dictionaries, as JSON has them."""
    kind = type(value)
    if kind is str or kind is int:
        return value
    if kind is dict or isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value

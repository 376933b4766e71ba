"""Numbers as text, compiled: as `%.6g` writes them. Names that end with `_at` are places of arrays in memory."""

from __future__ import annotations

from typing import Any

from numba import carray, njit

from detente.compiled.marked import BYTES, COUNT, FLAGS, FLOATS, INTS, entry

DIGITS = 6
COMMA, DOT, MINUS, ZERO = 44, 46, 45, 48  # in ASCII
UNSURE = 1e-9  # so near the middle between two numbers of six digits, rounding may have decided; it errs by 1.2e-10


@entry(COUNT, COUNT, COUNT, FLOATS, BYTES, INTS, FLAGS)
def write_rows(columns: int, rows: int, room: int, values_at: Any, text_at: Any, ends_at: Any, left_at: Any) -> None:
    """Write the numbers of each row, a comma between two.

    Args:
        columns: How many numbers a row has.
        rows: How many rows there are.
        room: Bytes that there is room for, 16 for each number.
        values_at: (columns, rows): the numbers.
        text_at: (room), written: one row behind the other.
        ends_at: (rows), written: where each row ends.
        left_at: (rows, columns), written: what is left to others, with `%.6g` in its place: what has an exponent or is
            not a number, zero with a sign, and what lies in the middle between two numbers of six digits.
    """
    values, text = carray(values_at, (columns, rows)), carray(text_at, (room,))
    ends, left = carray(ends_at, (rows,)), carray(left_at, (rows, columns))
    at = 0
    for row in range(rows):
        for column in range(columns):
            if column:
                text[at] = COMMA
                at += 1
            start, at = at, _write(values[column, row], text, at)
            left[row, column] = at == start
            if at == start:
                text[at], text[at + 1], text[at + 2], text[at + 3] = 37, DOT, ZERO + DIGITS, 103
                at += 4
        ends[row] = at


@njit(error_model="numpy")
def _write(value: float, text: Any, at: int) -> int:
    """Write a number, and return where its text ends; where it begins if that is left to others."""
    if value == 0.0 and 1.0 / value > 0:
        text[at] = ZERO
        return at + 1
    size = abs(value)
    if not 1e-4 <= size < 1e6:
        return at
    exponent, scale, limit = DIGITS - 1, 1.0, 1e5  # of the first digit; what makes six digits of it; 10 to the exponent
    while exponent > 0 and size < limit:
        exponent, scale, limit = exponent - 1, scale * 10.0, limit / 10.0  # powers of ten up to 1e9 are exact
    while size * scale < 99999.9999:  # and so is what is less than one
        exponent, scale = exponent - 1, scale * 10.0
    scaled = size * scale
    number = int(scaled)
    over = scaled - number
    if abs(over - 0.5) < UNSURE:
        return at
    number += over > 0.5
    if number == 1000000:
        number, exponent = 100000, exponent + 1
        if exponent == DIGITS:
            return at
    if value < 0:
        text[at] = MINUS
        at += 1
    return _write_digits(number, exponent, text, at)


@njit(error_model="numpy")
def _write_digits(number: int, exponent: int, text: Any, at: int) -> int:
    """Write a number of six digits as one whose first digit has a given exponent; zeros at its end fall away."""
    last = DIGITS
    while last > max(exponent + 1, 1) and number % 10 == 0:
        number, last = number // 10, last - 1
    point = exponent + 1  # digits before it
    if point <= 0:
        text[at], text[at + 1] = ZERO, DOT
        at += 2
        for _ in range(-point):
            text[at] = ZERO
            at += 1
    end = at + last + (0 < point < last)
    place = end
    for digit in range(last - 1, -1, -1):
        if 0 < digit + 1 == point < last:
            place -= 1
            text[place] = DOT
        place -= 1
        text[place] = ZERO + number % 10
        number //= 10
    return end

"""Sound cases with something changed, as a slip of the pen, an odd number or a broken disk would change them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

Files = Mapping[str, str]
Change = Callable[[str, random.Random], str]
NUMBER = re.compile(r"(?<![\w.#-])-?\d+(?:\.\d+)?(?:e-?\d+)?(?![\w.:-])")
DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
RANGE = re.compile(r"\[-?[\d.]+, *-?[\d.]+\]|\{low: [^{}]*?high: -?[\d.]+")
WORD = re.compile(r"[a-z][a-z-]{2,}")
KEY = re.compile(r"(?m)^( *)([\w-]+):(.*)$")


def _words(text: str) -> list[str]:
    return text.split()


NUMBERS = _words("""
    0 1 -1 .5 2 -0.0 1e-300 4.94e-324 1e-12 1e-9 0.999999999 1.0001 1e3 1e6 1e9 1e12 -1e12 1e15 1e100 1e308 1e999 -1e999
    .nan .inf 0x10 1_000 1e \u0661 99999999999999999999 600 12000 1e5
""")
DATES = _words("""
    0001-01-01 9999-12-31 9999-12-01 1583-01-01 1900-02-28 2024-02-29 2023-02-29 2021-13-01 2021-08-31 0000-01-01
    10000-01-01 2021-8-3 1970-01-01
""")
RANGES = _words("""
    [0,0] [1,1] [0,1] [-1e12,1e12] [1e-300,1e-9] [0,1e-300] [1,0] [1e11,1e12] [0] [-1e-9,1e-9] [0.999999,1]
    [1e308,1.7e308] [0,0,0,0] [] [100,1e6]
""")
VALUES = _words("""
    null '' [] {} true no 0 [[]] [{}] {a:1} 2021-08-31 *a ? >- ~ "\\U0010ffff" "\\ud800" "\\e[31m" "two\\nlines"
    \u00e9 \u202e
""")
VALUES += ["!!str 1", "x" * 300, "|\n      text", "{a: {b: {c: 1}}}"]
SCRAPS = [*"{}[]:,-?&*!|>'\"%@`#\n\t ~\\", "\n  ", ": ", "- ", "---\n", "...\n", "<<: "]
SCRAPS += ["\x85", "\ufeff", "\x00", "\x9b"]


def mutant(files: Files, rng: random.Random) -> dict[str, str]:
    """Return the files with one to three things changed."""
    found = dict(files)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        name = rng.choices(sorted(found), weights=[len(found[n]) + 1 for n in sorted(found)])[0]
        found[name] = rng.choices(CHANGES, weights=WEIGHTS)[0](found[name], rng)
    if len(found) > 1 and rng.random() < FILE_LOST:
        found.pop(rng.choice(sorted(found)))
    return found


def _in_place(pattern: re.Pattern[str], values: list[str]) -> Change:
    """Return a change of something that a pattern finds to one of some values."""

    def change(text: str, rng: random.Random) -> str:
        places = [*pattern.finditer(text)]
        if not places:
            return _scrap(text, rng)
        place = rng.choice(places)
        return text[: place.start()] + rng.choice(values) + text[place.end() :]

    return change


def _value(text: str, rng: random.Random) -> str:
    places = [*KEY.finditer(text)]
    if not places:
        return _scrap(text, rng)
    place = rng.choice(places)
    return text[: place.start(3)] + " " + rng.choice(VALUES) + text[place.end(3) :]


def _lines(text: str, rng: random.Random) -> str:
    """Lose a line or what stands below it, have it twice, or move it."""
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    at = rng.randrange(len(lines))
    depth = len(lines[at]) - len(lines[at].lstrip(" "))
    end = next((n for n in range(at + 1, len(lines)) if len(lines[n]) - len(lines[n].lstrip(" ")) <= depth), len(lines))
    block, to = lines[at:end], rng.randrange(len(lines) + 1)
    match rng.randrange(6):
        case 0:
            del lines[at]
        case 1:
            del lines[at:end]
        case 2:
            del lines[at + 1 : end]
        case 3:
            lines[at:at] = block
        case 4:
            lines[to:to] = block
        case _:
            lines[at] = lines[at][rng.randrange(1, 4) :]
    return "".join(lines)


def _word(text: str, rng: random.Random) -> str:
    """Misspell a word, or put another word of the file in its place."""
    places = [*WORD.finditer(text)]
    if not places:
        return _scrap(text, rng)
    place = rng.choice(places)
    old = place.group()
    cut = rng.randrange(len(old))
    new = rng.choice([rng.choice(places).group(), old[:cut] + old[cut + 1 :], old + "s", old.upper()])
    return text[: place.start()] + str(new) + text[place.end() :]


def _scrap(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) + 1)
    end = start + rng.choice([0, 0, 1, 2, 5, 40])
    return f"{text[:start]}{rng.choice(SCRAPS)}{text[end:]}"


def _cut(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


IN_PLACE = tuple(_in_place(*pair) for pair in ((NUMBER, NUMBERS), (DATE, DATES), (RANGE, RANGES)))
CHANGES: tuple[Change, ...] = (*IN_PLACE, _value, _lines, _word, _scrap, _cut)
WEIGHTS = (10, 2, 4, 2, 4, 4, 1, 0.2)
FILE_LOST = 0.02

"""Colours stand out from the page, and from each other for everybody.

The simulation is that of [Machado2009] for eyes that lack one kind of cone; distances are Euclidean in CIELAB.
"""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from detente.arrays import Floats
from detente.brief.palette import BACKDROP, COLOURS, INK, MUTED, PAGE, SHADES, hues
from detente.brief.screen_colours import DARK_COLOURS, DARK_SHADES, OF_CHARTS, OF_PAGES, properties
from detente.web.rendering import STATIC

EYES = {
    "all": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
WHITE = np.array([0.95047, 1.0, 1.08883])
APART, TEXT, MARK = 25, 4.5, 3  # distance in CIELAB; contrast of text and of marks


def linear(colour: str) -> Floats:
    """Return a colour as linear red, green and blue."""
    parts = np.array([int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2, from 1 to 21."""
    light = sorted(float(linear(colour) @ XYZ[1]) for colour in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def seen(colour: str, eye: str) -> Floats:
    """Return a colour as an eye sees it, in CIELAB."""
    light = np.clip(np.array(EYES[eye]) @ linear(colour), 0, 1)
    scaled = np.array(XYZ) @ light / WHITE
    bent = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def test_the_sums_are_those_that_are_published() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#E69F00", "#ffffff") == pytest.approx(2.25, abs=0.01)
    assert seen("#ffffff", "all") == pytest.approx([100, 0, 0], abs=0.02)


@pytest.mark.parametrize("colour", [*COLOURS, BACKDROP, SHADES[-1]])
def test_every_mark_stands_out_from_the_page(colour: str) -> None:
    assert contrast(colour, PAGE) >= MARK


def test_words_can_be_read() -> None:
    assert min(contrast(INK, PAGE), contrast(MUTED, PAGE), contrast(SHADES[-1], PAGE)) >= TEXT
    for shade in SHADES[:3]:
        assert contrast(INK, shade) >= TEXT


@pytest.mark.parametrize("eye", EYES)
def test_any_two_colours_stay_apart(eye: str) -> None:
    for one, other in combinations(COLOURS, 2):
        assert np.linalg.norm(seen(one, eye) - seen(other, eye)) >= APART, (one, other)


def test_dark_colours_stand_out_from_a_dark_page_and_stay_apart() -> None:
    page = OF_CHARTS["card"][1]
    for colour in (*DARK_COLOURS, OF_CHARTS["backdrop"][1], DARK_SHADES[-1]):
        assert contrast(colour, page) >= MARK, colour
    for name in ("ink", "muted"):
        assert contrast(OF_CHARTS[name][1], page) >= TEXT
    for n, shade in enumerate(DARK_SHADES):
        assert contrast(OF_CHARTS["ink" if n < 2 else "card"][1], shade) >= TEXT
    for eye in EYES:
        for one, other in combinations(DARK_COLOURS, 2):
            assert np.linalg.norm(seen(one, eye) - seen(other, eye)) >= APART, (one, other)


def test_pages_have_the_colours_of_charts() -> None:
    assert (STATIC / "colours.css").read_text(encoding="utf-8") == properties(), "run `make docs`"
    own = "".join((STATIC / name).read_text(encoding="utf-8") for name in ("workbench.css", "talks.css"))
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", own)) <= {"#fff", "#000"}  # black on white, for paper
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", own)) <= {*OF_CHARTS, *OF_PAGES, "text", "plain"}


def test_a_party_has_its_colour_in_every_chart_and_no_other_series_has_it() -> None:
    parties = ("United States", "North Korea", "South Korea")
    assert hues(["North Korea", "United States"], parties=parties) == [COLOURS[1], COLOURS[0]]
    assert hues(["North Korea believes", "North Korea needs"], parties=parties) == [COLOURS[1]] * 2
    mixed = hues(["on the calendar", "United States and North Korea", "South Korea"], "on the calendar", parties)
    assert mixed == [BACKDROP, COLOURS[0], COLOURS[2]]
    assert hues(["one", "two"]) == list(COLOURS[:2])
    many = tuple(f"Party {n}" for n in range(8))
    assert hues(many, parties=many) == [*COLOURS, *COLOURS[:2]]


@pytest.mark.parametrize("n", [0, 1], ids=["light", "dark"])
def test_words_of_pages_can_be_read(n: int) -> None:
    both = {name: pair[n] for name, pair in {**OF_CHARTS, **OF_PAGES}.items()}
    grounds = [(words, ground) for words in ("ink", "muted", "accent") for ground in ("ground", "card")]
    for words, ground in (*grounds, ("on-accent", "accent"), ("stale", "stale-ground"), ("ink", "warn-ground")):
        assert contrast(both[words], both[ground]) >= TEXT, (words, ground)

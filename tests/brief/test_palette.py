"""Colours stand out from the page, and from each other for everybody.

The simulation is that of [Machado2009] for eyes that lack one kind of cone; distances are Euclidean in CIELAB.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from detente.arrays import Floats
from detente.brief.palette import BACKDROP, COLOURS, INK, MUTED, PAGE, SHADES

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

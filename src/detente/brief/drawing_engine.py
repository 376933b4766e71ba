"""The drawing engine: Vega-Lite through vl-convert, which fetches nothing, with the fonts that it brings along.

It measures every text, to see how much room that takes. A font of this machine it would open for each letter again,
which takes longer than drawing, and charts would depend on which fonts a machine has.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

FONTS = "FONTCONFIG_FILE"  # the variable that says where fonts are looked for
OWN = Path(__file__).with_name("fonts.conf")
Engine = Callable[[dict[str, Any]], str]


@cache
def engine() -> Engine:
    """Return what turns a specification into SVG text; the first call starts it, which takes a while."""
    import vl_convert

    with _own_fonts():  # which are found when it first measures a text
        vl_convert.vegalite_to_svg({"data": {"values": [{}]}, "mark": {"type": "text", "text": "a"}})
    started: Engine = vl_convert.vegalite_to_svg
    return started


@contextmanager
def _own_fonts() -> Iterator[None]:
    """Have fonts looked for where there are none; what the user has set is there again afterwards."""
    before = os.environ.get(FONTS)
    os.environ[FONTS] = str(OWN)
    try:
        yield
    finally:
        if before is None:
            del os.environ[FONTS]
        else:
            os.environ[FONTS] = before

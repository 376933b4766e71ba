"""Charts drawn by Vega itself, through vl-convert, which brings along the fonts that it measures texts by."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

FONTS = "FONTCONFIG_FILE"  # the variable that says where fonts are looked for
NONE = Path(__file__).with_name("fonts.conf")


@cache
def drawn(spec: str) -> str:
    """Return the SVG of a Vega-Lite specification, which is JSON."""
    import vl_convert

    before = os.environ.get(FONTS)
    os.environ[FONTS] = str(NONE)  # fonts are found when it first measures a text
    try:
        found: Any = vl_convert.vegalite_to_svg(spec)
    finally:
        if before is None:
            del os.environ[FONTS]
        else:
            os.environ[FONTS] = before
    return str(found)

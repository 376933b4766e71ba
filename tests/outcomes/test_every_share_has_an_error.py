"""Whatever a report calls a share of worlds has its error of sampling beside it."""

from __future__ import annotations

import re

SHARES = re.compile(
    r"^(Not needed now|.{0,40}\b(share|shares) (in which|of (all |the |those |these )*worlds|with)|.{0,20}P\()", re.S
)

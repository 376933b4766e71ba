"""Special functions of SciPy, loaded without what nobody uses.

SciPy's layer over NumPy copies every name that NumPy has, and NumPy loads two of its packages when their names are
asked for: its compiler of Fortran and its helpers for tests, a third of the time that `scipy.special` takes to load.
While it is loaded, something else stands in their place.
"""

from __future__ import annotations

import numpy as np

__all__ = ["ndtr", "ndtri"]

_UNUSED = [name for name in ("f2py", "testing") if name not in vars(np)]
for _name in _UNUSED:
    setattr(np, _name, None)
try:
    from scipy.special import ndtr, ndtri
finally:
    for _name in _UNUSED:
        delattr(np, _name)

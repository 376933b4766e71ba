"""Special functions are those of SciPy, and what is left out while they load is there afterwards."""

from __future__ import annotations

import subprocess
import sys

import scipy.special

from detente.worlds import special_functions

ASKED = """
import sys
import detente.worlds.special_functions
assert "numpy.f2py" not in sys.modules and "numpy.testing" not in sys.modules
import numpy as np
np.testing.assert_equal(np.f2py.__name__, "numpy.f2py")
"""


def test_they_are_those_of_scipy() -> None:
    for name in special_functions.__all__:
        assert getattr(special_functions, name) is getattr(scipy.special, name)


def test_numpy_is_whole_afterwards() -> None:
    subprocess.run([sys.executable, "-c", ASKED], check=True)

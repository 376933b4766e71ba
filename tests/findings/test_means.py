"""Means over worlds as the fields of a report."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.bundled import locate
from detente.case.read import read
from detente.findings.means import means
from detente.worlds import Worlds


def test_each_field_has_its_mean_and_its_error() -> None:
    worlds = Worlds(read(locate("orange"), {}), size=40, seed=1)
    found = means(worlds, {"number": np.arange(40.0), "often": np.arange(40) < 10})
    assert (found["number"], found["often"]) == (pytest.approx(19.5), pytest.approx(0.25))
    for name, ends in found["errors"].items():
        assert ends.low < found[name] < ends.high

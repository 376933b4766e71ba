"""Columns of agreement about demands and vetoes, beside the prices in its report."""

from __future__ import annotations

import numpy as np
import pytest

from detente.chapters.agreement.result import Agreement
from tests.sharing import found_in


@pytest.mark.parametrize("name", ["gerd-2021", "korea-2021"])
def test_demands_and_vetoes_of_columns_are_those_of_the_prices(name: str) -> None:
    found = found_in(name).results["agreement"]
    assert isinstance(found, Agreement)
    column = {c.name: c.values for c in found.columns()}
    share = found.worlds.share
    for price in found.demands:
        held, free = (column[f"agreement.any_{how}[{price.issue},{price.option}]"] for how in ("with", "without"))
        assert (share(held), share(free)) == (price.required, price.forbidden)
        np.testing.assert_array_equal(held | free, column["agreement.any"])
    for veto in found.vetoes:
        if not veto.needed:
            left = column[f"agreement.any_if_asked[{veto.name}]"]
            assert share(column["agreement.any"]) - share(left) == pytest.approx(veto.price, abs=1e-12)
            assert not (left & ~column["agreement.any"]).any()

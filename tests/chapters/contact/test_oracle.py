"""Networks and ladders against the plain checks of the formulas."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chapters.contact import made
from tests.oracles import contact as oracle

NEAR = {"abs": 1e-12, "rel": 1e-9}


@settings(max_examples=60, deadline=None)
@given(made.networks(), made.messages(), st.lists(st.sampled_from((0.0, 1.0, 7.0)), min_size=1, max_size=2))
def test_reliability_is_that_of_all_states(net: Any, sent: Any, later: list[float]) -> None:
    nets = [net, *({**net, "channels": slower(net, hours)} for hours in later)]
    found = made.reliability(nets, sent)
    assert found == pytest.approx([oracle.reliability(each, sent) for each in nets], **NEAR)


def slower(net: Any, hours: float) -> dict[str, Any]:
    return {
        name: {**said, "latency": said["latency"] + hours, "up": said["up"] ** 2}
        for name, said in net["channels"].items()
    }


def test_a_network_of_sixteen_channels() -> None:
    """Every channel is uncertain, and all paths share some."""
    net = made.grid(3, 4, up=0.8)
    assert len(net["channels"]) == 17
    net["channels"].pop("c16")
    sent = made.message(deadline=6.0, hops=6)
    assert made.reliability([net], sent)[0] == pytest.approx(oracle.reliability(net, sent), **NEAR)

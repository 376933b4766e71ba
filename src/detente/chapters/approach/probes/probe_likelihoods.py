"""How likely each outcome of a probe is, in a block of worlds; of a question, by what is true there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.agreement import in_force
from detente.chapters.approach.probes.probe_values import Probe
from detente.chapters.approach.schema import EVENTS, ApproachFile, ProbeForm, ProbeQuestion, stated
from detente.worlds import Draws


def rate_of_one_off(part: ApproachFile) -> str:
    """Return the path of the yearly rate at which one-off points count as a yearly flow.

    Args:
        part: The `approach.yaml` of the case.

    Returns:
        The path of `one_off`, or of `waiting` where the case does not state it.
    """
    return "approach/waiting" if part.one_off is None else "approach/one_off"


def drawn_probe(name: str, form: ProbeForm, draws: Draws) -> Probe:
    """Return a probe as it is judged in each world of a block; effects and cost are points a year.

    Args:
        name: Its id.
        form: What the case says of it.
        draws: The block.
    """
    path, none = f"approach/probes/{name}", np.zeros(draws.size)
    yearly = draws.value(rate_of_one_off(draws.case.parts["approach"]))
    effects = [
        none if body.effect is None else draws.value(f"{path}/outcomes/{outcome}/effect")
        for outcome, body in form.outcomes.items()
    ]
    likelihood = _of_no_question(path, form, draws) if form.asks is None else answers(path, form, form.asks, draws)
    return Probe(
        likelihood, np.array(effects) * yearly, draws.value(f"{path}/cost") * yearly, draws.value(f"{path}/months")
    )


def _of_no_question(path: str, form: ProbeForm, draws: Draws) -> Floats:
    at = f"{path}/outcomes"
    rows = [_by_explanation(f"{at}/{o}/likelihoods", body.likelihoods, draws) for o, body in form.outcomes.items()]
    found = np.array(rows)
    return np.asarray(found / found.sum(axis=0))


def answers(path: str, form: ProbeForm, asks: ProbeQuestion, draws: Draws) -> Floats:
    """Return array (outcomes, explanations, worlds): how likely each outcome of a question is.

    Args:
        path: Where the probe stands.
        form: What the case says of it.
        asks: What is asked.
        draws: The block.
    """
    case = draws.case
    true = np.array([holding(asks, draws.supposing(explanation)) for explanation in case.explanations])
    silent = {
        o: _by_explanation(f"{path}/outcomes/{o}/likelihoods", body.likelihoods, draws)
        for o, body in form.outcomes.items()
        if body.says is None
    }
    total = np.sum([np.zeros(true.shape), *silent.values()], axis=0)
    silent = {o: values / np.maximum(total, 1.0) for o, values in silent.items()}
    left = 1 - np.minimum(total, 1.0)
    told = np.zeros(true.shape)
    if asks.strategic:
        told = _by_explanation(f"{path}/asks/strategic", asks.strategic, draws)
    rows: list[Floats] = []
    for outcome, body in form.outcomes.items():
        if body.says is None:
            rows.append(silent[outcome])
        else:
            rows.append(left * ((1 - told) * (true == (body.says == "holds")) + told * (body.says == asks.claims)))
    return np.array(rows)


def holding(asks: ProbeQuestion, draws: Draws) -> Bools:
    """In which worlds of a block does what is asked about hold?"""
    if asks.path.split("/")[0] in EVENTS:
        return draws.happens(asks.path)
    assert asks.at_least is not None  # the schema asks for it
    return np.asarray(in_force(draws, asks.path) >= asks.at_least)


def raises(name: str, form: ProbeForm, draws: Draws) -> Floats:
    """Return array (outcomes, worlds): what each outcome multiplies the odds by that the other side engages."""
    at, one = f"approach/probes/{name}/outcomes", np.ones(draws.size)
    outcomes = form.outcomes.items()
    return np.array([one if body.raises is None else draws.value(f"{at}/{o}/raises") for o, body in outcomes])


def _by_explanation(path: str, named: Mapping[str, object], draws: Draws) -> Floats:
    """Return array (explanations, worlds): what is stated for each explanation, or for those that stand for it."""
    case = draws.case
    return np.array([draws.value(f"{path}/{stated(case, e, named.keys())}") for e in case.explanations])

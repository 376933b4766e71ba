"""What pyAgrum says about influence diagrams; run as a process of its own, since it warns while it is imported."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any


def meu(problem: dict[str, Any], observed: str) -> float:
    """The largest expected utility if nothing, the outcome of the probe, or the hypothesis itself is seen."""
    gum = importlib.import_module("pyagrum")  # not above: it crashes where warnings are errors, as in pytest
    prior, payoff, likelihood = (problem[key] for key in ("belief", "payoff", "likelihood"))
    diagram = gum.InfluenceDiagram()
    hypothesis = diagram.addChanceNode(gum.LabelizedVariable("h", "", len(prior)))
    outcome = diagram.addChanceNode(gum.LabelizedVariable("o", "", len(likelihood)))
    decision = diagram.addDecisionNode(gum.LabelizedVariable("d", "", len(payoff)))
    utility = diagram.addUtilityNode(gum.LabelizedVariable("u", "", 1))
    diagram.addArc(hypothesis, outcome)
    diagram.addArc(hypothesis, utility)
    diagram.addArc(decision, utility)
    if observed != "nothing":
        diagram.addArc({"outcome": outcome, "hypothesis": hypothesis}[observed], decision)
    diagram.cpt(hypothesis).fillWith(prior)
    for h in range(len(prior)):
        diagram.cpt(outcome)[{"h": h}] = [row[h] for row in likelihood]
        for d in range(len(payoff)):
            diagram.utility(utility)[{"h": h, "d": d}] = payoff[d][h]
    inference = gum.ShaferShenoyLIMIDInference(diagram)
    inference.makeInference()
    return float(inference.MEU()["mean"])


def main() -> None:
    """Read problems from the standard input, print the three values of each."""
    problems = json.load(sys.stdin)
    seen = ("nothing", "outcome", "hypothesis")
    print(json.dumps([[meu(problem, observed) for observed in seen] for problem in problems]))


if __name__ == "__main__":
    main()

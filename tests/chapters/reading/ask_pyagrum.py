"""Ask pyAgrum what to believe: a program of its own that reads problems as JSON and prints posteriors.

Every problem becomes a Bayesian network with what nobody sees as nodes of its own: whether the event happened, whether
the report says anything of it, whether the letter arrived, whether its recipient ever replies.
"""

from __future__ import annotations

import importlib
import json
import math
import sys
from typing import Any


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def filled(made: Any, stated: dict[str, float], names: list[str]) -> list[float]:
    """Return a likelihood for every explanation, by the rules of the manual."""
    plain = [h for h in made["priors"] if h not in made["all_of"]]
    known = {h: stated[h] if h in stated else stated["otherwise"] for h in plain}
    for h in names:
        if h in made["all_of"]:
            known[h] = stated[h] if h in stated else mean([known[m] for m in made["all_of"][h]])
        elif h == "rest":
            known[h] = stated[h] if h in stated else mean([known[m] for m in plain])
    return [known[h] for h in names]


class Network:
    """A Bayesian network that grows around one node for the explanation."""

    def __init__(self, gum: Any, made: Any) -> None:
        self.gum, self.made, self.net = gum, made, gum.BayesNet()
        self.seen: dict[str, int] = {}
        self.names = [*made["priors"], *(["rest"] if made["rest"] else [])]
        self.plain = [h for h in made["priors"] if h not in made["all_of"]]
        priors = list(made["priors"].values())
        priors += [1 - sum(priors)] if made["rest"] else []
        self.net.add(gum.LabelizedVariable("H", "H", len(self.names)))
        self.net.cpt("H").fillWith([p / sum(priors) for p in priors])

    def node(self, name: str, parents: list[str]) -> Any:
        self.net.add(self.gum.LabelizedVariable(name, name, 2))
        for parent in parents:
            self.net.addArc(parent, name)
        return self.net.cpt(name)

    def item(self, n: int, item: Any) -> None:
        likelihood = filled(self.made, item["likelihoods"], self.names)
        event, last = self.node(f"E{n}", ["H"]), f"E{n}"
        for h, p in enumerate(likelihood):
            event[{"H": h}] = [1 - p, p]
        if "hit" in item:
            report = self.node(f"R{n}", [last])
            for happened, p in enumerate((item["false_alarm"], item["hit"])):
                report[{last: happened}] = [1 - p, p]
            likelihood = [item["hit"] * p + item["false_alarm"] * (1 - p) for p in likelihood]
            last = f"R{n}"
        if "rho" in item:
            self.node(f"G{n}", []).fillWith([1 - item["rho"], item["rho"]])
            base = mean([likelihood[self.names.index(h)] for h in self.plain])
            said = self.node(f"S{n}", [last, f"G{n}"])
            for truth in (0, 1):
                said[{last: truth, f"G{n}": 1}] = [1 - truth, truth]
                said[{last: truth, f"G{n}": 0}] = [1 - base, base]
            last = f"S{n}"
        self.seen[last] = 1

    def silence(self, n: int, silence: Any) -> None:
        if self.plain != self.names:  # of a combination or a rest only the mean of the others is known
            quiet = filled(self.made, {h: silent_given(silence, h) for h in self.plain}, self.names)
            reply = self.node(f"Q{n}", ["H"])
            for h, p in enumerate(quiet):
                reply[{"H": h}] = [p, 1 - p]
        else:
            self.node(f"D{n}", []).fillWith([1 - silence["delivered"], silence["delivered"]])
            ever = self.node(f"W{n}", ["H"])
            reply = self.node(f"Q{n}", ["H", f"D{n}", f"W{n}"])
            for h, name in enumerate(self.names):
                ever[{"H": h}] = [1 - silence["replies"][name], silence["replies"][name]]
                stays = math.exp(-silence["hazards"][name] * silence["months"])
                for arrived, would in ((0, 0), (0, 1), (1, 0), (1, 1)):
                    p = stays if arrived and would else 1.0
                    reply[{"H": h, f"D{n}": arrived, f"W{n}": would}] = [p, 1 - p]
        self.seen[f"Q{n}"] = 0


def posterior(gum: Any, made: Any) -> dict[str, float]:
    network = Network(gum, made)
    for n, item in enumerate(made["items"]):
        network.item(n, item)
    for n, silence in enumerate(made["silences"]):
        network.silence(n, silence)
    engine = gum.LazyPropagation(network.net)
    engine.setEvidence(network.seen)
    engine.makeInference()
    return dict(zip(network.names, (float(p) for p in engine.posterior("H").tolist()), strict=True))


def silent_given(silence: Any, h: str) -> float:
    stays = math.exp(-silence["hazards"][h] * silence["months"])
    return float(1 - silence["delivered"] * silence["replies"][h] * (1 - stays))


if __name__ == "__main__":
    pyagrum = importlib.import_module("pyagrum")
    print(json.dumps([posterior(pyagrum, made) for made in json.load(sys.stdin)]))

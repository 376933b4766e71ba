"""The formulas of the chapter `reading`, one world at a time, in plain Python.

A problem is plain data: `priors` hypothesis → number, `all_of` combination → hypotheses, `rest` yes or no; `items`,
each with `likelihoods`, or `commitment` (kept or broken, by `kept` of the problem), and perhaps `hit` and
`false_alarm`, and `rho`; `silences`, each with `delivered`, `replies`, `hazards`, `months` outstanding, `answers` (how
many), and `contents` (likelihoods of what each answer said).

    P(kept | h) = c_h;   P(broken | h) = 1 − c_h
    L'_h = hit·P(e|h) + false·(1 − P(e|h));   L'_h = ρ·L_h + (1 − ρ)·mean over hypotheses of L
    no reply for t:  1 − a·π_h·(1 − e^{−λ_h t});   replies after t:  a·π_h·λ_h^n·e^{−λ_h t}·Π P(content | h)
    posterior_h ∝ prior_h · Π L'_h;   rest = 1 − Σ priors, all scaled to add up to 1 where that is below 0
    weight ∝ Σ_h prior_h · Π L'_h;   true: the first h for which u ≤ posterior_1 + … + posterior_h

Several subjects are several problems, each with a uniform of its own: beliefs, weights and likelihoods multiply.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Numbers = dict[str, float]
Problem = Mapping[str, Any]


def simple(problem: Problem) -> list[str]:
    """Hypotheses that combine no others."""
    return [h for h in problem["priors"] if h not in problem["all_of"]]


def explanations(problem: Problem) -> list[str]:
    return [*problem["priors"], *(["rest"] if problem["rest"] else [])]


def priors(problem: Problem) -> Numbers:
    stated: Numbers = dict(problem["priors"])
    if problem["rest"]:
        stated["rest"] = max(0.0, 1 - sum(stated.values()))
    total = sum(stated.values())
    return {h: p / total for h, p in stated.items()}


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def spread(problem: Problem, stated: Mapping[str, float]) -> Numbers:
    """A likelihood for every explanation: as stated, else otherwise, else the mean of what is combined, or of all."""
    found = {h: stated.get(h, stated.get("otherwise", math.nan)) for h in simple(problem)}
    everything = mean(list(found.values()))
    for h in problem["all_of"]:
        found[h] = stated.get(h, mean([found[member] for member in problem["all_of"][h]]))
    if problem["rest"]:
        found["rest"] = stated.get("rest", everything)
    return found


def item(problem: Problem, said: Mapping[str, Any]) -> Numbers:
    found = spread(problem, problem["kept"] if "commitment" in said else said["likelihoods"])
    if said.get("commitment") == "broken":
        found = {h: 1 - p for h, p in found.items()}
    if "hit" in said:
        found = {h: said["hit"] * p + said["false_alarm"] * (1 - p) for h, p in found.items()}
    if "rho" in said:
        middle = mean([found[h] for h in simple(problem)])
        found = {h: said["rho"] * p + (1 - said["rho"]) * middle for h, p in found.items()}
    return found


def silence(problem: Problem, said: Mapping[str, Any]) -> Numbers:
    found = {}
    for h in simple(problem):
        ever, rate = (said[key].get(h, said[key].get("otherwise")) for key in ("replies", "hazards"))
        stays = math.exp(-rate * said["months"])
        if said["answers"]:
            found[h] = said["delivered"] * ever * rate ** said["answers"] * stays
        else:
            found[h] = 1 - said["delivered"] * ever * (1 - stays)
    total = spread(problem, found)
    for content in said["contents"]:
        told = spread(problem, content)
        total = {h: total[h] * told[h] for h in total}
    return total


def pieces(problem: Problem) -> list[Numbers]:
    return [item(problem, said) for said in problem["items"]] + [silence(problem, s) for s in problem["silences"]]


def joint(problem: Problem) -> Numbers:
    """Prior times the likelihood of everything seen."""
    found = priors(problem)
    for likelihood in pieces(problem):
        found = {h: found[h] * likelihood[h] for h in found}
    return found


def posterior(problem: Problem) -> Numbers:
    found = joint(problem)
    total = sum(found.values())
    return {h: p / total for h, p in found.items()}


def weight(problem: Problem) -> float:
    """How likely everything seen was, whatever is true."""
    return sum(joint(problem).values())


def true(problem: Problem, u: float) -> str:
    """Which explanation is true where its uniform is u."""
    upto, last = 0.0, ""
    for h, belief in posterior(problem).items():
        if belief > 0:
            upto, last = upto + belief, h
            if u <= upto:
                return h
    return last


def together(problems: Mapping[str, Problem]) -> dict[tuple[str, ...], float]:
    """Belief in each joint explanation, one of each subject."""
    found: dict[tuple[str, ...], float] = {(): 1.0}
    for problem in problems.values():
        found = {(*known, h): p * belief for known, p in found.items() for h, belief in posterior(problem).items()}
    return found


def weights(problems: Mapping[str, Problem]) -> float:
    """How likely everything seen of all subjects was."""
    return math.prod(weight(problem) for problem in problems.values())


def likely(
    problems: Mapping[str, Problem], true_ones: Mapping[str, str], stated: Mapping[str, Mapping[str, float]]
) -> float:
    """How likely something is where these are true, given what is stated of some subjects."""
    return math.prod(spread(problems[s], told)[true_ones[s]] for s, told in stated.items())

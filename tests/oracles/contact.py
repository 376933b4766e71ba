"""The formulas of the chapter `contact`, one world at a time: every state of a network is looked at.

A network is plain data: `posts` name → `party`, `level` (0 to 3), `staffed`; `channels` name → `ends`, `one_way`, `up`
(the probability that it is up), `latency`, `hours`, `authority` (0 to 3). A message has `sender`, `receiver`, `level`,
`deadline` and `hops`.

    R = Σ over all states of lines, duties and posts, P(state) · [some way meets the deadline within so many channels]
    g solves the linear system  g_r = w_r + u_r g_{r+1} + d_r g_{r-1} + (1 − w_r − u_r − d_r) g_r,  g_0 = 0, g_{n+1} = 1
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import Any

import numpy as np

Net = Mapping[str, Any]
State = Mapping[str, Any]


def events(net: Net) -> dict[str, float]:
    """Everything that can be up or down, with its probability."""
    found = {f"line {c}": said["up"] for c, said in net["channels"].items()}
    found |= {f"duty {c}": said["hours"] / 24 for c, said in net["channels"].items() if said["hours"] < 24}
    return found | {f"post {s}": said["staffed"] for s, said in net["posts"].items()}


def states(net: Net) -> tuple[Any, State]:
    """Every state of the network: its probability, and what is up in it; what is certain is not split."""
    chances = events(net)
    split = [name for name, p in chances.items() if 0 < p < 1]
    numbers = np.arange(2 ** len(split))
    up = {name: np.full(len(numbers), p == 1) for name, p in chances.items()}
    likely = np.ones(len(numbers))
    for bit, name in enumerate(split):
        up[name] = numbers >> bit & 1 == 1
        likely = likely * np.where(up[name], chances[name], 1 - chances[name])
    return likely, up


def quickest(net: Net, message: Net, state: State) -> Any:
    """Hours of the quickest way in each state, within the limit of hops; infinite where there is none."""
    posts, level = net["posts"], message["level"]
    never = np.full(len(next(iter(state.values()))), np.inf)
    starts = {s for s, p in posts.items() if p["party"] == message["sender"] and p["level"] >= level}
    times, best = dict.fromkeys(starts, 0 * np.ones_like(never)), never
    for _ in range(message["hops"]):
        reached: dict[str, Any] = {}
        for name, said in net["channels"].items():
            if said["authority"] < level or said["hours"] == 0:
                continue
            late = 0.0 if said["hours"] == 24 else np.where(state[f"duty {name}"], 0.0, (24 - said["hours"]) / 2)
            first, second = said["ends"]
            for here, there in [(first, second)] if said["one_way"] else [(first, second), (second, first)]:
                if here in times and there not in starts:
                    up = state[f"line {name}"] & state[f"post {there}"]
                    new = np.where(up, times[here] + said["latency"] + late, np.inf)
                    reached[there] = np.minimum(reached.get(there, never), new)
        for post, there in reached.items():
            if posts[post]["party"] == message["receiver"] and posts[post]["level"] >= level:
                best = np.minimum(best, there)
        times = reached
    return best


def reliability(net: Net, message: Net) -> float:
    """Probability that the message arrives in time."""
    likely, up = states(net)
    return math.fsum(likely[quickest(net, message, up) <= message["deadline"] + 1e-9])


def expected_delay(net: Net, message: Net) -> float:
    """Expected hours of a message that arrives in time."""
    likely, up = states(net)
    times = quickest(net, message, up)
    known = times <= message["deadline"] + 1e-9
    return float((likely * np.where(known, times, 0)).sum() / likely[known].sum())


def reaches(net: Net, message: Net) -> dict[tuple[str, str], float]:
    """Probability that the message arrives in time, from everybody to everybody else.

    Who has no party is a party of one post, named `posts/` and the name of the post.
    """
    whose = {name: said["party"] or f"posts/{name}" for name, said in net["posts"].items()}
    alone = {**net, "posts": {name: {**said, "party": whose[name]} for name, said in net["posts"].items()}}
    everybody = set(whose.values())
    return {
        (one, other): reliability(alone, {**message, "sender": one, "receiver": other})
        for one in everybody
        for other in everybody - {one}
    }


def up_for_sure(net: Net, working: frozenset[str]) -> State:
    """The one state in which somebody is on duty and at every post, and just these channels work."""
    everything = dict.fromkeys(events(net), np.array([True]))
    return everything | {f"line {c}": np.array([c in working]) for c in net["channels"]}


def cuts(net: Net, message: Net, most: int) -> set[frozenset[str]]:
    """Smallest sets of channels without which no message could arrive, whatever the deadline."""
    working = [c for c, said in net["channels"].items() if said["up"] > 0]
    everything = dict.fromkeys(events(net), np.array([True]))
    found: set[frozenset[str]] = set()
    for size in range(most + 1):
        for chosen in map(frozenset, combinations(working, size)):
            down = {f"line {c}": np.array([c not in chosen and c in working]) for c in net["channels"]}
            if any(known <= chosen for known in found):
                continue
            if quickest(net, message, everything | down)[0] == math.inf:
                found.add(chosen)
    return found


def scaled(p: float, factor: float) -> float:
    """A probability with its odds multiplied."""
    return p * factor / (1 - p + p * factor)


def answers(attack: float, alarm: float, threshold: float, liar: float, arrives: float) -> float:
    """How likely a side is to answer a false alarm, after the edge cases of one false alarm."""
    p = attack / (attack + alarm) if attack + alarm > 0 else 0.0
    denied = p * liar / (p * liar + 1 - p) if p * liar + 1 - p > 0 else 1.0
    if p < threshold:
        return 0.0
    return 1 - arrives if denied < threshold else 1.0


def window(rung: Mapping[str, float], arrives: Sequence[float], threshold: float, liar: float) -> tuple[float, ...]:
    """War, climb and fall in one window of decision, by going through what each side may do."""
    war = up = 0.0
    sides = []
    for m in arrives:
        answered = answers(rung["attack"], rung["false_alarm"], threshold, liar, m)
        restrained = rung["climb"] * (1 - rung.get("heeded", 0.0) * m)
        climbs = 1 - (1 - restrained) * (1 - rung["false_alarm"] * answered)
        peaceful = 1 - rung["attack"]
        sides.append((("attack", rung["attack"]), ("climb", peaceful * climbs), ("wait", peaceful * (1 - climbs))))
    for (one, p), (other, q) in product(*sides):
        if "attack" in (one, other):
            war += p * q
        elif "climb" in (one, other):
            up += p * q
    return war, up, (1 - war - up) * rung["settle"]


def war(windows: Sequence[tuple[float, ...]]) -> float:
    """Probability that an incident ends in war, by the linear system of the whole chain."""
    n = len(windows)
    matrix, right = np.zeros((n, n)), np.zeros(n)
    for r, (w, u, d) in enumerate(windows):
        matrix[r, r] = w + u + d
        right[r] = w + (u if r == n - 1 else 0.0)
        if r < n - 1:
            matrix[r, r + 1] = -u
        if r > 0:
            matrix[r, r - 1] = -d
    return float(np.linalg.solve(matrix, right)[0])


def simulated(windows: Sequence[tuple[float, ...]], runs: int, seed: int) -> float:
    """Share of simulated incidents that end in war."""
    rng, wars = np.random.default_rng(seed), 0
    for _ in range(runs):
        rung = 0
        while 0 <= rung < len(windows):
            w, u, d = windows[rung]
            drawn = rng.random()
            rung += len(windows) if drawn < w else 1 if drawn < w + u else -1 if drawn < w + u + d else 0
        wars += rung > 0
    return wars / runs


def of_effects(effects: Sequence[float]) -> float:
    """What the effects of the options of a package multiply incidents, or the odds of escalation, by."""
    return math.prod(1 + e for e in effects)


def within_years(incidents: float, given_incident: float, deliberate: float, years: float) -> float:
    """Probability of war within some years."""
    return 1 - math.exp(-years * (incidents * given_incident + deliberate))


def arms(alone: float, most: float, power: float) -> float:
    """Probability of arming where each side fears the fear of the other."""
    x = alone
    for _ in range(10_000):
        x = alone + (1 - alone) * min(1.0, x / most) ** power
    return float(min(1.0, x / most) ** power)


def still_silent(delivered: float, back: float, answered: float, rate: float, months: float) -> float:
    """How likely a line is broken, given no answer so far."""
    both = delivered * back
    return (1 - both) / (1 - both * answered * (1 - math.exp(-rate * months)))


def becomes(plain: float, in_use: float, used: Sequence[float]) -> float:
    """Probability that an answer turns into talks, with lines between the sides that are used and there so surely."""
    surest = max([0.0, *used])
    return plain * (1 - surest) + max(plain, in_use) * surest


def between_tenths(values: Sequence[float], numbers: Sequence[float]) -> tuple[float, float, float]:
    """Share of the variance of numbers between tenths of a judgement; their means in its lowest and highest fifth."""
    order = sorted(range(len(values)), key=lambda w: values[w])
    tenths = [[numbers[w] for n, w in enumerate(order) if int((n + 0.5) * 10 / len(order)) == k] for k in range(10)]
    mean = math.fsum(numbers) / len(numbers)
    total = math.fsum((number - mean) ** 2 for number in numbers)
    between = math.fsum(len(tenth) * (math.fsum(tenth) / len(tenth) - mean) ** 2 for tenth in tenths if tenth)
    lowest, highest = tenths[0] + tenths[1], tenths[8] + tenths[9]
    return between / total, math.fsum(lowest) / len(lowest), math.fsum(highest) / len(highest)

"""The formulas of the chapter `contact`, one world at a time, in plain Python: every state of a network is looked at.

A network is plain data: `posts` name → `party`, `level` (0 to 3), `staffed`; `channels` name → `ends`, `one_way`, `up`
(the probability that it is up), `latency`, `hours`, `authority` (0 to 3). A message has `sender`, `receiver`, `level`,
`deadline` and `hops`.

    R = Σ over all states of lines, duties and posts, P(state) · [some way meets the deadline within so many channels]
    g solves the linear system  g_r = w_r + u_r g_{r+1} + d_r g_{r-1} + (1 − w_r − u_r − d_r) g_r,  g_0 = 0, g_{n+1} = 1
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

import numpy as np

Net = Mapping[str, Any]
State = Mapping[str, bool]


def events(net: Net) -> dict[str, float]:
    """Everything that can be up or down, with its probability."""
    found = {f"line {c}": said["up"] for c, said in net["channels"].items()}
    found |= {f"duty {c}": said["hours"] / 24 for c, said in net["channels"].items() if said["hours"] < 24}
    return found | {f"post {s}": said["staffed"] for s, said in net["posts"].items()}


def states(net: Net) -> Iterator[tuple[float, State]]:
    """Every state of the network with its probability; what is certain is not split."""
    chances = events(net)
    open_ones = [name for name, p in chances.items() if 0 < p < 1]
    certain = {name: p == 1 for name, p in chances.items() if name not in open_ones}
    for up in product((True, False), repeat=len(open_ones)):
        state = dict(zip(open_ones, up, strict=True))
        yield math.prod(chances[n] if u else 1 - chances[n] for n, u in state.items()), certain | state


def quickest(net: Net, message: Net, state: State) -> float:
    """Hours of the quickest way in one state, within the limit of hops; infinite where there is none."""
    posts, level = net["posts"], message["level"]
    times = {s: 0.0 for s, p in posts.items() if p["party"] == message["sender"] and p["level"] >= level}
    starts, best = set(times), math.inf
    for _ in range(message["hops"]):
        reached: dict[str, float] = {}
        for name, said in net["channels"].items():
            if not state[f"line {name}"] or said["authority"] < level or said["hours"] == 0:
                continue
            late = 0.0 if said["hours"] == 24 or state[f"duty {name}"] else (24 - said["hours"]) / 2
            first, second = said["ends"]
            for here, there in [(first, second)] if said["one_way"] else [(first, second), (second, first)]:
                if here in times and there not in starts and state[f"post {there}"]:
                    reached[there] = min(reached.get(there, math.inf), times[here] + said["latency"] + late)
        ends = [
            t for s, t in reached.items() if posts[s]["party"] == message["receiver"] and posts[s]["level"] >= level
        ]
        best = min([best, *ends])
        times = reached
    return best


def reliability(net: Net, message: Net) -> float:
    """Probability that the message arrives in time."""
    found = (p for p, state in states(net) if quickest(net, message, state) <= message["deadline"] + 1e-9)
    return math.fsum(found)


def expected_delay(net: Net, message: Net) -> float:
    """Expected hours of a message that arrives in time."""
    times = [(p, quickest(net, message, state)) for p, state in states(net)]
    known = [(p, t) for p, t in times if t <= message["deadline"] + 1e-9]
    return math.fsum(p * t for p, t in known) / math.fsum(p for p, _ in known)


def cuts(net: Net, message: Net, most: int) -> set[frozenset[str]]:
    """Smallest sets of channels without which no message could arrive, whatever the deadline."""
    working = [c for c, said in net["channels"].items() if said["up"] > 0]
    everything = dict.fromkeys(events(net), True)
    found: set[frozenset[str]] = set()
    for size in range(most + 1):
        for chosen in map(frozenset, combinations(working, size)):
            down = {f"line {c}": c not in chosen and c in working for c in net["channels"]}
            if any(known <= chosen for known in found):
                continue
            if quickest(net, message, everything | down) == math.inf:
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
        climbs = 1 - (1 - rung["climb"]) * (1 - rung["false_alarm"] * answered)
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


def within_years(incidents: float, given_incident: float, deliberate: float, years: float) -> float:
    """Probability of war within some years."""
    return 1 - math.exp(-years * (incidents * given_incident + deliberate))


def arms(alone: float, most: float, power: float) -> float:
    """Probability of arming where each side fears the fear of the other."""
    x = alone
    for _ in range(10_000):
        x = alone + (1 - alone) * min(1.0, x / most) ** power
    return min(1.0, x / most) ** power


def still_silent(delivered: float, back: float, answered: float, rate: float, months: float) -> float:
    """How likely a line is broken, given no answer so far."""
    both = delivered * back
    return (1 - both) / (1 - both * answered * (1 - math.exp(-rate * months)))

"""Networks made up for the tests, as plain data that the oracle reads and as the chapter's own form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
from hypothesis import strategies as st
from ruamel.yaml import YAML

from detente.arrays import Floats
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.case.read import read
from detente.case.skeleton import create
from detente.chapters import schemas, skeletons
from detente.chapters.contact import CONTACT
from detente.chapters.contact.analyse import analyse
from detente.chapters.contact.network.deliveries import Delivery, delivered
from detente.chapters.contact.network.line_chances import LineChances, line_chances
from detente.chapters.contact.network.message_paths import journeys
from detente.chapters.contact.posts_and_channels import RANKS, Network
from detente.chapters.contact.result import Contacts
from detente.chapters.contact.schema import ContactFile
from detente.chapters.contact.situation import Situation
from detente.chapters.contract import Upstream
from detente.worlds import Worlds

Net = dict[str, Any]
SHARES = (0.0, 0.3, 0.5, 0.9, 1.0)


@st.composite
def networks(draw: st.DrawFn, most: int = 7, plain: bool = False) -> Net:
    """Posts of two sides and of nobody, with channels of every kind between them; plain ones are always staffed."""
    parties = ["a", "b", *draw(st.lists(st.sampled_from(["a", "b", None]), max_size=6 if plain else 3))]
    shares = st.sampled_from(SHARES)
    level = st.integers(0, 3)
    posts = {
        f"p{n}": {"party": p, "level": draw(level), "staffed": 1.0 if plain else draw(shares)}
        for n, p in enumerate(parties)
    }
    channels = {}
    for n in range(draw(st.integers(most // 2 if plain else 1, most))):
        first = draw(st.sampled_from(sorted(posts)))
        channels[f"c{n}"] = {
            "ends": (first, draw(st.sampled_from(sorted(posts.keys() - {first})))),
            "one_way": draw(st.booleans()),
            "up": draw(shares),
            "latency": draw(st.sampled_from((0.0, 1.0, 2.5, 10.0))),
            "hours": 24.0 if plain else draw(st.sampled_from((0.0, 12.0, 24.0, 24.0))),
            "authority": draw(st.sampled_from((1, 3, 3))),
        }
    return {"posts": posts, "channels": channels}


def messages() -> st.SearchStrategy[Net]:
    """A message from a to b."""
    return st.builds(
        lambda level, deadline, hops: message(level=level, deadline=deadline, hops=hops),
        st.integers(0, 3),
        st.sampled_from((0.0, 2.0, 3.5, 8.0, 30.0)),
        st.integers(1, 5),
    )


def message(level: int = 0, deadline: float = 24.0, hops: int = 5, sender: str = "a", receiver: str = "b") -> Net:
    """One message, as the oracle reads it."""
    return {"sender": sender, "receiver": receiver, "level": level, "deadline": deadline, "hops": hops}


def network(net: Net, sent: Mapping[str, Any]) -> Network:
    """The same as the chapter's own form; numbers come later."""
    posts = {
        name: {"name": name, "level": RANKS[said["level"]], "staffed": said["staffed"]}
        | ({"party": said["party"]} if said["party"] else {})
        for name, said in net["posts"].items()
    }
    channels = {
        name: {
            "name": name,
            "ends": [*said["ends"]],
            "one_way": said["one_way"],
            "available": said["up"],
            "latency": said["latency"],
            "hours": said["hours"],
            "authority": RANKS[said["authority"]],
        }
        for name, said in net["channels"].items()
    }
    kind = {"name": "a message", "level": RANKS[sent["level"]], "deadline": sent["deadline"]}
    return Network.model_validate({"posts": posts, "channels": channels, "messages": {"m": kind}, "hops": sent["hops"]})


def judged(nets: Sequence[Net]) -> dict[str, Floats]:
    """What is judged of networks of one shape, a world each: path → array (worlds)."""
    found = {}
    for name in nets[0]["posts"]:
        found[f"posts/{name}/staffed"] = np.array([net["posts"][name]["staffed"] for net in nets], dtype=float)
    for name in nets[0]["channels"]:
        said = [net["channels"][name] for net in nets]
        found[f"channels/{name}/available/calm"] = np.array([c["up"] for c in said], dtype=float)
        found[f"channels/{name}/latency"] = np.array([c["latency"] for c in said], dtype=float)
    return found


def arrival(nets: Sequence[Net], sent: Mapping[str, Any]) -> tuple[Delivery, LineChances]:
    """How the chapter sees a message in networks of one shape."""
    part = network(nets[0], sent)
    lines = line_chances(part, judged(nets))
    trips = journeys(part, sent["sender"], sent["receiver"], part.messages["m"])
    return delivered(part, trips, lines.latency, np.full(len(nets), float(sent["deadline"]))), lines


def situation(net: Net, sent: Mapping[str, Any], *others: Net) -> Situation:
    """The situation of a network, in one world; and of others of the same shape, a world each."""
    deadline = np.full(1 + len(others), float(sent["deadline"]))
    part, seen = network(net, sent), judged([net, *others]) | {"messages/m/deadline": deadline}
    return Situation(part, ("a", "b"), seen, line_chances(part, seen))


def reliability(nets: Sequence[Net], sent: Mapping[str, Any]) -> Floats:
    """How likely the message arrives, in each of the networks."""
    found, chances = arrival(nets, sent)
    return found.reliability(chances.chances(frozenset(nets[0]["channels"])))


def grid(rows: int, columns: int, up: float = 0.9) -> Net:
    """Posts in rows and columns with channels between neighbours; a holds one corner and b the other."""
    names = [(r, c) for r in range(rows) for c in range(columns)]
    last = (rows - 1, columns - 1)
    posts = {
        f"p{r}-{c}": {"party": "a" if (r, c) == (0, 0) else "b" if (r, c) == last else None, "level": 3, "staffed": 1.0}
        for r, c in names
    }
    plain = {"one_way": False, "up": up, "latency": 1.0, "hours": 24.0, "authority": 3}
    pairs = [((r, c), n) for r, c in names for n in ((r + 1, c), (r, c + 1)) if n in names]
    channels = {f"c{n}": {**plain, "ends": tuple(f"p{r}-{c}" for r, c in pair)} for n, pair in enumerate(pairs)}
    return {"posts": posts, "channels": channels}


@cache
def skeleton() -> Case:
    """The case that `detente new NAME --with contact` writes."""
    folder = Path(mkdtemp()) / "a-and-b"
    create(folder, skeletons(["contact"]))
    return read(folder, schemas())


def case_with(edit: Callable[[dict[str, Any]], None]) -> Case:
    """The same with another `contact.yaml`: a function changes what the file says."""
    said = YAML(typ="safe").load(CONTACT.skeleton().read_text(encoding="utf-8"))
    edit(said)
    part = ContactFile.model_validate(said)
    case = skeleton().model_copy(update={"parts": {"contact": part}})
    assert not [*part.problems(case)]
    return case


def found_in(case: Case, size: int = 200, **options: Any) -> Contacts:
    """What the chapter finds in a case."""
    return analyse(Worlds(case, size=size, seed=1, asked=Inquiry(worlds=size, options=options)), Upstream())


@cache
def found() -> Contacts:
    """What it finds in the skeleton."""
    return found_in(skeleton())

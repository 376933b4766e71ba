"""What a mediator finds, beside an oracle that looks at every package in fractions."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.model import Case
from detente.talks.help.point_tables import PointTable
from detente.talks.help.single_text import Mediation
from detente.talks.help.stated_positions import PositionsError, StatedPositions, positions_of
from detente.worlds import Worlds
from tests.oracles.cases import as_case
from tests.oracles.mediation import Mediator, Package, Side, packages
from tests.sharing import bundled_case

PARTIES = ("ann", "bea", "cat")
OPTIONS = ("quo", "low", "high")


def small(sizes: list[int], parties: int, banned: Package | None = None) -> Case:
    """A case with nothing but its issues and parties; what they want is stated elsewhere."""
    issues: dict[str, Any] = {
        f"i{n}": {"name": f"I{n}", "movers": ["ann"], "options": {o: o.title() for o in OPTIONS[:size]}}
        for n, size in enumerate(sizes)
    }
    named = {name: {"name": name.title(), "role": "principal"} for name in PARTIES[:parties]}
    wants = {p: {i: dict.fromkeys([*said["options"]][1:], 1) for i, said in issues.items()} for p in named}
    data: dict[str, Any] = {"title": "Small", "date": "2021-01-01", "parties": named, "issues": issues}
    data |= {"positions": wants, "reservation": dict.fromkeys(named, 0)}
    if banned is not None:
        never = {
            f"i{n}": [*said["options"]][o] for (n, o), said in zip(enumerate(banned), issues.values(), strict=True)
        }
        data["rules"] = {"no": {"never": never}}
    return as_case(data)


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[int], list[dict[str, Any]], list[Package | None], Package, int]:
    """Sizes of issues, what each side states, what it has asked for, an agreed text, and changes a round."""
    sizes = draw(st.lists(st.integers(2, 3), min_size=2, max_size=3))
    whole = st.integers(-3, 4)
    package = st.tuples(*(st.integers(0, size - 1) for size in sizes)).filter(any)
    sides = []
    for _ in range(draw(st.integers(2, 3))):
        linkage = st.tuples(package, whole)
        refused = st.tuples(st.integers(0, len(sizes) - 1), st.just(1))
        sides.append(
            {
                "points": [[0, *(draw(whole) for _ in range(size - 1))] for size in sizes],
                "linkages": draw(st.lists(linkage, max_size=1)),
                "reservation": draw(st.integers(-3, 1)),
                "refuses": draw(st.sets(refused, max_size=1)),
            }
        )
    asked = [draw(st.none() | package) for _ in sides]
    return sizes, sides, asked, draw(package), draw(st.integers(1, 3))


def body(party: str, said: dict[str, Any]) -> dict[str, Any]:
    """What a side states, as it would seal it."""
    return {
        "party": party,
        "points": {
            f"i{n}": {OPTIONS[o]: str(v) for o, v in enumerate(row) if o} for n, row in enumerate(said["points"])
        },
        "linkages": [
            {"pattern": {f"i{n}": [OPTIONS[o]] for n, o in enumerate(pattern) if o}, "value": str(value)}
            for pattern, value in said["linkages"]
        ],
        "reservation": str(said["reservation"]),
        "refuses": {f"i{n}": [OPTIONS[o]] for n, o in said["refuses"]},
    }


def side(said: dict[str, Any]) -> Side:
    return Side(
        [[Fraction(v) for v in row] for row in said["points"]],
        [({n: {o} for n, o in enumerate(p) if o}, Fraction(v)) for p, v in said["linkages"]],
        Fraction(said["reservation"]),
        frozenset(said["refuses"]),
    )


@settings(max_examples=80)
@given(situations())
def test_drafts_and_improvements_are_those_of_brute_force(
    made: tuple[list[int], list[dict[str, Any]], list[Package | None], Package, int],
) -> None:
    sizes, sides, asked, agreed, changes = made
    case = small(sizes, len(sides))
    names = PARTIES[: len(sides)]
    stated = {p: StatedPositions.of(body(p, said), case) for p, said in zip(names, sides, strict=True)}
    mediation = Mediation(case, {p: PointTable.stated(case, said) for p, said in stated.items()})
    oracle = Mediator([side(said) for said in sides], packages(sizes))
    rows = [tuple(row) for row in mediation.every.tolist()]
    assert rows == list(oracle.every)
    assert [rows[n] for n in np.flatnonzero(mediation.common)] == oracle.common()
    gap = oracle.gap()
    assert (mediation.gap is None) == (gap is None)
    assert gap is None or mediation.gap == pytest.approx(float(gap))
    first = mediation.first_draft({p: x for p, x in zip(names, asked, strict=True) if x is not None})
    assert (None if first is None else rows[first]) == oracle.first(asked)
    if first is not None:
        drafts = [rows[n] for n in mediation.drafts(first, changes)]
        for before, after in zip(drafts, [*drafts[1:], None], strict=True):
            assert oracle.following(before, changes) == after
    assert [rows[n] for n in mediation.improvements(agreed)] == oracle.improvements(agreed)
    nash = oracle.nash(agreed)
    gains = {party: worth - mediation.least(party) for party, worth in mediation.worth(agreed).items()}
    assert mediation.nash_share(gains) == (None if nash is None else pytest.approx(nash))
    for party, one in zip(names, oracle.sides, strict=True):
        assert mediation.best(party) == (None if not oracle.common() else pytest.approx(float(oracle.best(one) or 0)))


def test_the_order_of_delegations_and_the_scale_of_their_points_change_nothing() -> None:
    sizes = [3, 3, 2]
    case = small(sizes, 2)
    sides: list[dict[str, Any]] = [
        {"points": [[0, 2, -1], [0, 1, 3], [0, -2]], "linkages": [], "reservation": 0, "refuses": set()},
        {"points": [[0, -1, 3], [0, 1, -2], [0, 4]], "linkages": [((1, 1, 0), 2)], "reservation": 1, "refuses": set()},
    ]
    stated = {p: StatedPositions.of(body(p, s), case) for p, s in zip(PARTIES, sides, strict=False)}
    tables = {p: PointTable.stated(case, said) for p, said in stated.items()}
    one = Mediation(case, tables)
    larger = dict(sides[0], points=[[7 * v for v in row] for row in sides[0]["points"]])
    other = Mediation(
        case, {"bea": tables["bea"], "ann": PointTable.stated(case, StatedPositions.of(body("ann", larger), case))}
    )
    first = one.first_draft({})
    assert first is not None
    assert first == other.first_draft({})
    assert [*one.drafts(first, 1)] == [*other.drafts(first, 1)]
    assert len([*one.drafts(first, 1)]) >= 1


def test_what_a_rule_forbids_is_no_draft() -> None:
    case = small([2, 2], 2, banned=(1, 1))
    said = {"points": [[0, 2], [0, 1]], "linkages": [], "reservation": 0, "refuses": set()}
    mediation = Mediation(
        case, {p: PointTable.stated(case, StatedPositions.of(body(p, said), case)) for p in PARTIES[:2]}
    )
    first = mediation.first_draft({})
    assert first is not None
    assert mediation.package(first) == {"i0": "low"}
    assert mediation.number((1, 1)) is None


def test_the_positions_that_a_case_gives_a_party_are_worth_what_its_central_world_says() -> None:
    case = bundled_case("sinai-1974-75")
    worlds = Worlds(case, size=200, seed=1)
    stated = positions_of(case, "egypt")
    assert StatedPositions.of(stated.body, case).body == stated.body
    every = Mediation(case, {"egypt": PointTable.stated(case, stated)}).every
    central = PointTable.stated(case, stated).values(every)[:, 0]
    drawn = PointTable.of_case("egypt", worlds)
    low, high = np.quantile(drawn.values(every), [0.02, 0.98], axis=1)
    assert ((low <= central) & (central <= high)).all()
    assert drawn.accepts(every).shape == (len(every), 200)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"party": "egipt"}, "party: found 'egipt'; expected one of egypt, israel, us"),
        ({"points": {"oill": {"returned": 1}}}, "points: issue: found 'oill'"),
        (
            {"points": {"oil": {"return": 1}}},
            "points → oil: option: found 'return'; expected one of held, returned (did",
        ),
        ({"points": {"oil": {"returned": "much"}}}, "points → oil → returned: found 'much'; expected points a year"),
        ({"points": 3}, "points: found 3; expected issue → option → points"),
        ({"reservation": None}, "reservation: found None; expected points a year, a number"),
        ({"refuses": {"oil": "held"}}, "refuses → oil: found 'held'; expected options"),
        ({"linkages": [{"value": 1}]}, "linkages → 0: expected a pattern and a value"),
        ({"wants": 1}, "positions: found 'wants'; expected one of party, points"),
    ],
)
def test_positions_that_do_not_fit_the_case_are_refused(change: dict[str, Any], why: str) -> None:
    case = bundled_case("sinai-1974-75")
    with pytest.raises(PositionsError, match=re.escape(why)):
        StatedPositions.of({**positions_of(case, "egypt").body, **change}, case)

"""Who would gain by breaking a package, and what would change that, against the enumeration of every breach."""

from __future__ import annotations

import random

import numpy as np
import pytest

from detente.case.model import Case
from detente.chapters.stability.commitments import Kept, commitments, joined_kept, kept
from detente.chapters.stability.compliance import Ledger, MeasureTerms, read
from detente.chapters.stability.compliance_game import BreachOption, _value, moves, play
from detente.chapters.stability.remedies import Remedy, durable_with, remedies
from detente.worlds import Draws, Worlds
from tests.chapters.stability.made import anything, case, remeasured, steps, worlds_of
from tests.oracles import compliance as oracle

SIZE = 3
TINY = 1e-6


def opened(made: Case, seed: int) -> tuple[Draws, Ledger, list[oracle.World]]:
    draws = Worlds(made, SIZE, seed).draws(0, SIZE)
    return draws, Ledger(read(draws)), worlds_of(made, draws)


def package(made: Case, seed: int) -> tuple[int, ...]:
    rng = random.Random(seed)
    found = tuple(rng.randrange(len(body.options)) for body in made.issues.values())
    return found if any(found) else (1, *found[1:])


def seeds(count: int) -> list[int]:
    return list(range(1000, 1000 + count))


def test_slack_payments_and_durability() -> None:
    for seed in seeds(60):
        made = anything(seed)
        _, ledger, worlds = opened(made, seed)
        x = package(made, seed)
        found = kept(ledger, x)
        for n, world in enumerate(worlds):
            slacks = []
            for party, slack in found.slack.items():
                steady = oracle.Round(world, x, x).worth(party)
                expected = (steady - oracle.cheat(world, party, x, x)) * world.rate(party)
                assert slack[n] == pytest.approx(expected, abs=1e-9)
                needed = oracle.needed(world, party, x)
                assert found.needed[party][n] == pytest.approx(needed, rel=1e-7, abs=TINY)
                slacks.append(expected)
            stays = [oracle.Round(world, x, x).worth(p) - oracle.leave(world, p, x) for p in ledger.parties]
            assert found.lasts[n] == all(stay >= -TINY for stay in stays)
            if all(abs(slack) > TINY for slack in slacks):
                assert found.durable[n] == (all(slack > 0 for slack in slacks) and found.lasts[n])


def test_one_commitment_broken_alone() -> None:
    for seed in seeds(40):
        made = anything(seed)
        _, ledger, worlds = opened(made, seed)
        x = package(made, seed)
        found = kept(ledger, x)
        for number, one in enumerate(commitments(ledger.terms.parties, ledger.terms.movers, x)):
            for n, world in enumerate(worlds):
                ways = oracle.breaches(world, one.party, x, x)
                alone = [r for r in ways if r.broken == frozenset({(one.issue, "withdraw")})]
                steady = oracle.Round(world, x, x).worth(one.party)
                expected = (steady - alone[0].worth(one.party)) * world.rate(one.party) if alone else np.inf
                assert found.alone[number, n] == pytest.approx(expected, abs=1e-9)


def test_a_remedy_is_worked_out_as_if_the_case_said_so() -> None:
    tried = 0
    for seed in seeds(30):
        made = anything(seed)
        draws, ledger, _ = opened(made, seed)
        x = package(made, seed)
        kept(ledger, x)
        for remedy in remedies(made, x):
            if remedy.kind == "clause" and remedy.issue is not None:
                part = made.parts["stability"]
                issue = list(made.issues)[remedy.issue]
                option = made.ladder(issue)[x[remedy.issue]]
                changed = part.measures[issue][option].model_copy(update={"restored_by": "clause"})
                measures = part.measures | {issue: part.measures[issue] | {option: changed}}
                other = remeasured(made, measures)
                fresh = kept(opened(other, seed)[1], x)
            else:
                terms = ledger.terms
                for issue_number in [remedy.issue] if remedy.issue is not None else [i for i, o in enumerate(x) if o]:
                    before = terms.measure(issue_number, x[issue_number])
                    fields = vars(before).copy()
                    if remedy.kind in ("verification", "found-at-once"):
                        fields["detection"] = before.detection / 2 if remedy.kind == "verification" else np.zeros(SIZE)
                    else:
                        surer = (1 + before.others) / 2 if remedy.kind == "reversibility" else np.ones(SIZE)
                        fields["others"] = np.where(before.reversible, surer, 0)
                    terms = terms.changed(issue_number, x[issue_number], type(before)(**fields))
                fresh = kept(Ledger(terms), x)
            assert durable_with(made, draws, ledger, x, remedy).tolist() == fresh.durable.tolist(), (seed, remedy)
            tried += 1
    assert tried > 100


def test_a_changed_ledger_is_as_good_as_a_fresh_one() -> None:
    for seed in seeds(40):
        made = anything(seed)
        _, ledger, _ = opened(made, seed)
        x = package(made, seed)
        kept(ledger, x)
        issue = next(issue for issue, option in enumerate(x) if option)
        new = MeasureTerms(*np.random.Generator(np.random.Philox(seed)).uniform(0, 1, (5, SIZE)))
        carried = kept(ledger.changed(issue, x[issue], new), x)
        fresh = kept(Ledger(ledger.terms.changed(issue, x[issue], new)), x)
        assert carried.alone.tolist() == fresh.alone.tolist()
        assert {p: v.tolist() for p, v in carried.slack.items()} == {p: v.tolist() for p, v in fresh.slack.items()}


def test_a_clause_is_tried_only_where_a_vote_restores() -> None:
    made = steps(1, 0.5, 0.5, 12)
    part = made.parts["stability"]
    for by, kinds in ((None, {"verification", "reversibility"}), ("vote", {"clause", "verification"})):
        measures = {
            i: {o: m.model_copy(update={"restored_by": by}) for o, m in options.items()}
            for i, options in part.measures.items()
        }
        other = remeasured(made, measures)
        assert {remedy.kind for remedy in remedies(other, (1, 0)) if remedy.issue is not None} == kinds
        assert Remedy("wholly-reversible", None) in remedies(other, (1, 0))


def test_a_gate_among_the_movers_breaks_nothing() -> None:
    made = steps(1, 0.5, 1.0, 1)
    issues = {name: body.model_copy(update={"movers": (*body.movers, "house")}) for name, body in made.issues.items()}
    gated = made.model_copy(update={"issues": issues, "gates": {"house": None}})
    found = kept(opened(gated, 1)[1], (1, 1))
    assert set(found.slack) == {"ann", "bea"}
    assert found.durable.tolist() == kept(opened(made, 1)[1], (1, 1)).durable.tolist()


def test_where_only_a_gate_moves_there_is_nothing_to_break() -> None:
    made = steps(1, 0.5, 1.0, 1)
    issues = {name: body.model_copy(update={"movers": ("house",)}) for name, body in made.issues.items()}
    gated = made.model_copy(update={"issues": issues, "gates": {"house": None}})
    _, ledger, _ = opened(gated, 1)
    found = kept(ledger, (1, 1))
    assert found.durable.all()
    assert found.weakest.tolist() == [-1] * SIZE
    assert play(ledger.terms, (1, 1), (), moves((), ())).gains == {}


def test_blocks_are_joined_in_order() -> None:
    _, ledger, _ = opened(anything(1001), 1)
    one = kept(ledger, package(anything(1001), 1001))
    both: Kept = joined_kept([one, one])
    assert both.durable.tolist() == [*one.durable, *one.durable]
    assert both.alone.shape == (len(one.alone), 2 * SIZE)


def test_states_of_the_model_are_worth_what_is_left() -> None:
    """A state in which one party broke something is worth the flow of that breach, once done and not answered."""
    for seed in seeds(40):
        made = anything(seed)
        _, ledger, worlds = opened(made, seed)
        x = package(made, seed)
        ones = commitments(ledger.terms.parties, ledger.terms.movers, x)
        for one in ones:
            if len(ones) == 1:
                continue
            for n, world in enumerate(worlds):
                if not world.reversible(one.issue, one.option):
                    continue
                broken = oracle.Round(world, x, x, one.party, frozenset({(one.issue, "withdraw")}))
                for party in ledger.parties:
                    value = _value(ledger.terms, party, x, frozenset({one}))[n]
                    assert value == pytest.approx(broken.flow(party, 1e9), abs=1e-9), (seed, one, party)


def test_an_exchange_is_stopped_by_a_credible_answer() -> None:
    """Each step costs half of what it is worth: both gain by breaking, both would answer, and so neither does."""
    draws, ledger, _ = opened(steps(1, 0.5, 1.0, 1), 1)
    ones = commitments(ledger.terms.parties, ledger.terms.movers, (1, 1))
    game = play(ledger.terms, (1, 1), ones, moves(ones, [0.0, 0.0]))
    assert game.moves == (BreachOption("ann", (0,)), BreachOption("bea", (1,)))
    for party in ("ann", "bea"):
        assert game.gains[party].all()
        assert game.deterred[party].all()
        assert game.credible[party].all()
    assert game.first["bea"].tolist() == [1] * SIZE
    assert draws.size == SIZE


def test_many_commitments_share_moves() -> None:
    positions = {p: {f"i{n}": {"b": 1} for n in range(9)} for p in ("ann", "bea")}
    issues = {
        f"i{n}": {"name": f"i{n}", "movers": ["ann" if n < 5 else "bea"], "options": {"a": "a", "b": "b"}}
        for n in range(9)
    }
    made = case(issues, positions, {})
    ones = commitments(("ann", "bea"), [body.movers for body in made.issues.values()], (1,) * 9)
    found = moves(ones, [0.1, 0.5, 0.2, 0.9, 0.3, 0, 0, 0, 1.0])
    assert found == (
        BreachOption("ann", (3,)),
        BreachOption("ann", (1,)),
        BreachOption("ann", (0, 2, 4)),
        BreachOption("bea", (8,)),
        BreachOption("bea", (5,)),
        BreachOption("bea", (6, 7)),
    )

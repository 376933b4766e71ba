"""What a channel is worth: nothing where it changes nothing, and the essay’s sentence is judged, not assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from detente.arrays import Floats
from detente.case.changed import with_judgements
from detente.chapters.contact.network.line_chances import NO_STRAIN
from detente.chapters.contact.questions.openings import arriving, in_years, opened_by
from detente.chapters.contact.questions.value_map import limits, multiples, value_map
from detente.chapters.contact.reports.war_reports import map_report
from detente.chapters.contact.result import Contacts
from tests.chapters.contact import made
from tests.oracles import contact as oracle
from tests.sharing import bundled_case

ONE_ALARM = {"attack": 1e-4, "false_alarm": 1e-3, "climb": 0, "settle": 1}
LADDER = {"incidents": 1, "deliberate": 0, "message": "denial", "threshold": 0.05, "liar": 0.2, "years": 1}


HEEDED = "contact/ladder/rungs/strikes/heeded"


def one_rung(said: dict[str, Any]) -> None:
    """The edge case of one false alarm: one rung, that settles unless somebody fires."""
    said["ladder"] = {**LADDER, "rungs": {"alarm": {"name": "an alarm", "window": 6, **ONE_ALARM}}}
    for channel in said["channels"].values():
        channel["available"] = 0.9
    said["hostility"] = {}


def one_alarm(size: int = 40, **changed: Any) -> Contacts:
    """What is found of one false alarm, with some of its numbers changed."""
    case = made.case_with(one_rung)
    return made.found_in(with_judgements(case, {place(name): value for name, value in changed.items()}), size)


def place(name: str) -> str:
    """Where a number of the edge case stands."""
    return {
        "hotline": "contact/channels/hotline/available/calm",
        "latency": "contact/channels/hotline/latency",
    }.get(name, f"contact/ladder/{name}" if name in LADDER else f"contact/ladder/rungs/alarm/{name}")


def worth(found: Contacts) -> Floats:
    """By how much the hotline lowers the risk of war in an incident."""
    before, after = found.openings.today.given_incident, found.openings.alone["hotline"].given_incident
    assert before is not None
    assert after is not None
    return np.asarray(before - after)


def test_one_false_alarm() -> None:
    """p = .091, p′ = .0196 against a threshold of .05: a denial stops what a side would have fired at."""
    found = one_alarm()
    reached = found.now.reached(opened_by(found.now, ("hotline",)), "alarm")
    after = found.openings.alone["hotline"].given_incident
    assert after is not None
    alone = [oracle.answers(1e-4, 1e-3, 0.05, 0.2, m) for m in reached[0][:3].tolist()]
    both = zip(alone, [oracle.answers(1e-4, 1e-3, 0.05, 0.2, m) for m in reached[1][:3].tolist()], strict=True)
    expected = [1 - (1 - 1e-4) ** 2 * (1 - 1e-3 * a) * (1 - 1e-3 * b) for a, b in both]
    assert after[:3] == pytest.approx(expected, rel=1e-9)
    assert (worth(found) > 0).all()


@pytest.mark.parametrize(
    "changed",
    [{"liar": 1}, {"threshold": 0.2}, {"hotline": 0}, {"false_alarm": 0}, {"latency": 24}],
    ids=["a liar would say the same", "nobody would fire", "nobody answers", "no false alarm", "too late"],
)
def test_worth_nothing(changed: Mapping[str, Any]) -> None:
    assert np.abs(worth(one_alarm(**changed))).max() < 1e-15


def test_worth_more_the_quicker_it_is() -> None:
    found = [worth(one_alarm(latency=hours)).mean() for hours in ([5, 9], [3, 7], [1, 5])]
    assert found == sorted(found)
    assert found[0] < found[-1]


def test_a_channel_without_effect_changes_no_number() -> None:
    def edit(said: dict[str, Any]) -> None:
        said["posts"]["elsewhere"] = {"name": "an embassy elsewhere"}
        said["channels"]["idle"] = {
            "name": "a line to nowhere",
            "ends": ["ministry-a", "elsewhere"],
            "state": "proposed",
            "available": 1,
            "latency": 1,
        }
        said["candidates"]["idle"] = {"name": "a line to nowhere", "opens": ["idle"]}

    found = made.found_in(made.case_with(edit), 50)
    today, idle = found.openings.today, found.openings.alone["idle"]
    assert today.in_years is not None
    assert idle.in_years is not None
    assert (idle.believed == today.believed).all()
    assert (idle.in_years == today.in_years).all()
    assert found.leading == "hotline"


def test_more_channels_never_mean_more_war() -> None:
    found = made.found()
    none, today = found.openings.none, found.openings.today
    assert none is not None
    for less, more in [(none, today), *((today, added) for added in found.openings.alone.values())]:
        assert less.in_years is not None
        assert more.in_years is not None
        assert (more.in_years <= less.in_years + 1e-15).all()


def test_the_risk_of_war_without_each_channel() -> None:
    found = made.found()
    now, today = found.now, found.openings.today
    assert {*found.openings.without} == now.today
    for name, left in found.openings.without.items():
        given = now.given_incident(now.today - {name})
        assert left.given_incident == pytest.approx(given, rel=1e-11)
        assert left.in_years == pytest.approx(in_years(now, given), rel=1e-11)
        assert left.believed == pytest.approx(arriving(now, now.today - {name}), rel=1e-11)
        assert today.in_years is not None
        assert left.in_years is not None
        assert (left.in_years >= today.in_years - 1e-12).all()


def test_the_map_is_what_the_formulas_say() -> None:
    """At one corner of the map, worked out in plain loops."""
    found = made.found()
    now, opened = found.now, opened_by(found.now, ("hotline",))
    told = value_map(now, found.worlds, opened, now.today, 3)
    x, y = told.hostility[2], told.harm[0]
    values = []
    for w in range(found.worlds.size):
        said = {path: float(values[w]) for path, values in now.judged.items()}
        factor = x ** said["hostility/escalation"] * y ** said["harm/escalation"]
        risks = []
        for channels in (opened, now.today):
            windows = [window_of(found, said, w, rung, channels, (float(x), factor)) for rung in now.rungs]
            incidents = said["ladder/incidents"] * x ** said["hostility/incidents"]
            risks.append(oracle.within_years(incidents, oracle.war(windows), said["ladder/deliberate"], 1))
        values.append(said["harm/war"] * y * (risks[1] - risks[0]))
    assert told.value[0, 2] == pytest.approx(np.mean(values), rel=1e-9)


def window_of(
    found: Contacts, said: Mapping[str, float], w: int, rung: str, channels: frozenset[str], at: tuple[float, float]
) -> tuple[float, ...]:
    """One window of decision of one world, at some hostility and with odds multiplied."""
    x, factor = at
    strain = replace(
        NO_STRAIN,
        failing=np.full(found.worlds.size, x ** said["hostility/failing"]),
        disbelief=np.full(found.worlds.size, x ** said["hostility/disbelief"]),
    )
    first, second = found.now.reached(channels, rung, strain)
    start = f"ladder/rungs/{rung}/"
    parts = {path.removeprefix(start): p for path, p in said.items() if path.startswith(start)}
    eased = {"settle", "heeded"}  # what hostility leaves as it is
    harder = {name: p if name in eased else oracle.scaled(p, factor) for name, p in parts.items()}
    return oracle.window(harder, (float(first[w]), float(second[w])), said["ladder/threshold"], said["ladder/liar"])


def test_the_map_has_as_many_multiples_as_asked_for() -> None:
    found = made.found_in(made.skeleton(), 20, map=5)
    assert found.map is not None
    assert found.map.value.shape == (5, 5)
    assert multiples(5)[2] == 1


@pytest.mark.parametrize(
    ("changed", "hostility", "harm"),
    [
        ({"hostility/failing": 2, "hostility/escalation": 0, "hostility/incidents": 0}, False, True),
        ({"hostility/failing": 0, "hostility/disbelief": 0, "hostility/escalation": 0.5}, True, True),
        ({"harm/escalation": -2.5}, None, False),
        ({"harm/escalation": 0}, None, True),
    ],
    ids=["lines fail", "lines hold", "harm deters", "harm does not"],
)
def test_the_sentence_on_channels_can_fail(changed: dict[str, float], hostility: bool | None, harm: bool) -> None:
    """“The importance of contact rises with the difficulty of the relationship and the ability to do harm.”"""
    case = with_judgements(made.skeleton(), {f"contact/{path}": value for path, value in changed.items()})
    found = made.found_in(case, 60)
    told = found.rising["hotline"]
    counted = told.value > 1e-9
    if hostility is not None:
        assert (told.with_hostility[counted].mean() > 0.5) == hostility
    assert (told.with_harm[counted].mean() > 0.5) == harm


def test_the_essays_sentences_can_fail_within_the_ranges_of_their_cases() -> None:
    """Worth more the worse the relationship, and the more harm: each fails where the line is worth something."""
    found = made.found_in(bundled_case("korea-2021"), 150)
    rises = found.rising["hotline"]
    counted = rises.value > 1e-6
    for held in (rises.with_hostility, rises.with_harm):
        assert (held & counted).any()
        assert (~held & counted).any()


@pytest.mark.parametrize(("heeded", "believed", "resolved"), [(0.0, 0.25, False), (0.6, 0.75, True)])
def test_an_embassy_in_1950_might_have_resolved_it_or_not(heeded: float, believed: float, resolved: bool) -> None:
    """At one end of two ranges, hardly a world in which war is less likely by a tenth; at the other, many."""
    case = bundled_case("korea-1950")
    changed = {f"contact/ladder/rungs/{rung}/heeded": heeded for rung in ("parallel", "yalu")}
    changed["contact/channels/peking-ministry/believed"] = believed
    for path, value in changed.items():
        low, high = (getattr(case.judgements[path].judgement, end) for end in ("low", "high"))
        assert low <= value <= high
    found = made.found_in(with_judgements(case, changed), 100)
    embassy = next(other for other in found.counterfactuals if other.counterfactual == "embassy")
    assert embassy.given_incident is not None
    assert (found.lowered(embassy.given_incident).mean() >= 0.1) == resolved


def test_why_it_is_not_worth_more() -> None:
    """With one elasticity set to 0, the same worlds are drawn: where it then rises, that was a reason."""
    harsh = {"contact/hostility/failing": 1.5, "contact/hostility/incidents": 0.4, "contact/harm/escalation": -1.5}
    case = with_judgements(made.skeleton(), harsh)
    found = made.found_in(case, 80)
    assert found.limits is not None
    now, told, rises = found.now, found.limits, found.rising["hotline"]
    stays = ~rises.with_hostility & ~told.hostility["idle"]
    assert stays.any()
    for name in ("incidents", "escalation", "failing", "disbelief"):
        eased = made.found_in(with_judgements(case, {f"contact/hostility/{name}": 0.0}), 80).rising["hotline"]
        assert (told.hostility[name] == (stays & eased.with_hostility)).all()
    named = np.any([held for name, held in told.hostility.items() if name != "idle"], axis=0)
    assert (named == stays).all()
    deters = now.judged["harm/escalation"] < 0
    assert (told.harm["deterred"] == (deters & ~rises.with_harm & (rises.value > 0))).all()
    assert not told.harm["frightened"].any()
    assert map_report(found) is not None


def test_what_is_worth_nothing_is_idle() -> None:
    found = made.found_in(with_judgements(made.skeleton(), {"contact/ladder/liar": 1.0, HEEDED: 0.0}), 30)
    told = limits(found.now, *valued(found), found.rising["hotline"])
    assert told.hostility["idle"].all()
    assert told.harm["idle"].all()


def valued(found: Contacts) -> tuple[frozenset[str], frozenset[str]]:
    """The channels with the hotline, and those without."""
    return opened_by(found.now, ("hotline",)), found.now.today


def test_effects_of_options_are_compared_in_the_same_worlds() -> None:
    case = made.skeleton()
    raw = case.issues["exercises"]
    body = raw.options["suspended"].model_copy(update={"effects": {"incident-rate": half()}})
    issue = raw.model_copy(update={"options": {**raw.options, "suspended": body}})
    found = made.found_in(case.model_copy(update={"issues": {**case.issues, "exercises": issue}}), 40)
    today = found.openings.today.given_incident
    assert today is not None
    told = next(under for under in found.changed if under.name == "freeze")
    often = found.now.judged["ladder/incidents"] / 2
    assert told.in_years == pytest.approx(in_years(found.now, today, often), rel=1e-12)
    assert [under.name for under in found.changed] == ["freeze"]


def half() -> Any:
    from detente.case.judgements import parse

    return parse(-0.5)

"""Whether what would overturn an answer does so in runs of its own, with the judgements set to the values told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from detente.case.faults import CaseError
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters import CHAPTERS, chapter
from detente.chapters.contract import Chapter
from detente.findings import Choice, Rerun, Switch
from detente.outcomes.dependence import all_held
from detente.outcomes.opening import draw
from detente.outcomes.overturn import HALF, Overturn
from detente.outcomes.run import Outcomes, run
from detente.worlds.errors import Interval, Z, interval


def tried(outcomes: Outcomes, case: Case) -> Outcomes:
    """Return outcomes in which what would overturn them was tried, a run a value.

    Args:
        outcomes: The outcomes.
        case: The case as it was read, before the inquiry changed anything in it.

    Returns:
        The same with `confirmed` and `crossings`. A value that the case does not allow to be set, such as the prior of
        one of several explanations, stays untried.
    """
    confirmed = {
        name: tuple(_switched(outcomes, case, name, switch) for switch in found)
        for name, found in outcomes.switches.items()
    }
    crossings = tuple(_crossed(outcomes, case, one) for one in outcomes.overturns)
    return replace(outcomes, confirmed=confirmed, crossings=crossings)


def _switched(outcomes: Outcomes, case: Case, name: str, switch: Switch) -> Switch:
    """Choose again with the judgements set, and compare what was chosen with what should be better."""
    made = outcomes.choices[name]
    assert made.chosen is not None
    wanted = [made.options[made.chosen], *([] if switch.other is None else [made.options[switch.other]])]
    again = _again(outcomes.inquiry, case, switch.together, name, wanted)
    if again is None:
        return switch
    choice, weight = again
    rows = [_row(choice, options) for options in wanted]
    if None in rows:
        return switch
    terms = [choice.terms[row] for row in rows] + [np.zeros(len(weight))]
    share = weight / weight.sum()
    apart = terms[1] - terms[0]
    mean = float(apart @ share)
    error = Z * float(np.sqrt((apart - mean) ** 2 @ share**2))
    reaches = mean + float(np.hypot(error, switch.error)) >= 0
    as_good = mean > 0 if switch.above is None else reaches and mean > switch.now.value
    told = Interval(mean, mean - error, mean + error)
    return replace(switch, rerun=Rerun(float(terms[0] @ share), float(terms[1] @ share), told, as_good))


def _again(
    inquiry: Inquiry, case: Case, values: Mapping[str, float], name: str, wanted: Sequence[Mapping[str, str]]
) -> tuple[Choice, np.ndarray] | None:
    """Run one chapter with judgements set and packages looked at besides; None where it chooses nothing then."""
    packages = [",".join(f"{issue}={option}" for issue, option in options.items()) for options in wanted]
    try:
        worlds = draw(case, _set(inquiry, values, packages))
    except CaseError:
        return None
    found = run(worlds, only=[name])
    choice = chapter(name).choice(found.results[name]) if name in found.results else None
    return None if choice is None else (choice, found.worlds.weight())


def _set(inquiry: Inquiry, values: Mapping[str, float], packages: Sequence[str] = ()) -> Inquiry:
    used = {option.name for one in CHAPTERS for option in one.options}
    options = {name: given for name, given in inquiry.options.items() if name in used}
    asked = tuple(dict.fromkeys([*inquiry.packages, *packages]))
    update = {"changed": {**inquiry.changed, **values}, "packages": asked, "options": options}
    return inquiry.model_copy(update=update)


def _row(choice: Choice, options: Mapping[str, str]) -> int | None:
    return next((n for n, one in enumerate(choice.options) if one == options), None)


def _crossed(outcomes: Outcomes, case: Case, one: Overturn) -> Overturn:
    """Ask in what share of worlds the package of page one holds, with the judgement set."""
    try:
        worlds = draw(case, _set(outcomes.inquiry, one.together))
    except CaseError:
        return one
    weighing = [c.name for c in CHAPTERS if type(c).following is not Chapter.following and c.name in outcomes.results]
    worlds = run(worlds, only=weighing).worlds if weighing else worlds
    holds = all_held(worlds, outcomes.results, outcomes.joints[0])
    if holds is None:
        return one
    shared = interval(holds, worlds.weight())
    few = bool(case.judgements[one.path].judgement.choices)
    return replace(one, rerun=shared, confirmed=shared.high >= HALF and (few or shared.low <= HALF))

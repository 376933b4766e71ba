"""Classes of measures: what the program assumes of a measure where a case names its class and nothing else.

The ranges are judgements of the authors of the program, wide on purpose, and rest on no source: they are there so that
a first answer need not wait for five numbers an option. In a brief they count as assumptions of the program. Whatever
a case says itself of a measure stands in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from detente.case.judgements import Judgement

ClassName = Literal[
    "paper",
    "law",
    "payment",
    "easing",
    "restraint",
    "deployment",
    "access",
    "presence",
    "release",
    "dismantlement",
    "territory",
]
Default = tuple[float, float, str]


@dataclass(frozen=True)
class MeasureClass:
    """What is assumed of the measures of a class: for each judgement a low, a high, and the reason.

    Attributes:
        means: Which measures are meant.
        lead: Months from the decision until it is carried out.
        detection: Months until the others find out that it was withheld or taken back.
        snapback: Months that taking it back needs.
        reversible_others: Share of its worth to others that the mover can take back.
        reversible_own: Share of its own cost that the mover recovers.
    """

    means: str
    lead: Default
    detection: Default
    snapback: Default
    reversible_others: Default
    reversible_own: Default

    @property
    def defaults(self) -> Mapping[str, Default]:
        """Judgement → its low, its high, and the reason."""
        return {name: getattr(self, name) for name in type(self).__annotations__ if name != "means"}


CLASSES: Mapping[str, MeasureClass] = {
    "paper": MeasureClass(
        "a text that is signed or declared: a pledge, a recognition, a protocol",
        lead=(0, 3, "A text is drafted and signed."),
        detection=(0, 1, "It is disowned in public, or is seen to be ignored."),
        snapback=(0, 1, "A statement undoes a statement."),
        reversible_others=(0.4, 1, "Nothing was built; but what has been said stays said."),
        reversible_own=(0.3, 0.9, "Standing that was given does not all come back."),
    ),
    "law": MeasureClass(
        "a law or treaty that a body has to pass",
        lead=(6, 30, "A body has to pass it, and has other business."),
        detection=(0, 1, "Repealing or denouncing it is a public act."),
        snapback=(2, 18, "Notice has to be given, or another law passed."),
        reversible_others=(0.2, 0.8, "What others have built on it outlasts it in part."),
        reversible_own=(0.1, 0.7, "What was given up for it does not all come back."),
    ),
    "payment": MeasureClass(
        "money, fuel, food or goods that are handed over, at once or by instalments",
        lead=(1, 6, "It has to be found, approved and sent."),
        detection=(0, 2, "What does not come is missed at the next date."),
        snapback=(0, 1, "One stops paying."),
        reversible_others=(0.1, 0.7, "What has come is spent; what is still to come can be kept back."),
        reversible_own=(0.1, 0.7, "What was paid is gone; what is still to be paid is saved."),
    ),
    "easing": MeasureClass(
        "sanctions, tariffs, bans or closures that are eased by order",
        lead=(0, 6, "An order is quick; banks, ports and traders are slower."),
        detection=(0, 4, "That a licence is not honoured is learnt slowly."),
        snapback=(0, 6, "Another order; others may take their time to follow."),
        reversible_others=(0.5, 1, "Trade that came back does not all go again."),
        reversible_own=(0.4, 0.9, "Leverage returns as far as others go along."),
    ),
    "restraint": MeasureClass(
        "something that is not done any more: tests, exercises, patrols, flights, broadcasts",
        lead=(0, 2, "It is ordered; what is under way may be finished."),
        detection=(0, 1, "Doing it again is seen or heard."),
        snapback=(0, 3, "It needs some preparation at most."),
        reversible_others=(0.7, 1, "It is done again as before."),
        reversible_own=(0.6, 1, "What was not done meanwhile can be made up for, or nearly."),
    ),
    "deployment": MeasureClass(
        "forces, ships or guns that are moved, pulled back or thinned out",
        lead=(1, 9, "Quarters have to be found elsewhere, and moves take weeks."),
        detection=(0, 2, "Movements are seen by imagery, patrols or neighbours."),
        snapback=(0.1, 2, "They march back within days to weeks."),
        reversible_others=(0.7, 1, "They are in range again."),
        reversible_own=(0.6, 1, "The positions are still there."),
    ),
    "access": MeasureClass(
        "inspectors, observers, sensors or data that are let in",
        lead=(1, 6, "People and equipment have to be chosen, agreed on and sent."),
        detection=(0, 0.5, "Who is turned away says so."),
        snapback=(0, 1, "They are sent home, or the line is cut."),
        reversible_others=(0.5, 1, "What they have seen is known; what they would see is not."),
        reversible_own=(0.5, 1, "What was shown stays known."),
    ),
    "presence": MeasureClass(
        "an office, a post or a line that is opened: a liaison office, an embassy, a joint commission",
        lead=(2, 12, "A building, staff and rules have to be agreed on."),
        detection=(0, 0.5, "It is open or it is not."),
        snapback=(0, 4, "Staff is withdrawn within days to months."),
        reversible_others=(0.4, 0.9, "Recognition outlasts a closed door."),
        reversible_own=(0.2, 0.9, "Standing that was given stays in part."),
    ),
    "release": MeasureClass(
        "people who are set free, or remains that are returned",
        lead=(0, 2, "A list has to be agreed on, and a day."),
        detection=(0, 0.5, "They are home or they are not."),
        snapback=(1, 12, "Others would have to be seized."),
        reversible_others=(0, 0.2, "Who is home stays home."),
        reversible_own=(0, 0.2, "What they were held for is gone."),
    ),
    "dismantlement": MeasureClass(
        "plants, weapons or works that are taken down, shipped out or filled in",
        lead=(3, 36, "It is work, and somebody has to watch it."),
        detection=(0, 6, "What goes on behind a fence is found out late."),
        snapback=(6, 48, "It would have to be built again."),
        reversible_others=(0, 0.5, "Knowledge and spare parts remain."),
        reversible_own=(0, 0.4, "What is taken down is lost, but for what was learnt."),
    ),
    "territory": MeasureClass(
        "land, a crossing or a strip of sea that is handed over or left",
        lead=(1, 24, "People, posts and stores have to be moved."),
        detection=(0, 1, "Who holds a line is seen."),
        snapback=(0.2, 6, "It would have to be taken again."),
        reversible_others=(0, 0.4, "It comes back by force alone, and not all of it."),
        reversible_own=(0, 0.4, "It comes back by force alone, and not all of it."),
    ),
}


def assumed(name: str) -> dict[str, Judgement]:
    """Return what the program assumes of a measure of a class: judgement by judgement, each marked as assumed.

    Args:
        name: One of the classes.

    Example:
        >>> found = assumed("paper")["lead"]
        >>> found.low, found.high, found.assumed
        (0.0, 3.0, True)
    """
    return {
        judged: Judgement(form="uniform", low=low, high=high, why=why, assumed=True)
        for judged, (low, high, why) in CLASSES[name].defaults.items()
    }

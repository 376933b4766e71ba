"""When the package of page one fails: the section of the brief, and the pictures and tables of boxes."""

from __future__ import annotations

from collections.abc import Sequence

from detente.findings import Line, Lines, Section, Table
from detente.findings.words import listed, percent
from detente.outcomes.box_reports import BoxReport, box_report, box_sentences
from detente.outcomes.run import Outcomes

OWN = "outcomes"
QUESTION = "When does it fail?"
NEVER = (
    "No few judgements tell when it fails: what marks the worlds in which it does in one half of them is not found "
    "again in the other."
)
STEP = 0.04  # least distance of two points of a curve
BEHIND = 15  # weight of the section: behind what it turns on


def failing(outcomes: Outcomes) -> tuple[Section, ...]:
    """Return the section about when the package of page one fails; none where nothing is asked of it at once."""
    if not outcomes.joints:
        return ()
    first = outcomes.joints[0]
    about = f"“It” is that the package of page one is {listed(first.alone)}, all at once."
    boxes = [box_report(box) for box in outcomes.fails]
    said = (*box_sentences(boxes, "it fails", NEVER), about)
    return (Section(OWN, QUESTION, said, (), "assumptions", BEHIND),)


def box_table(boxes: Sequence[BoxReport], title: str) -> Table:
    """Return a table of the restrictions of boxes."""
    rows = tuple(
        (str(number), one.says[:1].upper() + one.says[1:], _small(one.quasi_p), percent(one.resampled))
        for number, box in enumerate(boxes, start=1)
        for one in box.restrictions
    )
    says = (
        "Quasi-p: how likely a restriction explains nothing that the others do not. Found again: in which share of ten "
        "halves of the worlds the box found there restricts the same."
    )
    return Table(title, says, ("Box", "Restriction", "Quasi-p", "Found again"), rows)


def box_curve(box: BoxReport, title: str) -> Lines:
    """Return the curve of what one can have: the denser a box of these inputs, the less it covers.

    Of boxes that cover the same it shows the densest.
    """
    at: dict[float, float] = {}
    for coverage, density in sorted(map(tuple, box.curve), reverse=True):
        if not at or min(at) - coverage >= STEP:
            at[coverage] = density
    peeled = "The further one peels these inputs, the denser, and the less is covered. The box that is told"
    covers = f"covers {percent(box.coverage)} at a density of {percent(box.density)}."
    marks = ((float(box.coverage), "1"),)
    return Lines(
        title,
        f"{peeled} (1) {covers}",
        "coverage",
        "density",
        (Line("boxes", tuple(sorted(at.items()))),),
        marks=marks,
        places=PLACES,
        as_table=f"{peeled} {covers}",
    )


PLACES = tuple((share / 4, percent(share / 4)) for share in range(5))


def _small(p: float) -> str:
    return "under 0.001" if p < 0.001 else f"{p:.3f}"

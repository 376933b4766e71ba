"""An argument and its rival about two sisters and an orange, judged once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.inquiry import Inquiry
from detente.claims.audit import Audit, asked, audit, chapters_needed
from detente.outcomes.opening import draw, read
from detente.outcomes.run import Outcomes, run

CASE = """\
title: Two sisters and one orange
date: 2021-08-31
advises: ann
parties: {ann: Ann, bea: Bea}
issues:
  flesh: {name: Flesh, movers: [ann, bea], options: {half: Half each, ann: All to Ann, bea: All to Bea}}
  peel: {name: Peel, movers: [ann, bea], options: {half: Half each, ann: All to Ann, bea: All to Bea}}
  pips: {name: Pips, movers: [bea], options: {kept: Kept, planted: Planted, sold: Sold}}
positions:
  ann: {flesh: {ann: [3, 5], bea: [-5, -3]}, peel: {ann: [0, 1], bea: [-3, 0]}, pips: {planted: [0, 2], sold: [0, 3]}}
  bea: {flesh: {ann: [-5, 0], bea: [0, 1]}, peel: {ann: [-5, -3], bea: [3, 5]}, pips: {planted: [-1, 1], sold: [1, 2]}}
reservation: {ann: 0, bea: 0}
red_lines:
  bea: {pips: {planted: 0.5, sold: 1}}
  ann: {peel: {bea: 0.3}}
scopes:
  narrow: {name: Narrow, exclude: {pips: [planted, sold]}}
  wide: {name: Wide, exclude: {pips: sold}}
  with-sale: {name: With a sale, require: {pips: sold}}
packages:
  swap: {name: Swap, options: {flesh: ann, peel: bea}}
  planting: {name: Planting, options: {flesh: ann, peel: bea, pips: planted}}
  sale: {name: Sale, options: {pips: sold}}
sources: {book: A cookery book}
"""
CLAIMS = """\
argument: {title: Share by use, author: The aunt, side: Whole parts rather than halves, source: book}
claims:
  swap: {says: They can swap, source: book, place: page 2, holds_if: "agreement.attainable[swap]"}
  planting: {says: They can plant too, holds_if: "agreement.attainable[planting]", rests_on: swap}
  more-together: {says: The wider the better, holds_if: "share(agreement.any[wide]) >= share(agreement.any[narrow])"}
  more-narrow: {says: The narrower the better, holds_if: "share(agreement.any[narrow]) > share(agreement.any[wide])"}
  some: {says: Something can be done, holds_if: "share(agreement.any) > 20%", rests_on: [planting]}
  sale: {says: They can sell, holds_if: "agreement.attainable[sale] or agreement.any[with-sale]"}
  dear: {says: Flesh is dear to Ann, holds_if: "'positions/ann/flesh/ann' >= 3"}
  dearer: {says: It is worth four, holds_if: "'positions/ann/flesh/ann' >= 4"}
  cheap: {says: It is worth less, holds_if: "'positions/ann/flesh/ann' < 4"}
  line: {says: The line of Bea is real, holds_if: "'red_lines/bea/pips/planted!'"}
  own-line: {says: Ann's own line is real, holds_if: "'red_lines/ann/peel/bea!'"}
  weapons: {says: They arm, holds_if: "urgency.weapons[2024] > 3"}
  taste: {says: It tastes good, cannot_judge: No chapter tastes}
"""
RIVAL = """\
argument: {title: Halves}
claims:
  no-swap: {says: They cannot swap, holds_if: "not agreement.attainable[swap]", disputes: [swap]}
  worth-little: {says: It is worth little, holds_if: "mean('positions/ann/flesh/ann') < 3.5", disputes: dearer}
"""


def written(folder: Path, **files: str) -> Path:
    """Write a case into a folder."""
    for name, text in {"case": CASE, **files}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def outcomes_of(folder: Path, size: int = 400) -> Outcomes:
    """Run what its arguments need of a case."""
    case = read(folder)
    return run(draw(case, Inquiry(worlds=size, seed=2)), chapters_needed(asked(case)))


@pytest.fixture(scope="package")
def orange(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    files = {"claims": CLAIMS, "claims-halves": RIVAL}
    return outcomes_of(written(tmp_path_factory.mktemp("orange"), **files))


@pytest.fixture(scope="package")
def judged(orange: Outcomes) -> Audit:
    return audit(orange)

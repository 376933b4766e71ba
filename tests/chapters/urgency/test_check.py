"""What `urgency.yaml` may not say, and the words in which that is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.bundled import CASES
from detente.case.faults import CaseError
from detente.case.read import read
from detente.chapters import schemas

SOUND = (CASES / "iran-2013" / "urgency.yaml").read_text(encoding="utf-8")
HOURS = """
attention:
  party: us
  hours: {principal: 20, working: 100}
  own: iran
  files:
    iran: {name: Iran, needs: {principal: 1, working: 9}, worth: 1, first_half: 0.6, decay: 0.1}
"""


def faults(folder: Path, text: str) -> str:
    """The faults of the case of Iran with another `urgency.yaml`."""
    (folder / "case.yaml").write_bytes((CASES / "iran-2013" / "case.yaml").read_bytes())
    (folder / "urgency.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read(folder, schemas())
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("party: iran", "party: irann", "did you mean 'iran'?"),
        ("day: 2013-08-28", "day: 2014-08-28", "2013-10-31 or earlier"),
        ("until: 2015-12-31", "until: 2013-10-01", "a day after 2013-10-31"),
        ("material: low", "material: lou", "the unknown material 'lou'"),
        ("sources: [fordow]", "sources: [fordo]", "did you mean 'fordow'?"),
        ("low: 4, high: 7", "low: 8, high: 7", "a low of 8 above a high of 7"),
        ("takes: {low: {low: 1000", "takes: {low: {low: 0", "takes more than 0"),
        ("by: 2015-12-31}", "by: 2017-12-31}", "from 2013-08-28 to 2015-12-31"),
        ("stops: {low: 0.9, high: 1, by: authors, source: geneva}\n", "\n", "an intervention that does nothing"),
        (
            "from: 2014-01-20\n      stops: {low: 0.9",
            "options: {a: b}\n      stops: {low: 0.9",
            "the unknown issue 'a'",
        ),
    ],
)
def test_it_says_where_what_and_what_else(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in SOUND
    told = faults(tmp_path, SOUND.replace(old, new))
    assert words in told
    assert "urgency.yaml:" in told


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("own: iran", "own: iraq", "did you mean 'iran'?"),
        ("first_half: 0.6", "first_half: 0.4", "0.5 or more"),
        ("party: us", "party: usa", "did you mean 'us'?"),
    ],
)
def test_hours(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert words in faults(tmp_path, HOURS.replace(old, new))


def test_no_start_lies_behind_the_last_day_of_the_arsenal(tmp_path: Path) -> None:
    told = faults(tmp_path, f"{SOUND}\nwaiting:\n  months: 60\n")
    assert "waiting → months: found a start on 2018-10-31, after the last day of the arsenal, 2015-12-31" in told
    assert "expected 26 or less, or a later last day of the arsenal" in told


def test_at_least_one_part(tmp_path: Path) -> None:
    assert "arsenal, waiting or attention" in faults(tmp_path, "{}")


def test_a_drift_names_a_value_of_the_case(tmp_path: Path) -> None:
    text = "waiting: {drifts: {x: {name: it grows, of: reservation/iran, a_year: 1}}}"
    assert "the unknown value 'reservation/iran'" in faults(tmp_path, text)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("{name: deaths}", "no harm of today; expected now, or harm and ladder in contact.yaml"),
        ("{name: deaths, unit: lives}", "a unit of no number; expected now, or no unit"),
        ("{name: deaths, now: 3}", "a number without a unit; expected unit"),
    ],
)
def test_harm_is_stated_or_that_of_a_war(tmp_path: Path, harm: str, words: str) -> None:
    assert words in faults(tmp_path, f"waiting:\n  harm: {harm}\n")

"""Random conditions that make sense, as texts, over a few columns with values that sums of do not round."""

from __future__ import annotations

from hypothesis import strategies as st

from detente.case.condition_names import ConditionNames
from detente.case.model import Case
from detente.findings.columns import ColumnForm

NAMES = ConditionNames(
    (
        ColumnForm("game.won[PARTY]", "PARTY won"),
        ColumnForm("game.drawn", "nobody won"),
        ColumnForm("game.moves[PARTY]", "moves of PARTY", "moves"),
        ColumnForm("game.moves-left", "moves that are left", "moves"),
        ColumnForm("game.chance", "how likely it was", "probability"),
    ),
    lambda path: "points a year",
)
CASE = Case.model_validate(
    {
        "title": "A game",
        "date": "2021-08-31",
        "parties": {"ann": "Ann", "bea": "Bea"},
        "issues": {"peel": {"name": "Peel", "movers": ["ann"], "options": {"half": "Half", "all": "All"}}},
        "positions": {"ann": {"peel": {"all": [1, 3]}}},
        "red_lines": {"bea": {"peel": {"all": [0.2, 0.4]}}},
    }
)
YES = ("game.won[ann]", "game.won[bea]", "game.drawn", "'red_lines/bea/peel/all!'")
MOVES = ("game.moves[ann]", "game.moves[bea]", "game.moves-left")
NUMBERS = ("0", "1", "2", "3.5", "-1", "1e1", "25%", "150 %")
SIGNS = st.sampled_from(("<", "<=", ">", ">=", "==", "!="))
LEVELS = ("0%", "0.25", "50%", "90 %", "1")


@st.composite
def numbers(draw: st.DrawFn, over: bool, depth: int = 2) -> str:
    """Draw a number in each world, or one for all worlds."""
    if over:
        inner = draw(numbers(False, depth - 1))
        given = f" | {draw(conditions(False, depth - 1))}" if draw(st.booleans()) else ""
        plain = draw(st.sampled_from(("share", "mean", "median", "quantile", "count")))
        match plain:
            case "share":
                return f"share({draw(conditions(False, depth - 1))}{given})"
            case "count":
                return (
                    f"count({draw(conditions(True, 0))}, {draw(conditions(True, 0))})"
                    if depth > 0
                    else "mean(game.moves-left)"
                )
            case "quantile":
                return f"quantile({inner}, {draw(st.sampled_from(LEVELS))}{given})"
        return f"{plain}({inner}{given})"
    if depth <= 0:
        return draw(st.sampled_from(MOVES))
    found: str = draw(
        st.one_of(
            st.sampled_from(MOVES),
            st.builds("{} {} {}".format, numbers(False, 0), st.sampled_from("+-*/"), st.sampled_from(NUMBERS)),
            st.builds("({} {} {})".format, numbers(False, depth - 1), st.sampled_from("+-"), numbers(False, depth - 1)),
            st.builds("-{}".format, numbers(False, 0)),
            st.builds(
                "{}({}, {})".format, st.sampled_from(("min", "max")), numbers(False, 0), numbers(False, depth - 1)
            ),
        )
    )
    return found


@st.composite
def conditions(draw: st.DrawFn, over: bool, depth: int = 2) -> str:
    """Draw a condition that is judged in each world, or once for all of them."""
    compared = st.builds("{} {} {}".format, numbers(over, depth - 1), SIGNS, st.sampled_from(NUMBERS))
    chained = st.builds(
        "{} < {} <= {}".format, st.sampled_from(NUMBERS), numbers(over, depth - 1), st.sampled_from(NUMBERS)
    )
    leaves = [compared, chained] if over else [st.sampled_from(YES), compared, chained]
    if depth > 0:
        inner = conditions(over, depth - 1)
        joined = st.builds("({}) {} ({})".format, inner, st.sampled_from(("and", "or", "==", "!=")), inner)
        leaves += [joined, st.builds("not ({})".format, inner)]
    found: str = draw(st.one_of(*leaves))
    return found

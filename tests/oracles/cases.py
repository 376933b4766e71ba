"""Random small cases, as a Hypothesis strategy: plain data that the strict reader accepts as it is.

Numbers are mostly small integers, so that exact ties between what a package is worth and what no agreement is worth
happen often. Nothing is drawn and then thrown away: what the reader would refuse is never built.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from detente.case.base import Frozen, Id
from detente.case.formulas import parse as formula
from detente.case.judgements import Probability
from detente.case.model import Case
from detente.case.patterns import parse
from detente.case.read import read

Data = dict[str, Any]
MOST_PACKAGES = 64
OPTIONS = ("quo", "low", "mid", "high")
PRINCIPALS = ("ann", "bea", "cat", "dot")
FEW_ISSUES = (1, 2, 2, 3, 3, 3, 4)


class Hypothesis(Frozen):
    """An explanation of the other side, with how likely it is."""

    prior: Probability


class Reading(Frozen):
    """A chapter that names hypotheses, as far as `when:` needs it."""

    hypotheses: dict[Id, Hypothesis]


def as_case(data: Data) -> Case:
    """Write the data as a case file and read it with the strict reader; JSON is YAML."""
    with tempfile.TemporaryDirectory() as folder:
        main = {key: value for key, value in data.items() if value and key != "hypotheses"}
        Path(folder, "case.yaml").write_text(json.dumps(main), encoding="utf-8")
        if "hypotheses" in data:
            part = {"hypotheses": data["hypotheses"]}
            Path(folder, "reading.yaml").write_text(json.dumps(part), encoding="utf-8")
        return read(Path(folder), {"reading": Reading})


def ranges(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[Any]:
    """Judgements of the forms that are not a point, from a strategy for their numbers."""
    pairs = st.tuples(numbers, numbers).map(sorted)
    triples = st.tuples(numbers, numbers, numbers).map(sorted)
    return st.one_of(
        pairs,
        triples.map(lambda t: {"low": t[0], "mode": t[1], "high": t[2]}),
        pairs.map(lambda t: {"choices": {str(t[0]): 1.0} if t[0] == t[1] else {str(t[0]): 0.3, str(t[1]): 0.7}}),
    )


@cache
def points(low: int = -3, high: int = 4) -> st.SearchStrategy[Any]:
    """Judgements of points a year: whole numbers more often than not."""
    whole = st.integers(low, high)
    halves = st.integers(2 * low, 2 * high).map(lambda n: n / 2)
    words = st.sampled_from([{"worth": w} for w in ("minor", "-minor", "none", "modest", "-modest")])
    return st.one_of(whole, whole, whole, ranges(whole), ranges(halves), words if low < 0 else whole)


@cache
def chances() -> st.SearchStrategy[Any]:
    """Judgements of probabilities; certainties among them."""
    tenths = st.integers(0, 10).map(lambda n: n / 10)
    words = st.sampled_from([{"words": "likely"}, {"words": "unlikely"}])
    return st.one_of(st.sampled_from([0, 1]), tenths, ranges(tenths), words)


def some(draw: st.DrawFn, items: list[Any], least: int = 0, most: int | None = None) -> list[Any]:
    """Draw some of the items, in the order of the list."""
    most = len(items) if most is None else min(most, len(items))
    if not items or most < least:
        return []
    chosen = draw(st.sets(st.sampled_from(range(len(items))), min_size=least, max_size=most))
    return [items[n] for n in sorted(chosen)]


def _long(stated: Any) -> Data:
    """Return the long form of a position or reservation value."""
    return stated if isinstance(stated, dict) and stated.keys() & {"yearly", "once", "when"} else {"yearly": stated}


class Builder:
    """Builds the data of one case, section by section."""

    def __init__(
        self,
        draw: st.DrawFn,
        most_packages: int,
        principals: tuple[int, int] = (2, 3),
        most_others: int = 3,
        issues: tuple[int, ...] = FEW_ISSUES,
    ) -> None:
        """Draw the parties and issues; everything else refers to them.

        Args:
            draw: Draws from a strategy.
            most_packages: How many combinations of options there are at most.
            principals: How many principals there are, at least and at most.
            most_others: How many other parties there are at most.
            issues: Numbers of issues to choose from.
        """
        self.draw = draw
        self.principals = list(PRINCIPALS[: draw(st.integers(*principals))])
        roles = draw(st.lists(st.sampled_from(["consulted", "consulted", "consenting", "gate"]), max_size=most_others))
        others = dict(zip(("dan", "eve", "fay"), roles, strict=False))
        self.gates = [p for p, role in others.items() if role == "gate"]
        self.consulted = [p for p, role in others.items() if role == "consulted"]
        self.valued = [*self.principals, *(p for p in others if p not in self.gates)]
        heard = self.consulted if draw(st.booleans()) else []
        self.movers = [p for p in (*self.principals, *self.principals, *others) if p not in heard]
        self.asked = [p for p in (*others, *others, *self.gates, *self.principals) if p not in heard]
        self.ladders: dict[str, list[str]] = {}
        left = most_packages
        for n in range(draw(st.sampled_from(issues))):
            if left >= 2:
                size = draw(st.integers(2, min(4, left)))
                left //= size
                self.ladders[f"issue-{n}"] = list(OPTIONS[:size])
        self.issues = list(self.ladders)
        roles_said = {p: "other" if role == "gate" else role for p, role in others.items()}
        self.data: Data = {
            "title": "A random case",
            "date": "2021-08-31",
            "parties": {
                **{p: p.title() for p in self.principals},
                **{p: {"name": p.title(), "role": role} for p, role in roles_said.items()},
            },
        }

    def build(self) -> Data:
        """Draw every section."""
        self._issues()
        if self.draw(st.integers(0, 3)) == 0:
            self.data["hypotheses"] = {h: {"prior": self.draw(chances())} for h in ("firm", "soft")}
            self.data["hypotheses"]["firm"] = {"prior": 0.4}
        self._positions()
        self.data["reservation"] = {p: self._reservation() for p in self.valued}
        self.data["abstains_within"] = {p: self.draw(points(0, 2)) for p in self.valued}
        self.data["discount_rates"] = {p: self.draw(st.sampled_from([0.5, 0.25, 0, [0, 0.5]])) for p in self.valued}
        self._red_lines()
        self._linkages()
        self._consent()
        self._sets()
        self._policies()
        advised = self.draw(st.sampled_from([None, *self.valued]))
        if advised is not None:
            self.data["advises"] = advised
        self._factors()
        return self.data

    def build_plain(self) -> Data:
        """Draw the sections that say what a package is worth, and to whom it is forbidden."""
        self._issues()
        self._positions()
        self.data["reservation"] = {p: self.draw(points(-3, 2)) for p in self.valued}
        self.data["discount_rates"] = {p: self.draw(st.sampled_from([0.5, 0.25, 0, [0, 0.5]])) for p in self.valued}
        self._red_lines()
        self._linkages()
        self._rules()
        return self.data

    def _issues(self) -> None:
        self.data["issues"] = {
            issue: {
                "name": issue.title(),
                "movers": list(dict.fromkeys(some(self.draw, self.movers, 1, 2))),
                "options": {option: self._option(option, n > 0) for n, option in enumerate(ladder)},
            }
            for issue, ladder in self.ladders.items()
        }

    def _option(self, option: str, changes: bool) -> Any:
        kinds = some(self.draw, ["incident-rate", "arsenal"]) if changes and self.draw(st.integers(0, 3)) == 0 else []
        shares = st.integers(-2, 2).map(lambda n: n / 2)
        effects = {kind: self.draw(ranges(shares)) for kind in kinds}
        return {"name": option.title(), "effects": effects} if effects else option.title()

    def _positions(self) -> None:
        self.data["positions"] = {}
        self.data["indifferent"] = {}
        for party in self.valued:
            held = some(self.draw, self.issues) if self.draw(st.booleans()) else self.issues
            held = list(dict.fromkeys([*held, *(self.issues if party == "ann" else [])]))
            ordered = [issue for issue in self.issues if issue in held]
            self.data["positions"][party] = {
                issue: {option: self._position() for option in self.ladders[issue][1:]} for issue in ordered
            }
            rest = [issue for issue in self.issues if issue not in held]
            self.data["indifferent"][party] = rest if self.draw(st.booleans()) else ["rest"]

    def _position(self) -> Any:
        form = self.draw(st.sampled_from(["bare"] * 5 + ["yearly", "once", "both"]))
        said: Data = {}
        if form in {"bare", "yearly", "both"}:
            said["yearly"] = self.draw(points())
        if form in {"once", "both"}:
            said["once"] = self.draw(points())
        if form != "bare" and "hypotheses" in self.data:
            parts = list(said)
            said["when"] = [
                {"hypothesis": h, **{part: self.draw(points()) for part in some(self.draw, parts, 1)}}
                for h in some(self.draw, ["soft", "firm"])
            ]
        return said["yearly"] if form == "bare" else said

    def _reservation(self) -> Any:
        ordinary = self.draw(points(-3, 2))
        if "hypotheses" not in self.data or self.draw(st.booleans()):
            return ordinary
        hypotheses = some(self.draw, ["soft", "firm"])
        when = [{"hypothesis": h, "yearly": self.draw(points(-3, 2))} for h in hypotheses]
        return {"yearly": ordinary, "when": when}

    def _red_lines(self) -> None:
        found: Data = {}
        for party in some(self.draw, self.valued, 0, 2):
            for issue in some(self.draw, self.issues, 0, 2):
                options = some(self.draw, self.ladders[issue][1:], 1)
                found.setdefault(party, {})[issue] = {option: self.draw(chances()) for option in options}
        self.data["red_lines"] = found

    def _which(self, ladder: list[str], least: int) -> Any:
        """Draw one form of a pattern for options no earlier than a place of the ladder."""
        form = self.draw(st.sampled_from(["one", "list", "at_least", "at_most" if least == 0 else "at_least"]))
        if form == "list":
            return some(self.draw, ladder[least:], 1)
        option = self.draw(st.sampled_from(ladder[least:]))
        return option if form == "one" else {form: option}

    def _pattern(self, least: int, most: int, only_changes: bool = False) -> Data:
        """Draw a pattern that the status quo does not match; with `only_changes`, not even in part."""
        issues = some(self.draw, self.issues, min(least, len(self.issues)), most)
        first = self.draw(st.sampled_from(issues))
        return {i: self._which(self.ladders[i], int(only_changes or i == first)) for i in issues}

    def _linkages(self) -> None:
        self.data["linkages"] = {
            f"link-{n}": {
                "party": self.draw(st.sampled_from(self.valued)),
                "pattern": self._pattern(2, 3),
                "value": self.draw(points()),
            }
            for n in range(self.draw(st.integers(0, 2)))
        }

    def _formula(self, depth: int = 2) -> Any:
        party = st.sampled_from(self.asked)
        form = self.draw(
            st.sampled_from(["party", "not_object", "not_object", "accept", "all", "any", "at_least", "at_least"])
        )
        if depth == 0 or form in {"party", "accept", "not_object"}:
            asked = self.draw(party)
            if form == "not_object" and asked not in self.gates:
                return {"not_object": asked}
            return {"accept": asked} if form == "accept" else asked
        if form == "at_least":
            leaves = list(dict.fromkeys(self.asked))[: self.draw(st.integers(2, 4))]
            parts = [{"not_object": p} if p in self.valued and self.draw(st.booleans()) else p for p in leaves]
        else:
            drawn = [self._formula(depth - 1) for _ in range(self.draw(st.integers(1, 3)))]
            parts = [part for n, part in enumerate(drawn) if formula(part) not in map(formula, drawn[:n])]
        return {"at_least": self.draw(st.integers(1, len(parts))), "of": parts} if form == "at_least" else {form: parts}

    def _consent(self) -> None:
        self.data["gates"] = {
            gate: {
                "passes": self.draw(chances()),
                "options": {
                    issue: {option: self.draw(chances()) for option in some(self.draw, self.ladders[issue][1:], 1)}
                    for issue in some(self.draw, self.issues)
                },
            }
            for gate in self.gates
        }
        self.data["consent"] = {
            f"clause-{n}": {"covers": self._pattern(1, 3, only_changes=True), "needs": self._formula()}
            for n in range(self.draw(st.integers(0, 3)))
        }

    def _rules(self) -> None:
        self.data["rules"] = {f"rule-{n}": {"never": self._pattern(1, 3)} for n in range(self.draw(st.integers(0, 2)))}
        if self.draw(st.integers(0, 3)) == 3:
            self.data["rules"]["must"] = {"must_change": list(dict.fromkeys(some(self.draw, self.issues, 1)))}

    def _sets(self) -> None:
        """Draw rules, scopes and named packages."""
        self._rules()
        self.data["scopes"] = {}
        for n in range(self.draw(st.integers(0, 2))):
            required = some(self.draw, self.issues)
            excluded = some(self.draw, [i for i in self.issues if i not in required])
            require = {issue: self._which(self.ladders[issue], 0) for issue in required}
            exclude = {issue: self._which(self.ladders[issue], 1) for issue in excluded}
            if any(self._leaves_a_change(issue, require, exclude) for issue in self.issues):
                self.data["scopes"][f"scope-{n}"] = {"name": f"Scope {n}", "require": require, "exclude": exclude}
        self.data["packages"] = {}
        if not self.data["rules"] and self.draw(st.booleans()):
            options = {i: self.draw(st.sampled_from(self.ladders[i][1:])) for i in some(self.draw, self.issues, 1)}
            self.data["packages"] = {"proposed": {"name": "Proposed", "options": options}}

    def _leaves_a_change(self, issue: str, require: Data, exclude: Data) -> bool:
        ladder = self.ladders[issue]
        left = parse(require[issue]).of(ladder) if issue in require else {*ladder}
        return bool(left - (parse(exclude[issue]).of(ladder) if issue in exclude else set()) - {ladder[0]})

    def _paths(self) -> list[str]:
        """Return paths of judgements that shifts and factors can name; each has a stream of its own."""
        positions = self.data["positions"]
        return [
            *(f"reservation/{p}" for p in self.valued),
            *(f"positions/{p}/{i}" for p in positions for i in positions[p]),
            *(f"red_lines/{p}/{i}" for p, issues in self.data["red_lines"].items() for i in issues),
            *(f"linkages/{name}/value" for name in self.data["linkages"]),
            *(f"gates/{gate}" for gate in self.gates),
        ]

    def _stated(self) -> list[str]:
        """Return the paths of all reservation values and positions, with those that hold under a hypothesis."""
        said = {f"reservation/{p}": _long(stated) for p, stated in self.data["reservation"].items()}
        for p, issues in self.data["positions"].items():
            for i, options in issues.items():
                said |= {f"positions/{p}/{i}/{o}": _long(stated) for o, stated in options.items()}
        found = []
        for path, stated in said.items():
            whens = [(f"{path}/when/{condition['hypothesis']}", condition) for condition in stated.get("when", [])]
            for at, body in [(path, stated), *whens]:
                found += [at + tail for key, tail in (("yearly", ""), ("once", "/once")) if key in body]
        return found

    def _policies(self) -> None:
        paths = [p for p in self._paths() if p.startswith("linkages/")]
        paths += [f"gates/{gate}/passes" for gate in self.gates]
        paths += some(self.draw, self._stated(), 0, 5)
        shifts = {path: self.draw(points(-1, 1)) for path in some(self.draw, paths)}
        seek: Data = {"name": "Seek", "packages": list(self.data["packages"])}
        if self.data["scopes"] and self.draw(st.booleans()):
            seek["scope"] = self.draw(st.sampled_from(list(self.data["scopes"])))
        self.data["policies"] = {"press": {"name": "Press", "shifts": shifts}, "seek": {**seek, "shifts": shifts}}

    def _factors(self) -> None:
        self.data["factors"] = {}
        for n in range(self.draw(st.integers(0, 2))):
            chosen = some(self.draw, self._paths(), 1, 4)
            cut = self.draw(st.integers(1, len(chosen)))
            self.data["factors"][f"factor-{n}"] = {
                "judgements": chosen[:cut],
                "opposed": chosen[cut:],
                "rho": self.draw(st.sampled_from([0, 0.25, 0.5])),
            }


@st.composite
def cases(draw: st.DrawFn, most_packages: int = MOST_PACKAGES, principals: tuple[int, int] = (2, 3)) -> Data:
    """Draw the data of a random case, with so many principals at least and at most (up to 4); `as_case` reads it."""
    return Builder(draw, most_packages, principals).build()


@st.composite
def additive_cases(draw: st.DrawFn, most_packages: int = MOST_PACKAGES, principals: tuple[int, int] = (2, 4)) -> Data:
    """Draw the data of a case in which only principals are asked; it may have linkages, rules and red lines."""
    return Builder(draw, most_packages, principals, most_others=0, issues=(1, 2, 3, 3, 4, 5, 6)).build_plain()


def weights(size: int) -> st.SearchStrategy[list[float]]:
    """Weights of worlds, not all equal; some may be 0, not all."""
    some_weights = st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.25, 3.0]), min_size=size - 1, max_size=size - 1)
    return some_weights.map(lambda w: [2.0, *w])

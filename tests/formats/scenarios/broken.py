"""Broken scenarios: a sound one with something changed, or files of their own, and what must be said about each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.formats.scenarios.folders import Change, changed

LAUGHS = "<!DOCTYPE l [<!ENTITY l0 'ha'>" + "".join(
    f"<!ENTITY l{n} '&l{n - 1};&l{n - 1};&l{n - 1};&l{n - 1};&l{n - 1};'>" for n in range(1, 20)
)
OUTSIDE = '<!DOCTYPE u [<!ENTITY secret SYSTEM "file:///secret.txt">]>\n<utility_space>&secret;</utility_space>'
FETCHED = '<!DOCTYPE u SYSTEM "https://example.org/u.dtd">\n<utility_space/>'

# Scenario, changes, lines that must be part of what is said: a line for each fault, and no other faults.
CHANGED: dict[str, tuple[str, tuple[Change, ...], tuple[str, ...]]] = {
    "real issue": (
        "harbour",
        (("harbour.xml", 'type="integer" etype="integer" vtype="integer"', 'type="real"'),),
        ("harbour.xml:11: issue → Licences: found a real-valued issue; expected discrete or integer",),
    ),
    "real issue in a profile": (
        "harbour",
        (("arda.xml", 'type="integer"', 'type="real"'),),
        ("arda.xml:12: issue → Licences: found a real-valued issue",),
    ),
    "issue of no type": (
        "harbour",
        (("harbour.xml", 'type="integer" etype', 'type="price" etype'),),
        ("harbour.xml:11: issue → Licences: found an issue of the type 'price'",),
    ),
    "issue of another type in a profile": (
        "harbour",
        (("arda.xml", 'type="discrete" etype="discrete"', 'type="integer"'),),
        ("arda.xml:4: issue → Patrols: found an issue of the type 'integer'; expected discrete or integer, as in",),
    ),
    "hyper-rectangles": (
        "harbour",
        (
            (
                "belm.xml",
                "<weight",
                '<utility_function><ufun><hyperRectangle utility="9"/></ufun></utility_function><weight',
            ),
        ),
        ("belm.xml:3: found hyper-rectangles (<hyperRectangle>); expected a linear-additive profile",),
    ),
    "rules": (
        "harbour",
        (("belm.xml", "<weight", "<rules/><weight"),),
        ("belm.xml:3: found rules between issues (<rules>)",),
    ),
    "nonlinear space": (
        "harbour",
        (("belm.xml", "<utility_space>", '<utility_space type="nonlinear">'),),
        ("belm.xml:1: found a utility space of the type 'nonlinear'; expected a linear-additive profile",),
    ),
    "unknown value": (
        "harbour",
        (("arda.xml", 'value="weekly"', 'value="weekyl"'),),
        (
            "arda.xml:4: issue → Patrols: found the unknown value 'weekyl'; expected one of daily, weekly, ended (did",
            "arda.xml:4: issue → Patrols: found no evaluation of weekly; expected one of every value",
        ),
    ),
    "weight missing": (
        "harbour",
        (("belm.xml", '<weight index="2" value="0.5"/>', ""),),
        ('belm.xml:11: issue → Licences: found no weight; expected <weight index="2" value=…>',),
    ),
    "weight twice and no number": (
        "harbour",
        (("belm.xml", 'index="2" value="0.5"', 'index="1" value="much"'),),
        (
            "belm.xml:4: weight: found 'much'; expected a number",
            "belm.xml:4: found a weight of the index 1 a second time; expected each once",
        ),
    ),
    "index that is none": (
        "harbour",
        (("belm.xml", '<weight index="2"', '<weight index="two"'), ("arda.xml", '<weight index="3"', "<weight")),
        (
            "belm.xml:4: weight: found index 'two'; expected a whole number",
            "arda.xml:11: weight: found index nothing; expected a whole number",
        ),
    ),
    "evaluation missing, null, or twice": (
        "harbour",
        (
            ("arda.xml", ' evaluation="4"', ""),
            ("arda.xml", 'evaluation="2"', 'evaluation="null"'),
            ("belm.xml", 'value="weekly"', 'value="ended"'),
            ("belm.xml", 'evaluation="3"', 'evaluation="nan"'),
        ),
        (
            "arda.xml:5: issue → Patrols: found no evaluation of 'daily'",
            "arda.xml:6: issue → Patrols: found no evaluation of 'weekly'",
            "belm.xml:8: issue → Patrols: found 'ended' a second time; expected one evaluation of each",
            "belm.xml:6: issue → Patrols: found no evaluation of weekly",
            "belm.xml:14: issue → Fish & salt: found 'nan'; expected a number up to 1e+09",
        ),
    ),
    "issues that do not belong together": (
        "harbour",
        (
            ("arda.xml", '<issue index="1" name="Patrols"', '<issue index="1" name="Rounds"'),
            ("belm.xml", '<issue index="1"', '<issue index="9"'),
            ("belm.xml", '<issue index="3"', '<issue index="2"'),
        ),
        (
            "arda.xml:4: found the issue 'Rounds' with the index 1; expected 'Patrols', as in the domain",
            'belm.xml:1: issue → Patrols: found no evaluations; expected <issue index="1">',
            'belm.xml:1: issue → Fish & salt: found no evaluations; expected <issue index="3">',
            "belm.xml:6: found the unknown issue 'Patrols'; expected one of Patrols",
            "belm.xml:14: found an issue of the index 2 a second time; expected each once",
        ),
    ),
    "lines that are none": (
        "harbour",
        (("arda.xml", 'ftype="linear"', 'ftype="triangular"'), ("belm.xml", 'slope="-0.375"', "")),
        (
            "arda.xml:13: issue → Licences: found an evaluator of the type 'triangular'; expected linear",
            "belm.xml:12: issue → Licences → slope: found nothing; expected a number",
        ),
    ),
    "other bounds and no line": (
        "harbour",
        (
            ("arda.xml", 'upperbound="6"', 'upperbound="7"'),
            ("belm.xml", '<evaluator ftype="linear" offset="1.25" slope="-0.375"/>', ""),
        ),
        (
            "arda.xml:12: issue → Licences: found upperbound '7'; expected 6, as in the domain",
            "belm.xml:11: issue → Licences: found no <evaluator>; expected one",
        ),
    ),
    "reservation twice and discount in words": (
        "harbour",
        (
            ("arda.xml", '<reservation value="0.25"/>', '<reservation value="0.25"/>\n<reservation value="0.5"/>'),
            ("belm.xml", 'factor value="1.0"', 'factor value="small"'),
        ),
        (
            "arda.xml:24: found <reservation> a second time; expected once",
            "belm.xml:20: discount_factor: found 'small'; expected a number",
        ),
    ),
    "domain with faults": (
        "harbour",
        (
            ("harbour.xml", 'name="Patrols"', 'name=" "'),
            ("harbour.xml", 'value="none"', ""),
            ("harbour.xml", 'upperbound="6"', 'upperbound="1"'),
        ),
        (
            "harbour.xml:5: found an issue without a name",
            "harbour.xml:12: issue → Fish & salt: found no value, or an <item> without one",
            "harbour.xml:11: issue → Licences: found a range from 2 to 1; expected lowerbound ≤ upperbound",
        ),
    ),
    "bounds in words": (
        "harbour",
        (("harbour.xml", 'upperbound="6"', 'upperbound="six"'),),
        ("harbour.xml:11: issue → Licences: found upperbound 'six'; expected a whole number",),
    ),
    "index in words, also in a profile": (
        "harbour",
        (("arda.xml", '<issue index="1"', '<issue index="one"'),),
        (
            "arda.xml:4: issue → Patrols: found index 'one'; expected a whole number",
            "arda.xml:1: issue → Patrols: found no evaluations",
        ),
    ),
    "issue twice": (
        "harbour",
        (("harbour.xml", 'index="2" name="Licences"', 'index="1" name="Licences"'),),
        ("harbour.xml:11: found the issue 'Licences' or its index a second time; expected each once",),
    ),
    "too many values": (
        "harbour",
        (("harbour.xml", 'upperbound="6"', 'upperbound="2000000000"'),),
        ("harbour.xml:11: issue → Licences: found more than 1,000 values; expected fewer: each becomes an option",),
    ),
    "domain without issues": (
        "village-yaml",
        (("village.yml", "issues:", "matters:"),),
        ("village.yml:1: issues: found nothing; expected a list that is not empty",),
    ),
    "GeniusWeb: not linear": (
        "market",
        (("buyer.json", "LinearAdditiveUtilitySpace", "SumOfGroupsUtilitySpace"),),
        ("buyer.json:1: found a profile of the type SumOfGroupsUtilitySpace; expected a LinearAdditiveUtilitySpace",),
    ),
    "GeniusWeb: weights": (
        "market",
        (
            ("buyer.json", '"Price": 0.75', '"Price": 0.5'),
            ("seller.json", '"Colour": 0.5, "Price": 0.5', '"Colour": 1'),
        ),
        (
            "buyer.json:15: LinearAdditiveUtilitySpace → issueWeights: found weights that add up to 0.75; expected",
            "seller.json:6: LinearAdditiveUtilitySpace → issueUtilities → Price: found no weight of 'Price'",
        ),
    ),
    "GeniusWeb: weight in words": (
        "market",
        (("buyer.json", '"Price": 0.75', '"Price": "most"'),),
        ("buyer.json:15: LinearAdditiveUtilitySpace → issueWeights → Price: found 'most'; expected a number",),
    ),
    "GeniusWeb: unknown names": (
        "market",
        (
            ("buyer.json", '"red": 1,', '"rde": 1,'),
            ("buyer.json", '"issueWeights": {"Colour"', '"issueWeights": {"Color"'),
            ("seller.json", '{"red": 0.25', '{"red": 1.25'),
        ),
        (
            "discreteutils: found the unknown value 'rde'; expected one of red, blue, green (did you mean 'red'?)",
            "found no evaluation of red; expected one of every value",
            "issueWeights → Color: found the unknown issue 'Color'; expected one of Colour, Price",
            "found no weight of 'Colour'; expected weight and utilities of every issue",
            "seller.json:5: LinearAdditiveUtilitySpace → issueUtilities → Colour: found a utility outside 0 to 1",
        ),
    ),
    "GeniusWeb: reservation bid": (
        "market",
        (("buyer.json", '"Colour": "blue", "Price": 2.5', '"Colour": "pink", "Rice": 2.5'),),
        (
            "issuevalues → Colour: found the unknown value 'pink'; expected one of red, blue, green",
            "issuevalues → Rice: found the unknown issue 'Rice'; expected one of Colour, Price (did you mean 'Price'?)",
        ),
    ),
    "GeniusWeb: other domain": (
        "market",
        (("buyer.json", '"values": ["red", "blue", "green"]', '"values": ["red", "blue"]'),),
        ("buyer.json:4: LinearAdditiveUtilitySpace → domain: found other issues or values; expected those of",),
    ),
    "GeniusWeb: domain with faults": (
        "market",
        (
            ("market.json", '["red", "blue", "green"]', '["red", "red"]'),
            ("market.json", '"step": 0.5', '"step": 0'),
        ),
        (
            "market.json:4: issuesValues → Colour: found a value a second time; expected each value once",
            "market.json:5: issuesValues → Price → range: found {low: ",
        ),
    ),
    "GeniusWeb: values of no form": (
        "market",
        (
            ("market.json", '{"values": ["red", "blue", "green"]}', '["red"]'),
            ("market.json", '"step": 0.5', '"step": 0.0001'),
        ),
        (
            "market.json:4: issuesValues → Colour: found ['red']; expected {values: […]} or {range: {low, high, step}}",
            "market.json:5: issuesValues → Price: found more than 1,000 values",
        ),
    ),
    "GeniusWeb: fault in a domain of its own": (
        "market",
        (("buyer.json", '"values": ["red", "blue", "green"]', '"values": []'),),
        ("buyer.json:8: LinearAdditiveUtilitySpace → domain → issuesValues → Colour → values: found []",),
    ),
    "GeniusWeb: range without an end": (
        "market",
        (("market.json", '"high": 2.6, ', ""),),
        ("market.json:5: issuesValues → Price → range → high: found nothing; expected a number",),
    ),
    "GeniusWeb: utilities of no form": (
        "market",
        (
            ("buyer.json", '"discreteutils"', '"discrete"'),
            ("seller.json", '"highValue": 2.6', '"highValue": 9'),
            ("seller.json", '"lowValue": 1.5', '"lowValue": 1'),
        ),
        (
            "issueUtilities → Colour: found {discrete: {valueUtilities: ",
            "NumberValueSetUtilities: found utilities from 1 to 9 for values from 1.5 to 2.5; expected the same range",
        ),
    ),
    "GeniusWeb: line over words": (
        "market",
        (
            (
                "seller.json",
                '{"DiscreteValueSetUtilities": {"valueUtilities": {"red": 0.25, "blue": 0.5, "green": 1}}}',
                '{"numberutils": {"lowValue": 0, "highValue": 1, "lowUtility": 0, "highUtility": 1}}',
            ),
        ),
        ("numberutils: found utilities of numbers for values that are none; expected utilities of each value",),
    ),
    "GeniusWeb: line without an end": (
        "market",
        (("seller.json", '"highUtility": 1.0', '"highUtility": "one"'),),
        ("NumberValueSetUtilities → highUtility: found 'one'; expected a number",),
    ),
    "NegMAS: real issue": (
        "village-yaml",
        (("village.yml", "ContiguousIssue", "negmas.outcomes.ContinuousIssue"),),
        ("village.yml:10: issues → 2: found a real-valued issue (ContinuousIssue); expected one of CategoricalIssue",),
    ),
    "NegMAS: space of no form": (
        "village-yaml",
        (
            ("village.yml", "DiscreteCartesianOutcomeSpace", "EnumeratingOutcomeSpace"),
            ("village.yml", "ContiguousIssue", "CallableIssue"),
            ("village.yml", "name: Hours", "name: Well"),
        ),
        (
            "village.yml:2: type: found an outcome space of the type 'EnumeratingOutcomeSpace'; expected",
            "village.yml:10: issues → 2: found an issue of the type CallableIssue",
            "village.yml:15: issues → 3: found the name 'Well'; expected a name of its own for every issue",
        ),
    ),
    "NegMAS: values of no form": (
        "village-yaml",
        (
            ("village.yml", "  - 4\n", "  - 4000\n"),
            ("village.yml", "  - fenced\n", "  - shared\n"),
            ("village.yml", "  values:\n  - 3\n  - 7\n", "  values: few\n"),
        ),
        (
            "village.yml:12: issues → 2 → values: found [1, 4000]; expected from 1 to 1,000 values",
            "village.yml:7: issues → 1 → values: found ['shared', 'shared']; expected up to 1,000 values, each once",
            "village.yml:17: issues → 3 → values: found 'few'; expected [lowest, highest]",
        ),
    ),
    "NegMAS: function of no form": (
        "village-yaml",
        (
            ("anna.yml", "LinearAdditiveUtilityFunction", "HyperRectangleUtilityFunction"),
            ("bruno.yml", "  - 0.25\n", ""),
        ),
        (
            "anna.yml:5: type: found a utility function of the type HyperRectangleUtilityFunction; expected",
            "bruno.yml:30: ufun → weights: found [0.25, 0.25, 0.25]; expected a list of 4, one for each issue",
        ),
    ),
    "NegMAS: reserved outcome": (
        "village-yaml",
        (("bruno.yml", "  reserved_outcome: null", "  reserved_outcome: [shared, 1, 3, true]"),),
        ("bruno.yml:11: ufun → reserved_outcome: found a reserved outcome; expected its utility, as reserved_value",),
    ),
    "NegMAS: value functions of no form": (
        "village-yaml",
        (
            ("anna.yml", "type: IdentityFun", "type: LambdaFun"),
            ("anna.yml", "    fenced: 0.0\n", ""),
            ("bruno.yml", "    slope: -0.25\n", "    slope: steep\n"),
            ("carla.yml", "    fenced: 1.0\n    shared: 0.25\n", "    type: IdentityFun\n"),
        ),
        (
            "anna.yml:16: values → 4: found a value function of the type LambdaFun; expected one of TableFun",
            "anna.yml:7: values → 1: found no evaluation of fenced; expected one of every value",
            "bruno.yml:22: ufun → values → 2 → slope: found 'steep'; expected a number",
            "carla.yml:14: values → Well: found a line over 'Well', whose values are no numbers; expected a table",
        ),
    ),
    "NegMAS: unknown and missing issues": (
        "village-yaml",
        (
            ("carla.yml", "weights:\n  Well: 0.25", "weights:\n  Wall: 0.25"),
            ("anna.yml", "- type: IdentityFun\n", "- 5\n"),
        ),
        (
            "carla.yml:18: weights → Wall: found the unknown issue 'Wall'; expected one of Well, Cows, Hours, Gate",
            "carla.yml:17: weights: found nothing for 'Well'; expected something for every issue",
            "anna.yml:17: values → 4: found 5; expected a value function for 'Gate'",
        ),
    ),
    "YAML of no kind that is read": (
        "village-yaml",
        (("anna.yml", "name: Anna", "name: &a Anna"), ("carla.yml", "name: Carla", "name: [Carla")),
        ("carla.yml:1: found a bracket that is never closed",),
    ),
    "YAML with an anchor": (
        "village-yaml",
        (("anna.yml", "name: Anna", "name: &a Anna"),),
        ("anna.yml:1: name: found an anchor ('&a'); expected the value alone",),
    ),
    "utilities that are too large": (
        "village-json",
        (
            ("village.json", "[true, false]", "[" + "9" * 400 + ", false]"),
            ("bruno.json", '"slope": -0.25', '"slope": 1e9'),
        ),
        (
            "anna.json: found utilities that are too large; expected utilities up to 1e+09",
            "bruno.json: found utilities that are too large",
        ),
    ),
    "two domains": (
        "harbour",
        (
            ("belm.xml", "utility_space", "negotiation_template"),
            ("belm.xml", "</utility_space", "</negotiation_template"),
        ),
        ("found 2 domains (belm.xml, harbour.xml); expected one",),
    ),
}


def raw(name: str, content: bytes) -> Callable[[Path], Path]:
    """Put a file of these bytes in place of a profile of the harbour."""

    def make(folder: Path) -> Path:
        changed("harbour", folder, ())
        (folder / "belm.xml").unlink()
        (folder / name).write_bytes(content)
        return folder

    return make


def web(content: str) -> Callable[[Path], Path]:
    """Put a text in place of a profile of the market."""

    def make(folder: Path) -> Path:
        changed("market", folder, ())
        (folder / "buyer.json").write_text(content, encoding="utf-8")
        return folder

    return make


def without(scenario: str, *files: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        changed(scenario, folder, ())
        for file in files:
            (folder / file).unlink()
        return folder

    return make


def mixed(folder: Path) -> Path:
    changed("harbour", folder, ())
    (folder / "market.json").write_text('{"issuesValues": {"A": {"values": [1, 2]}}}', encoding="utf-8")
    return folder


def link(leads: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        changed("harbour", folder, ())
        (folder.parent / "outside.xml").write_text("<utility_space/>", encoding="utf-8")
        (folder / "zoe.xml").symlink_to(leads)
        return folder

    return make


def directory(folder: Path) -> Path:
    changed("harbour", folder, ())
    (folder / "zoe.xml").mkdir()
    return folder


def huge(folder: Path) -> Path:
    changed("harbour", folder, ())
    with (folder / "belm.xml").open("wb") as opened:
        opened.truncate(20_000_000)
    return folder


def crowded(folder: Path) -> Path:
    changed("harbour", folder, ())
    for number in range(200):
        (folder / f"p{number}.xml").write_text("<a/>", encoding="utf-8")
    return folder


def lonely(folder: Path) -> Path:
    """Two profiles that both leave their domain to a file that is not there."""
    folder.mkdir()
    for name in ("anna.json", "bob.json"):
        (folder / name).write_text('{"LinearAdditiveUtilitySpace": {}}', encoding="utf-8")
    return folder


def empty_domain(folder: Path) -> Path:
    changed("harbour", folder, ())
    (folder / "harbour.xml").write_text("<negotiation_template>\n</negotiation_template>", encoding="utf-8")
    return folder


PROFILE = "<utility_space>"
MADE: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "billion laughs": (
        raw("belm.xml", f"{LAUGHS}]>\n<utility_space>&l19;</utility_space>".encode()),
        ("belm.xml:1: found a document type (<!DOCTYPE>), which could declare entities; expected XML without one",),
    ),
    "external entity": (raw("belm.xml", OUTSIDE.encode()), ("belm.xml:1: found a document type",)),
    "external document type": (raw("belm.xml", FETCHED.encode()), ("belm.xml:1: found a document type",)),
    "undeclared entity": (
        raw("belm.xml", b"<utility_space>\n&secret;</utility_space>"),
        ("belm.xml:2: found text that is not XML (undefined entity)",),
    ),
    "Latin letters without a word": (
        raw("belm.xml", "<utility_space name='é'/>".encode("latin-1")),
        ("belm.xml:1: found text that is not XML (not well-formed (invalid token)); expected XML in UTF-8 or in",),
    ),
    "encoding that is none": (
        raw("belm.xml", b"<?xml version='1.0' encoding='klingon'?>\n<utility_space/>"),
        ("belm.xml:1: found ",),
    ),
    "encoding that is another": (
        raw("belm.xml", b"<?xml version='1.0' encoding='utf-16'?>\n<utility_space/>"),
        ("belm.xml:1: found text that is not XML (encoding specified in XML declaration is incorrect)",),
    ),
    "ampersand": (
        raw("belm.xml", b"<utility_space>\n<issue name='R & D'/></utility_space>"),
        ("belm.xml:2: found text that is not XML",),
    ),
    "empty file": (raw("belm.xml", b""), ("belm.xml:1: found text that is not XML (no element found)",)),
    "no end": (raw("belm.xml", PROFILE.encode()), ("belm.xml:1: found text that is not XML (no element found)",)),
    "too deep": (
        raw("belm.xml", (PROFILE + "<objective>" * 5000).encode()),
        ("belm.xml:1: found more than 32 levels of nesting; expected fewer",),
    ),
    "too many elements": (
        raw("belm.xml", (PROFILE + "<a/>" * 100_000 + "</utility_space>").encode()),
        ("belm.xml:1: found more than 100,000 elements; expected fewer",),
    ),
    "huge file": (huge, ("belm.xml: found more than 10,000,000 bytes; expected at most 10,000,000 bytes",)),
    "folder in place of a file": (
        directory,
        ("zoe.xml: found something other than a file; expected an ordinary file",),
    ),
    "link that leads out": (link("../outside.xml"), ("zoe.xml: found a link that leads out of the folder",)),
    "link that leads nowhere": (link("nowhere.xml"), ("zoe.xml: found a link that leads nowhere",)),
    "no such folder": (lambda folder: folder, ("found no such folder; expected a folder with a domain and a profile",)),
    "nothing to read": (
        without("harbour", "harbour.xml", "arda.xml", "belm.xml"),
        ("found no file of Genius, GeniusWeb, NegMAS or NegoLog; expected one scenario",),
    ),
    "no domain": (without("harbour", "harbour.xml"), ("found no domain of Genius; expected a domain and a profile",)),
    "domain without issues": (
        empty_domain,
        ("harbour.xml:1: found no issue; expected at least one <issue> in an <objective>",),
    ),
    "no profile": (without("harbour", "arda.xml", "belm.xml"), ("found no profile of Genius",)),
    "one profile": (without("harbour", "belm.xml"), ("found one profile only (arda.xml); expected a domain and",)),
    "two formats": (mixed, ("found files of Genius and GeniusWeb; expected one scenario",)),
    "too many files": (crowded, ("found 203 files; expected at most 200",)),
    "not JSON": (web('{\n"a": }'), ("buyer.json:2: found text that is not JSON (Expecting value); expected JSON",)),
    "JSON too deep": (web("[" * 200_000), ("buyer.json: found too many levels of nesting; expected fewer",)),
    "JSON with a long number": (
        web('{"LinearAdditiveUtilitySpace": ' + "9" * 5000 + "}"),
        ("buyer.json: found a number of thousands of digits; expected an ordinary number",),
    ),
    "JSON with a name twice": (
        web(json.dumps({"LinearAdditiveUtilitySpace": {}})[:-1] + ', "LinearAdditiveUtilitySpace": {}}'),
        (
            "buyer.json:1: found 'LinearAdditiveUtilitySpace' a second time; expected each name once",
            "buyer.json:1: LinearAdditiveUtilitySpace → issueUtilities: found nothing; expected names with values",
            "buyer.json:1: LinearAdditiveUtilitySpace → issueWeights: found nothing; expected names with values",
            "found no utilities of 'Colour'",
            "found no utilities of 'Price'",
            "found no weight of 'Colour'",
            "found no weight of 'Price'",
        ),
    ),
    "JSON profile without domain": (
        lonely,
        (
            "anna.json:1: LinearAdditiveUtilitySpace: found no domain; expected a domain",
            "bob.json:1: LinearAdditiveUtilitySpace: found no domain; expected a domain",
        ),
    ),
}

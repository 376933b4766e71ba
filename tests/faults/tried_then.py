"""What each row of the list of faults asks of the command line, so that any commit of the project can be tried.

A row is known by how its first cell begins. What is right is told by exit codes and by what is printed, in words and
keys that do not change; what only the code of today can be asked is in `NOT_TRIED`, with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
FEW = ("--worlds", "100")
SHORT = 20.0  # seconds in which what was refused or slow must have ended


class Ended:
    """How a command ended.

    Attributes:
        code: Its exit code; None if it did not end in time.
        out: What it printed.
        err: What it printed beside that.
        seconds: How long it took.
        folder: Where it ran.
    """

    def __init__(self, code: int | None, out: str, err: str, seconds: float, folder: Path) -> None:
        self.code, self.out, self.err, self.seconds, self.folder = code, out, err, seconds, folder

    @cached_property
    def json(self) -> Any:
        """What it printed, as strict JSON."""
        return json.loads(self.out, parse_constant=_none)

    @property
    def whole(self) -> bool:
        """Whether it did what was asked, without a word about errors."""
        return self.code == 0 and not self.err

    def refused(self, *words: str) -> bool:
        """Whether it was refused, soon and for a reason that holds these words."""
        told = self.code == 2 and "Traceback" not in self.err and self.seconds < SHORT
        return told and all(word in self.err for word in words)


class Row(NamedTuple):
    """What a row of the list asks.

    Attributes:
        commands: The arguments of each command; what begins with `@` is an input beside this file or in `MADE`.
        right: Whether what came of them is right.
    """

    commands: tuple[tuple[str, ...], ...]
    right: Callable[[tuple[Ended, ...]], bool]


def _none(number: str) -> Any:
    raise ValueError(f"{number} in JSON")


def _words(ended: Ended) -> str:
    return " ".join((ended.out + ended.err).split())


def _equal(found: Any, **held: set[str]) -> bool:
    return all({*found["equilibria"][concept]} == states for concept, states in held.items())


def _gmcr(all_of: tuple[Ended, ...]) -> bool:
    strong, weak = {"NNY", "YNY"}, {"NNN", "NNY", "YNY"}
    return all(_equal(one.json, nash=strong, seq=strong, sseq=strong, gmr=weak, smr=weak) for one in all_of)


def _written(all_of: tuple[Ended, ...]) -> bool:
    found = json.loads((all_of[0].folder / "x.gmcr").read_text(encoding="utf-8"))
    ranked = [int(n) for n in found["decisionMakers"][0]["preferenceRanking"]]
    return ranked == [4, 1, 3, 2, 8, 5, 7, 6] and found["coalitions"] == [[0, 1], 2]


def _scenarios(all_of: tuple[Ended, ...]) -> bool:
    sizes = {1: 3, 3: 3, 5: 7, 7: 300}
    return all(len(all_of[n].json["central"]["frontier"]) == size for n, size in sizes.items()) and all_of[-1].refused()


def _value(all_of: tuple[Ended, ...]) -> bool:
    kept, refused = (one.json["probing"]["probes"][0]["information"] for one in all_of)
    return bool(abs(kept - 0.4) < 0.02 and abs(refused - 0.4) < 0.02)


def _letters(all_of: tuple[Ended, ...]) -> bool:
    french, force = all_of
    return french.code not in (0, 1, 2) and "threat" in _words(force).lower() and "no threat" not in _words(force)


def _kept_apart(all_of: tuple[Ended, ...]) -> bool:
    return all("exact" not in line for line in all_of[0].json["page_one"]["basis"]["says"])


def _vaccines(all_of: tuple[Ended, ...]) -> bool:
    (found,) = (one for one in all_of[0].json["probing"]["probes"] if one["probe"] == "vaccines")
    return bool(abs(found["unwaited"] - (found["effect"] - found["cost"])) < 1e-9)


def _japan(all_of: tuple[Ended, ...]) -> bool:
    (japan,) = (one for one in all_of[0].json["nearest"] if one["party"] == "japan")
    return bool(0 < japan["refused"] < japan["refuses"])


def _asks(all_of: tuple[Ended, ...]) -> bool:
    asks = [ask for asked in all_of[0].json["asks"].values() for ask in asked]
    return bool(asks) and all({"lost", "gain", "before"} <= {*ask["errors"]} for ask in asks)


def _soon(all_of: tuple[Ended, ...]) -> bool:
    return all(one.code == 0 and one.seconds < SHORT for one in all_of)


def _never(all_of: tuple[Ended, ...]) -> bool:
    return all_of[0].json["packages"][0]["parties"][0]["payment"] is None and " inf " not in _words(all_of[1])


def _not_followed(all_of: tuple[Ended, ...]) -> bool:
    return all_of[0].code == 0 and (all_of[0].folder / "kept.txt").read_text(encoding="utf-8") == "kept"


def _no_paths(all_of: tuple[Ended, ...]) -> bool:
    (result,) = all_of[0].folder.glob("small-brief/result.json")
    return str(all_of[0].folder) not in result.read_text(encoding="utf-8")


def _whole(all_of: tuple[Ended, ...]) -> bool:
    return all(one.whole and bool(one.json) for one in all_of)


def _brief(*names: str) -> tuple[tuple[str, ...], ...]:
    return tuple(("brief", f"@{name}", *FEW, "--out", f"{name}-out", "--no-open", "--json") for name in names)


SMALL = """\
title: Small
date: 2021-08-31
parties: {a: A, b: B}
issues: {x: {name: X, movers: [a], options: {no: "No", yes: "Yes"}}}
positions: {a: {x: {yes: [-1, 1]}}, b: {x: {yes: 1}}}
reservation: {a: 0, b: 0}
"""


def _many_options() -> str:
    options = ", ".join(f"o{n}: O{n}" for n in range(1000))
    worth = ", ".join(f"o{n}: [0, {n}]" for n in range(1, 1000))
    top = "title: Many\ndate: 2021-08-31\nparties: {a: A, b: B}\n"
    issues = f"issues: {{x: {{name: X, movers: [a], options: {{{options}}}}}}}\n"
    return f"{top}{issues}positions: {{a: {{x: {{{worth}}}}}, b: {{x: {{{worth}}}}}}}\nreservation: {{a: 0, b: 0}}\n"


def _misspelt() -> str:
    sources = "\n".join(f"  source-number-{n}: {{name: S{n}}}" for n in range(900))
    cited = ", ".join(f"sorce-numbr-{n}" for n in range(900))
    return f"{SMALL.replace('{yes: 1}', f'{{yes: {{value: 1, source: [{cited}]}}}}')}sources:\n{sources}\n"


def _ties() -> str:
    issues = "\n".join(f"  i{n}: {{name: I{n}, movers: [a], options: {{o0: O0, o1: O1}}}}" for n in range(18))
    likes, minds = (
        ", ".join(f"i{n}: {{o1: [{sign * (n % 3) + low}, {sign * (n % 3) + low + 2}]}}" for n in range(18))
        for sign, low in ((1, 0), (-1, -2))
    )
    top = "title: Ties\ndate: 2021-08-31\nparties: {a: A, b: B}\nissues:\n"
    return f"{top}{issues}\npositions:\n  a: {{{likes}}}\n  b: {{{minds}}}\nreservation: {{a: 0, b: 0}}\n"


def _six() -> str:
    names = [f"p{n}" for n in range(6)]
    movers = ", ".join(names)
    issues = "\n".join(f"  i{n}: {{name: I{n}, movers: [{movers}], options: {{a: A, b: B, c: C}}}}" for n in range(30))
    rows = "\n".join(
        f"  {who}: {{"
        + ", ".join(f"i{n}: {{b: {(n * 7 + k * 5) % 11 - 5}, c: {(n * 3 + k * 7) % 13 - 6}}}" for n in range(30))
        + "}"
        for k, who in enumerate(names)
    )
    parties = ", ".join(f"{who}: {who.upper()}" for who in names)
    said = ", ".join(f"{who}: -1000" for who in names)
    top = f"title: Six\ndate: 2021-08-31\nparties: {{{parties}}}\nissues:\n"
    return f"{top}{issues}\npositions:\n{rows}\nreservation: {{{said}}}\n"


MADE: Mapping[str, Mapping[str, str]] = {
    "small": {"case.yaml": SMALL},
    "many-options": {"case.yaml": _many_options()},
    "misspelt": {"case.yaml": _misspelt()},
    "ties": {"case.yaml": _ties()},
    "six": {"case.yaml": _six()},
    "french.txt": {"": "L’Égypte exige un accord juridiquement contraignant avant tout remplissage du barrage.\n"},
    "force.txt": {"": "We reserve the right to use force.\n"},
    "afile": {"": "in the way\n"},
    "kept.txt": {"": "kept"},
}
CHECK = {name: ("check", f"@{name}") for name in ("answer-underflow-all", "answer-underflow-one", "like-denormal")}
GMCR_FILES = ("current-keys.gmcr", "old-vector-key.gmcr", "UPPER.GMCR")
SCENARIOS = ("uncertain", "stray-pareto", "rounding-tie", "frontier-300")
KOREA = "korea-2021"

TRIED: Mapping[str, Row] = {
    "A roadmap was praised": Row(
        (("roadmap", "sinai-1974-75", *FEW, "--json"),),
        lambda all_of: {"begun", "walked"} <= {*all_of[0].json["recommended"]},
    ),
    "Page one took judgements": Row(
        (("brief", KOREA, *FEW, "--no-open", "--out", "k", "--json"),),
        lambda all_of: "If judgements err together" in all_of[0].out,
    ),
    "“Refuses in 78 %": Row((("agreement", KOREA, *FEW, "--json"),), _japan),
    "What to ask for first": Row((("agreement", KOREA, *FEW, "--json"),), _asks),
    "A disputed range": Row(
        (("agreement", "orange", *FEW, "--set", "reservation/ann=0", "--json"), ("agreement", "orange", "--help")),
        lambda all_of: "--set" in all_of[1].out,
    ),
    "A deal kept under one": Row(
        tuple(("approach", f"@{name}", *FEW, "--json") for name in ("kept-by-explanation", "refusal-by-explanation")),
        _value,
    ),
    "A probe that nobody": Row((("approach", KOREA, *FEW, "--json"),), _vaccines),
    "Probes without evidence": Row(_brief("no-evidence"), _whole),
    "The author’s own": Row(
        _brief("judgement-as-source"),
        lambda all_of: all_of[0].json["page_one"]["basis"]["says"][0].startswith("4 judgements: none from checked"),
    ),
    "An agreement of trifles": Row((("check", "@worsening"),), lambda all_of: "Worth a look" in all_of[0].out),
    "A mediator got no letter": Row(
        (("letter", "draft", "@mediator", *FEW, "--to", "egypt"), ("approach", "@mediator", *FEW, "--json")),
        lambda all_of: all_of[0].code == 0 and bool(all_of[1].json["probing"]["probes"]),
    ),
    "A mover without": Row(_brief("mover-without-a-stake"), _whole),
    "“Every package judged": Row((("brief", "prisoners", *FEW, "--no-open", "--json", "--out", "p"),), _kept_apart),
    "Two runs with other": Row(
        (
            ("roadmap", "sinai-1974-75", "-n", "50", "--json"),
            ("roadmap", "sinai-1974-75", "-n", "50", "--max-rounds", "1", "--json"),
        ),
        lambda all_of: all_of[0].json["meta"] != all_of[1].json["meta"],
    ),
    "An option that a chapter": Row(
        (("agreement", "orange", *FEW, "--max-rounds", "2"),), lambda all_of: all_of[0].refused("--max-rounds")
    ),
    "A letter in French": Row(
        tuple(("letter", "check", KOREA, f"@{name}") for name in ("french.txt", "force.txt")), _letters
    ),
    "`--out` with a file": Row(
        (("brief", KOREA, "--out", "@afile", "--no-open"), ("brief", "orange", *FEW, "--out", "", "--no-open")),
        lambda all_of: all_of[0].refused() and all_of[1].refused(),
    ),
    "Files as GMCR+ writes": Row(tuple(("stability", f"@gmcr/{name}", "--json") for name in GMCR_FILES), _gmcr),
    "Written rankings": Row((("convert", "@gmcr/export-three", "x.gmcr"),), _written),
    "Scenarios of type": Row(
        (
            *(
                command
                for name in SCENARIOS
                for command in (
                    ("convert", f"@convert/{name}", f"c-{name}"),
                    ("agreement", f"./c-{name}", "--worlds", "10", "--json"),
                )
            ),
            ("convert", "@geniusweb-not-a-mapping", "c"),
        ),
        _scenarios,
    ),
    "Ten thousand tied": Row(
        (("convert", "@ten-to-five", "t", "--scaling", "raw"), ("agreement", "./t", "--worlds", "10")), _soon
    ),
    "Six parties with three": Row(
        (("agreement", "@six", "--worlds", "10"),), lambda all_of: all_of[0].code == 0 and all_of[0].seconds < 2 * SHORT
    ),
    "Priors that add up": Row(
        (*CHECK.values(), ("check", "@priors-1.0001")),
        lambda all_of: all(one.refused() for one in all_of) and "1.0001" in all_of[-1].err,
    ),
    "`Infinity` in JSON": Row(
        (("stability", "@detection-never", *FEW, "--json"), ("stability", "@detection-never", *FEW)), _never
    ),
    "Tracebacks at the ends": Row(_brief("lead-year-9999", "starts-9999", "reading-year-0001"), _whole),
    "A roadmap with nothing": Row(
        (("roadmap", "@roadmap-with-conflict-only", *FEW),), lambda all_of: all_of[0].refused("lacks", "measures")
    ),
    "A name of 255": Row(
        (("letter", "draft", "@word-255", *FEW, "--out", "letter.docx"),),
        lambda all_of: "Traceback" not in all_of[0].err,
    ),
    "Eighteen issues": Row((("agreement", "@ties", "--worlds", "10"),), _soon),
    "A thousand options": Row((("check", "@many-options"),), _soon),
    "900 misspelt names": Row((("check", "@misspelt"),), lambda all_of: all_of[0].refused("sorce-numbr-1")),
    "A link named": Row((("brief", "@small", *FEW, "--out", "linked", "--no-open"),), _not_followed),
    "Ten million worlds": Row(
        (("brief", KOREA, "--worlds", "10000000", "--no-open", "--out", "m"),),
        lambda all_of: all_of[0].refused("worlds"),
    ),
    "`result.json` held": Row((("brief", "@small", *FEW, "--no-open"),), _no_paths),
    "An explanation ruled": Row(_brief("prior-zero-approach"), _whole),
    "Control characters": Row((("check", "@c1-controls"),), lambda all_of: all_of[0].refused("0x009b")),
}

LATER = "the case came later, and its form is of today"
SEEDS = "takes eight runs of a minute each"
INSIDE = "asks code of today, or how processes end"
NOT_TRIED: Mapping[str, str] = {
    "A package beaten": LATER,
    "An interim text": LATER,
    "`check` listed one lack": LATER,
    "Eight seeds": SEEDS,
    "A driver was told": "stood on the page of 2,000 worlds alone",
    "Bars of demands": INSIDE,
    "An essay against": "sentences of an essay, judged one by one",
    "“Bad file descriptor”": "now and then, under load",
    "20 options with 5": "the test makes its files",
    "Evidence as unlikely": "the test makes its case",
    "An order that waits": "the test makes its case",
    "One chapter failed": "the test breaks a chapter",
    "Two briefs into one": "now and then, by the clock",
    "SIGTERM left workers": INSIDE,
    "A killed worker": INSIDE,
    "No shared memory": INSIDE,
    "Closed streams": INSIDE,
    "A full disk": INSIDE,
}

"""Try thousands of mutants: `make fuzz ARGS="--mutants 5000 --seed 7 --cases orange,sinai-1974-75"`.

Each problem is printed once, with the mutant that shows it first, which is kept in the folder `out/fuzz`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.mutants import mutant
from tests.fuzz.trials import MOST_SECONDS, bases, tried

LINES_SHOWN = 6


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--mutants", type=int, default=2000, help="how many to try")
    parser.add_argument("--seed", type=int, default=0, help="number of the first one")
    parser.add_argument("--cases", help="which cases to change, parted by commas; default: all")
    parser.add_argument("--seconds", type=int, default=MOST_SECONDS, help="how long one may take")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="after how many no further one is tried")
    parser.add_argument("--read-only", action="store_true", help="do not run the chapters")
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"), help="where mutants with a problem are kept")
    given = parser.parse_args()
    known = bases()
    names = given.cases.split(",") if given.cases else sorted(known)
    seen: Counter[str] = Counter()
    ran = done = 0
    end = time.monotonic() + 60 * given.minutes
    for number in range(given.seed, given.seed + given.mutants):
        if time.monotonic() > end:
            break
        rng = random.Random(number)
        name = names[number % len(names)]
        files = mutant(known[name], rng)
        trial = tried(files, given.seconds, runs=not given.read_only)
        ran += trial.ran
        done += 1
        if not trial.problem:
            continue
        kind = "\n".join(trial.problem.strip().splitlines()[-LINES_SHOWN:])
        key = kind.splitlines()[-1][:60] + "".join(line for line in kind.splitlines() if line.startswith("  File"))
        seen[key] += 1
        if seen[key] == 1:
            folder = given.out / f"{name}-{number}"
            folder.mkdir(parents=True, exist_ok=True)
            for file, text in files.items():
                (folder / file).write_bytes(text.encode("utf-8", "surrogatepass"))
            print(f"--- {name}, mutant {number}, kept in {folder}\n{kind}", flush=True)
    print(f"{done} mutants, {ran} of them sound; {len(seen)} kinds of problem in {seen.total()} mutants.")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())

"""Try the list of faults on another commit: `python -m tests.faults 88208dd`, or `python -m tests.faults` on this one.

The code of the commit runs in this environment, from a folder of its own. Printed is a table: each row of the list,
whether it fails there, and what was seen, or why it cannot be tried on a command line.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.tried_then import HERE, MADE, NOT_TRIED, TRIED, Ended, Row

ROOT = HERE.parents[1]
THEN = HERE / "then"  # files of inputs in the form that they had when they failed
EARLY = "88208dd8"  # the commit whose faults the list told; of it, and before, inputs have that form


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("commit", nargs="?", help="which one to try; default: the files as they are")
    parser.add_argument("--only", default="", help="rows that begin so")
    parser.add_argument("--seconds", type=float, default=300, help="how long a command may take")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = ROOT / "src" if given.commit is None else checked_out(given.commit, Path(folder, "source"))
        early = given.commit is not None and is_early(given.commit)
        print("| It was | There | Seen |\n| --- | --- | --- |")
        for was in beginnings():
            if not was.startswith(given.only):
                continue
            key = next((one for one in (*TRIED, *NOT_TRIED) if was.startswith(one)), "")
            if key in TRIED:
                place = Path(folder, str(abs(hash(key))))
                right, seen = judged(TRIED[key], source, place, early, given.seconds)
                print(f"| {was} | {'right' if right else 'fails'} | {seen} |", flush=True)
            else:
                print(f"| {was} | not tried | {NOT_TRIED.get(key, '')} |", flush=True)
    return 0


def beginnings() -> list[str]:
    """Return the first cell of every row of the list."""
    lines = (HERE / "README.md").read_text(encoding="utf-8").splitlines()
    return [line.split(" | ")[0].removeprefix("| ") for line in lines if line.startswith("| ")][2:]


def checked_out(commit: str, folder: Path) -> Path:
    """Return where the source of a commit lies."""
    folder.mkdir()
    packed = subprocess.run(["git", "archive", commit, "src"], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "x", "-C", str(folder)], input=packed, check=True)
    return folder / "src"


def is_early(commit: str) -> bool:
    """Whether a commit is the one whose faults were listed, or before it."""
    asked = ["git", "merge-base", "--is-ancestor", commit, EARLY]
    return subprocess.run(asked, cwd=ROOT, check=False).returncode == 0


def judged(row: Row, source: Path, folder: Path, early: bool, seconds: float) -> tuple[bool, str]:
    """Run the commands of a row in a folder of its own; return whether all is right, and what was seen last."""
    folder.mkdir()
    laid_out(row, folder, early)
    ended = tuple(run(command, source, folder, seconds) for command in row.commands)
    worst = next((one for one in ended if one.code != 0), ended[-1])
    try:
        right, lacks = row.right(ended), ""
    except (KeyError, IndexError, TypeError, ValueError, OSError) as error:
        right, lacks = False, "" if worst.code else f"{type(error).__name__}: {error}"
    said = (lacks or worst.err or "").strip().splitlines() or [""]
    ends = "unfinished" if worst.code is None else f"exit code {worst.code}"
    took = f"{max(one.seconds for one in ended):.1f} s"
    return right, ", ".join(one for one in (ends, took, said[-1][:120].replace("|", "/")) if one)


def laid_out(row: Row, folder: Path, early: bool) -> None:
    """Put the inputs of a row into its folder."""
    for name in {part[1:] for command in row.commands for part in command if part.startswith("@")}:
        made, target = MADE.get(name), folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if made is not None:
            for file, text in made.items():
                (target / file if file else target).parent.mkdir(exist_ok=True)
                (target / file if file else target).write_text(text, encoding="utf-8")
        elif (HERE / name).is_dir():
            shutil.copytree(HERE / name, target)
            if early and (THEN / name).is_dir():
                shutil.copytree(THEN / name, target, dirs_exist_ok=True)
        else:
            shutil.copy(HERE / name, target)
    (folder / "linked").mkdir()
    (folder / "kept.txt").write_text("kept", encoding="utf-8")
    (folder / "linked" / "brief.html.part").symlink_to(folder / "kept.txt")


def run(command: tuple[str, ...], source: Path, folder: Path, seconds: float) -> Ended:
    """Run a command by the code that lies somewhere, and return how it ended."""
    paths = [f"./{part[1:]}" if part.startswith("@") else part for part in command]
    known = {"PYTHONPATH": str(source), "PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUTF8": "1"}
    began = time.monotonic()
    try:
        asked = [sys.executable, "-m", "detente", *paths]
        done = subprocess.run(
            asked, cwd=folder, env=known, capture_output=True, text=True, timeout=seconds, check=False, encoding="utf-8"
        )
    except subprocess.TimeoutExpired:
        return Ended(None, "", "", seconds, folder)
    return Ended(done.returncode, done.stdout, done.stderr, time.monotonic() - began, folder)


if __name__ == "__main__":
    sys.exit(main())

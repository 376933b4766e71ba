"""Tests run as the command does: one thread for linear algebra, and garbage looked for seldom.

This is said before anything loads numpy, which asks only then. More threads wait for each other busily, and took half
of the processor time of a run of `korea-2021` in few worlds.
"""

from __future__ import annotations

import os

from detente.cli import LINEAR_ALGEBRA
from detente.cli.surroundings import seldom_tidied

for name in LINEAR_ALGEBRA:
    os.environ.setdefault(name, "1")
seldom_tidied()

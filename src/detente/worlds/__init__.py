"""Plausible worlds: one draw of every judgement of a case, repeatably, in blocks, by one process or many."""

from detente.worlds.draws import Draws
from detente.worlds.worlds import RunEntry, Worlds

__all__ = ["Draws", "RunEntry", "Worlds"]

"""What goes wrong with help to those who talk, and is theirs to mend."""

from __future__ import annotations


class HelpError(ValueError):
    """Something that was asked for and cannot be done; the message says why, and what could."""

"""The command, run as in the tests of the command."""

from tests.cli.conftest import elsewhere

__all__ = ["elsewhere"]

"""Readers and writers of other programs' files, and of the case folders that they are turned into.

`detente.formats.scenarios` reads negotiation scenarios of Genius, GeniusWeb, NegMAS and NegoLog. `detente.formats.gmcr`
reads and writes conflicts of GMCR+. Every reader lists all faults of a file at once, with their lines, as a
`CaseError`.
"""

from detente.formats.case_folder import quoted, tidy, write_case

__all__ = ["quoted", "tidy", "write_case"]

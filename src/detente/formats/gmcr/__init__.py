"""Conflict files of GMCR+ (`.gmcr`): read into the form in which a case states a conflict, and written from it.

The reader and the writer follow the published description of the format; no code or file of GMCR+ was used.
"""

from detente.formats.gmcr.read import GmcrFile, open_gmcr
from detente.formats.gmcr.write import gmcr_text, left_out

__all__ = ["GmcrFile", "gmcr_text", "left_out", "open_gmcr"]

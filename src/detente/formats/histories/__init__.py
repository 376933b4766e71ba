"""Tables of past agreements and events of others, which you may hold: PA-X, and the CSIS table of provocations.

Neither comes with the program. What is read is turned into plain tables that `precedent.yaml` can point to; of texts
under copyright, such as descriptions of events, nothing is taken over.
"""

from detente.formats.histories.plain_tables import PlainTable
from detente.formats.histories.table_files import TABLE, open_table

__all__ = ["TABLE", "PlainTable", "open_table"]

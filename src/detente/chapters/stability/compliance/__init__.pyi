from .courses import Course as Course
from .ledger import Ledger as Ledger
from .ledger import opened as opened
from .ledger_entries import Discovery as Discovery
from .terms import CrisisTerms as CrisisTerms
from .terms import MeasureTerms as MeasureTerms
from .terms import Terms as Terms
from .terms import read as read

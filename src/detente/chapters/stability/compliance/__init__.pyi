from .courses import Course as Course
from .courses import Discovery as Discovery
from .ledger import Ledger as Ledger
from .ledger import opened as opened
from .terms import MeasureTerms as MeasureTerms
from .terms import Terms as Terms
from .terms import read as read

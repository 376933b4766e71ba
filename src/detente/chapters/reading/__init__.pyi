from .chapter import READING as READING
from .report import ReadingReport as ReadingReport
from .result import Beliefs as Beliefs

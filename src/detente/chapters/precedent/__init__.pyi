from .chapter import PRECEDENT as PRECEDENT
from .report import PrecedentReport as PrecedentReport

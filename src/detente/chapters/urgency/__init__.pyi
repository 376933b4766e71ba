from .chapter import URGENCY as URGENCY
from .report import UrgencyReport as UrgencyReport

from .chapter import APPROACH as APPROACH
from .report import ApproachReport as ApproachReport
from .result import Approaches as Approaches

from .analyse import durability_trace as durability_trace
from .chapter import STABILITY as STABILITY
from .columns import DURABLE as DURABLE
from .report import StabilityReport as StabilityReport
from .result import Stability as Stability
from .schema import Measure as Measure
from .schema import StabilityFile as StabilityFile

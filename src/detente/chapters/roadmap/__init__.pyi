from .chapter import ROADMAP as ROADMAP
from .columns import REACHABLE as REACHABLE
from .questions.reassurance import GestureStage as GestureStage
from .report import RoadmapReport as RoadmapReport
from .result import Roadmaps as Roadmaps

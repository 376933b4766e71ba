from . import graph as graph
from .case.faults import CaseError as CaseError
from .case.inquiry import Inquiry as Inquiry
from .case.model import Case as Case
from .chapters import chapter as chapter
from .chapters.contract import Chapter as Chapter
from .chapters.contract import Upstream as Upstream
from .outcomes.opening import draw as draw
from .outcomes.opening import read as read
from .outcomes.run import Outcomes as Outcomes
from .outcomes.run import run as run
from .worlds import Worlds as Worlds

__all__: list[str]
__version__: str

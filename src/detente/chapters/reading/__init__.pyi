from .chapter import READING as READING
from .likelihoods import completed as completed
from .report import ReadingReport as ReadingReport
from .result import Beliefs as Beliefs
from .silence import would_still_reply as would_still_reply

from .chapter import READING as READING
from .columns import POSTERIOR as POSTERIOR
from .likelihoods import where_true as where_true
from .report import ReadingReport as ReadingReport
from .result import Beliefs as Beliefs
from .result import joint_name as joint_name
from .silence import would_still_reply as would_still_reply

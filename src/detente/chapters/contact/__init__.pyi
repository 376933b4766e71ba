from .chapter import CONTACT as CONTACT
from .posts_and_channels import Network as Network
from .questions.way_to_talks import Begun as Begun
from .questions.way_to_talks import begun_today as begun_today
from .report import ContactReport as ContactReport
from .reports.talks_reports import TalksBy as TalksBy
from .reports.talks_reports import begun_numbers as begun_numbers

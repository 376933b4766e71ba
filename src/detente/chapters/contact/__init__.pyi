from .chapter import CONTACT as CONTACT
from .report import ContactReport as ContactReport

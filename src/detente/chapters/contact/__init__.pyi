from .chapter import CONTACT as CONTACT
from .posts_and_channels import Network as Network
from .report import ContactReport as ContactReport

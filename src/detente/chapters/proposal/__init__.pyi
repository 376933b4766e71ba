from .analyse import analyse as analyse
from .chapter import PROPOSAL as PROPOSAL
from .report import ProposalReport as ProposalReport
from .result import Proposals as Proposals
from .schema import ProposalFile as ProposalFile

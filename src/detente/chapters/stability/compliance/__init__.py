"""What keeping, breaking and suffering a breach are worth, for any round of an exchange, in a block of worlds."""

from detente.chapters.stability.compliance.ledger import Ledger, opened
from detente.chapters.stability.compliance.terms import MeasureTerms, Terms, read

__all__ = ["Ledger", "MeasureTerms", "Terms", "opened", "read"]

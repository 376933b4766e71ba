"""What became of comparable agreements: a table, nearest precedents, survival, and what two trends are worth."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

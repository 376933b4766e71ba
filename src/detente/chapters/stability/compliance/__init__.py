"""What keeping, breaking and suffering a breach are worth, for any round of an exchange, in a block of worlds."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

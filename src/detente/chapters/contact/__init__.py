"""What a channel is worth, which one is missing, and how talks begin: network, crisis ladder, health of lines."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

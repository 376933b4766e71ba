"""What waiting costs: an arsenal that grows, chances that change, and hours that other matters take."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

"""Which limited agreement is attainable, which demands and vetoes would torpedo it, and who would refuse."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

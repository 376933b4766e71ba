"""Letters: drafts from the case, and checks of what any text raises, leaves out and threatens."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

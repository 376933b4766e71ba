"""Which package to propose: what comes of it, what cannot be told apart from it, what to propose after a refusal."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

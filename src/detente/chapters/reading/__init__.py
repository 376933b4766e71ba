"""What does the other side's behaviour, and its silence, say about it: hypotheses, evidence, weights of worlds."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

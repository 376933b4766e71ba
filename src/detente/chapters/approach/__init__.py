"""What should be sent next, what would the answer tell, and does a letter say what it should?"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

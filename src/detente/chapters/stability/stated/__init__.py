"""A graph model stated directly: in the section `conflict` of `stability.yaml`, or in a file of another program."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

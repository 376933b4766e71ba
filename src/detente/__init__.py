"""Find the limited agreement that is attainable between adversaries, and what it turns on.

A case holds judgements about a dispute; an inquiry says what is asked of it; worlds are drawn from both; chapters
answer their questions in every world; outcomes join the answers. `detente.graph` is the graph model for conflict
resolution.

Example:
    >>> import detente
    >>> orange = detente.read("orange")
    >>> worlds = detente.draw(orange, detente.Inquiry(worlds=100))
    >>> detente.run(worlds, only=["agreement"]).share("agreement.any")
    1.0
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

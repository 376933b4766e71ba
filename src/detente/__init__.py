"""Find the limited agreement that is attainable between adversaries, and what it turns on.

The modules are rooms of one house: a case (`detente.case`) holds judgements about a dispute; worlds
(`detente.worlds`) draws plausible worlds from them; each chapter (`detente.chapters.agreement`, …) answers its
question in every world; `detente.outcomes` joins the answers; `detente.brief` writes them up.
"""

__version__ = "0.1.0"

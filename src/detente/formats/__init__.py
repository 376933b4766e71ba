"""Files of other programs, read and written: scenarios of Genius, GeniusWeb and NegMAS, conflicts of GMCR+."""

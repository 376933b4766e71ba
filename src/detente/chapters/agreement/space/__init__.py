"""The packages of a case, whose consent each of them needs, and what options are worth to each party."""

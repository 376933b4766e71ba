"""Mutants of cases: whatever stands in the files, there is an answer, or a fault with its file and line."""

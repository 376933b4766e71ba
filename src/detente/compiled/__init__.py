"""Inner loops as machine code: compiled by Numba once, kept on disk, and loaded in a few milliseconds without it.

A module whose name ends with `_kernels` has functions that `marked.entry` marks, which `kernels.Kernel` calls. What
they are given are arrays as they lie in memory, and numbers; results are written into arrays that the caller makes.
"""

"""Boxes of worlds in which something happens often, by PRIM: peeled, chosen, pasted, and tried on other worlds."""

"""Charts as SVG, from their Vega-Lite specifications: the part of that language that our charts use, and no more."""

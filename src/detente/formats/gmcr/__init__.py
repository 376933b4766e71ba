"""Files `.gmcr` of GMCR+, read and written from a description of the format; no code or file of it was used."""

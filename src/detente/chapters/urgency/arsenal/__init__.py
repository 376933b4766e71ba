"""Material month by month, and the weapons it allows, in every world."""

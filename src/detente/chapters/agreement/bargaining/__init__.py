"""The frontier of one world and the bargaining solutions on it, exact without listing every package."""

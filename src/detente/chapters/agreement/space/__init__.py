"""What could be agreed, before any world is drawn: packages, whose consent each needs, and what options are worth."""

"""What was found as a report in plain numbers, as sections of a brief, and as words."""

"""What it says on page one, and its sections of the brief."""

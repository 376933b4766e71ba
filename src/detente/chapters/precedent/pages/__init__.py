"""What the precedent chapter says: its share of page one, and its sections of the brief."""

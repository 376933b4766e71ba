"""What would be worth knowing before one proposes, and what one would propose after each answer."""

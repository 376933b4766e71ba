"""The graph model for conflict resolution: who can move where, who wants to, and what stops them."""

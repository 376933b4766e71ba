"""Probes: what could be sent to learn more, what that is worth, and what each answer would make us do."""

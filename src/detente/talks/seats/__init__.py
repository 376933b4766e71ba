"""Who sits where: seats, invitations, keys, and what is sealed to whom."""

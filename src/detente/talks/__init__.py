"""The talks: a signed record of what parties say to each other, and the seats from which they say it."""

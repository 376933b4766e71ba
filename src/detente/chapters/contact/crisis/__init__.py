"""The crisis: from an incident to war, with and without messages that arrive in time."""

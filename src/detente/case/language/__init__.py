"""Small languages that a case is written in: conditions of claims, consents and statements, all on one grammar kit."""

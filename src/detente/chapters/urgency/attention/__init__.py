"""Hours that files compete for: a linear programme over months."""

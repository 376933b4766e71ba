"""Which entries there are, who may make them, and what may follow on what: tables, and the book that applies them."""

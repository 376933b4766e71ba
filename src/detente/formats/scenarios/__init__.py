"""Other programs' scenarios: read by readers of our own, put into neutral form, written as a case."""

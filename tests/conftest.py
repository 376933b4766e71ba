"""Settings of all tests: random examples are the same in every run, and no test fails by the clock."""

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci")

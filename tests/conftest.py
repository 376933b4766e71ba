"""Settings of all tests: random examples are the same in every run, and no test fails by the clock."""

from hypothesis import Phase, settings

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure takes longer than mending it

settings.register_profile("ci", derandomize=True, deadline=None, phases=PHASES)
settings.load_profile("ci")

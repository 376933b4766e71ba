"""Negotiation scenarios of Genius, GeniusWeb, NegMAS and NegoLog: read into one neutral form, and turned into a case.

`open_scenario` reads a folder; `named` gives its parties, issues and values ids; `case_text` is the case as YAML. Each
format has its own modules, which end in a `Scenario` and refuse, by name, whatever a case cannot say.
"""

from detente.formats.scenarios.folder import open_scenario
from detente.formats.scenarios.scenario import Profile, Scaling, Scenario, ScenarioIssue
from detente.formats.scenarios.write import NamedScenario, case_text, named

__all__ = ["NamedScenario", "Profile", "Scaling", "Scenario", "ScenarioIssue", "case_text", "named", "open_scenario"]

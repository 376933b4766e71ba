"""How likely messages to recipients of `reading.yaml` are delivered, where a case takes that from its network."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.changed import with_judgements
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.contact.consistency import CHAPTER, recipients_of
from detente.chapters.contact.posts_and_channels import Network

WORLDS = 400  # in which arrival is looked at
ENDS = (0.05, 0.95)  # between these quantiles it is taken to lie


def asked(case: Case, inquiry: Inquiry) -> Case:
    """Return the case with `delivered` of recipients as the network has it.

    Args:
        case: The case.
        inquiry: What is asked; of it, the seed and what was changed by hand, which stays.
    """
    part: Network | None = case.parts.get(CHAPTER)
    if part is None or part.talks is None or not part.talks.takes_delivery:
        return case
    places = recipients_of(case)
    paths = [f"{places[name][0]}/delivered" for name in part.talks.recipients if name in places]
    paths = [path for path in paths if path not in inquiry.changed]
    return with_judgements(case, dict.fromkeys(paths, _arrival(case, part, inquiry.seed))) if paths else case


def _arrival(case: Case, part: Network, seed: int) -> dict[str, Any]:
    """Return how likely the message arrives, as a judgement."""
    from detente.chapters.contact.situation import situation  # which cases that do not ask need not load
    from detente.worlds import Worlds

    assert part.talks is not None
    now = situation(Worlds(case, WORLDS, seed))
    likely = now.arrives(part.talks.message, part.talks.sender, now.today, believed=False)
    low, high = (float(np.quantile(likely, end)) for end in ENDS)
    return {"low": low, "high": high, "by": CHAPTER, "why": "As the network of contact.yaml has it."}

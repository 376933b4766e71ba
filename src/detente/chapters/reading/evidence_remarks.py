"""What is worth a second look in evidence: what no explanation on the list explains."""

from __future__ import annotations

from detente.case.critique import Remark
from detente.case.model import Case
from detente.chapters.reading.consistency import CHAPTER

UNEXPLAINED = 1e-3  # below this under every hypothesis, that none of them explains it is likelier than any of them


def remarks(case: Case) -> tuple[Remark, ...]:
    """Return a remark on each piece of evidence that was hardly to be expected whatever is true.

    Only ratios of likelihoods change beliefs, so nothing shows it afterwards.
    """
    most: dict[tuple[str, ...], float] = {}
    for path, placed in case.judgements.items():
        steps = tuple(path.split("/"))
        if steps[0] == CHAPTER and steps[-2:-1] == ("likelihoods",):
            most[steps[:-2]] = max(most.get(steps[:-2], 0.0), placed.judgement.high)
    return tuple(
        Remark.at(
            (*piece, "likelihoods"),
            f"at most {high:.2g} under every hypothesis, so none of them explains it: an explanation may be missing, "
            "or these are the likelihoods of something narrower than what was seen",
        )
        for piece, high in most.items()
        if high < UNEXPLAINED
    )

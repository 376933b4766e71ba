"""The likelihood of silence and of replies.

While anything is outstanding, a recipient replies at one rate, however many approaches are outstanding. With a the
probability that approaches arrive, π_h the probability that the recipient would ever reply, λ_h the rate of replies,
and t the outstanding time,

    P(no reply | h) = 1 − a·π_h·(1 − e^{−λ_h t})
    density of n > 0 replies = a·π_h·λ_h^n·e^{−λ_h t}

since a recipient who has replied once has been reached and is one who replies.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from detente.arrays import Floats
from detente.case.model import Subject
from detente.chapters.reading.consistency import OTHERWISE
from detente.chapters.reading.likelihoods import completed, drawn, said_of
from detente.chapters.reading.outstanding_time import months, outstanding
from detente.worlds import Draws


def likelihood_of_replies(
    draws: Draws, subject: Subject, name: str, until: dt.date, separately: bool = False
) -> Floats:
    """Return how likely the replies of a recipient up to a day, or their absence, are under each explanation.

    Args:
        draws: A block of worlds.
        subject: The subject that its silence tells of.
        name: Id of the recipient.
        until: The day.
        separately: Whether to treat approaches as independent of each other. That is wrong, and only for showing how
            much it would overstate what silence tells.

    Returns:
        Array (explanations, worlds): probabilities, or densities where there were replies.
    """
    recipient = said_of(subject).recipients[name]
    path = f"{subject.path}/recipients/{name}"
    delivered = draws.value(f"{path}/delivered")
    ever, rate = (drawn(draws, f"{path}/{key}", getattr(recipient, key)) for key in ("replies", "hazards"))
    answers = {key: answer for key, answer in recipient.answers.items() if answer.date <= until}
    alone = [recipient.model_copy(update={"approaches": {key: one}}) for key, one in recipient.approaches.items()]
    times = [months(outstanding(one, until)) for one in (alone if separately else [recipient])]
    likelihood = {}
    for h in {**ever, **rate}.keys() | {OTHERWISE}:
        would, often = ever.get(h, ever.get(OTHERWISE)), rate.get(h, rate.get(OTHERWISE))
        if would is None or often is None:
            continue
        found = np.ones(draws.size)
        for time in times:
            stays = np.exp(-often * time)
            if answers:
                found = found * delivered * would * often ** len(answers) * stays
            else:
                found = found * (1 - delivered * would * (1 - stays))
        likelihood[h] = found
    total = completed(subject, likelihood)
    for key, answer in answers.items():
        if answer.likelihoods:
            total = total * completed(subject, drawn(draws, f"{path}/answers/{key}/likelihoods", answer.likelihoods))
    return total


def would_still_reply(draws: Draws, subject: Subject, name: str, until: dt.date) -> Floats:
    """Return how likely a recipient is to answer the next message, given its silence up to a day.

    Args:
        draws: A block of worlds.
        subject: The subject that its silence tells of.
        name: Id of the recipient.
        until: The day.

    Returns:
        Array (explanations, worlds): a·π_h·e^{−λ_h t}/(1 − π_h + π_h·e^{−λ_h t}); a for a recipient that has replied,
        which is one that replies. Where neither silence nor a reply is possible, 0.
    """
    recipient = said_of(subject).recipients[name]
    path = f"{subject.path}/recipients/{name}"
    delivered = draws.value(f"{path}/delivered")
    if any(answer.date <= until for answer in recipient.answers.values()):
        return np.repeat(delivered[None, :], len(subject.explanations), axis=0)
    ever, rate = (drawn(draws, f"{path}/{key}", getattr(recipient, key)) for key in ("replies", "hazards"))
    time = months(outstanding(recipient, until))
    found = {}
    for h in {**ever, **rate}.keys() | {OTHERWISE}:
        would, often = ever.get(h, ever.get(OTHERWISE)), rate.get(h, rate.get(OTHERWISE))
        if would is None or often is None:
            continue
        late = would * np.exp(-often * time)
        quiet = 1 - would + late
        found[h] = np.divide(delivered * late, quiet, out=np.zeros(draws.size), where=quiet > 0)
    return completed(subject, found)

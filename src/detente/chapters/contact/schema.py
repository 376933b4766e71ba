"""The schema of `contact.yaml` and `contact-later.yaml`: their forms, and what must fit the rest of the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.case.model import Case, WorkedOut
from detente.case.references import Problem
from detente.chapters.contact.consistency import check, check_later
from detente.chapters.contact.delivery_to_recipients import delivery
from detente.chapters.contact.posts_and_channels import Contact, Network


class ContactFile(Network):
    """What `contact.yaml` says: posts, channels, messages, and what may come of a crisis."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        return check(self, case)

    def worked_out(self, case: Case) -> Mapping[str, WorkedOut]:
        """Return what is worked out from the network in place of a judgement of the case: path → how."""
        return delivery(self, case)


class ContactLaterFile(Contact):
    """What `contact-later.yaml` says: calls after the day of the case, for a back-test alone."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        return check_later(self, case)

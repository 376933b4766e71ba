"""A package built by hand, judged: what a party minds most may be what several issues have together."""

from __future__ import annotations

from detente.case.bundled import CASES
from detente.case.inquiry import Inquiry
from detente.web.answer_desk import stamped
from detente.web.judged_packages import Judged, judge
from detente.web.questions_asked import CaseQuestion

GERD = CASES / "gerd-2021"


def test_what_issues_have_together_is_named_as_what_a_party_minds_most() -> None:
    asked = CaseQuestion(str(GERD), stamped(GERD), Inquiry(worlds=60, seed=1).model_dump_json())
    judged = judge(asked, "filling=notified,pressure=paused")
    assert isinstance(judged, Judged)
    over = {party: most for party, _, most in judged.refusals}
    assert over["Egypt"] == "“Filling of the reservoir” with “Legal form”"

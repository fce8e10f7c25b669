"""What was decided stands in a list afterwards: mine, or everybody's, of the work that one may do."""

import pytest

from portal.audit.actors import DEFENDANT, Actor
from portal.audit.services import record
from tests.pages.conftest import Visit
from tests.pages.desk.case.conftest import Enter, enter  # noqa: F401 - a fixture
from tests.pages.desk.staff import make_staff

pytestmark = pytest.mark.sqlite
DONE = "/desk/queue/done/"
DECIDE = "plans.decide_proposal"


def test_only_who_may_do_work_sees_what_was_done(visit: Visit, enter: Enter) -> None:  # noqa: F811
    enter()
    visit(DONE, status=403)


def test_my_own_and_everybodys(visit: Visit, enter: Enter) -> None:  # noqa: F811
    els, me = make_staff("els"), enter(DECIDE)
    record("plan-approved", by=Actor.staff(me), file_id="900", details={"request": "P-000001"})
    record("plan-declined", by=Actor.staff(els), file_id="901", details={"request": "P-000002"})
    record("plan-asked", by=DEFENDANT, file_id="902", details={"request": "P-000003"})
    record("payment-resolved", by=Actor.staff(me), file_id="903")
    page = visit(DONE)
    assert "P-000001" in page.text
    assert "/desk/file/900/" in page.links().values()
    for hidden in ("P-000002", "P-000003", "Decided whether a payment was paid"):
        assert hidden not in page.text
    page = visit(f"{DONE}?whose=all")
    assert "P-000002" in page.text
    assert "els" in page.text
    assert "P-000002" not in visit(f"{DONE}?whose=all&kind=plan-change").text


def test_a_long_list_has_pages_and_odd_addresses_break_nothing(
    visit: Visit,
    enter: Enter,  # noqa: F811
) -> None:
    me = enter(DECIDE)
    for number in range(60):
        record("plan-approved", by=Actor.staff(me), file_id="900", details={"request": f"P-{number:06d}"})
    first = visit(DONE)
    older = visit(first.links()["Next"])
    assert "P-000059" in first.text
    assert "P-000000" not in first.text
    assert "P-000000" in older.text
    for query in ("before=x", "before=99999999999999999999", "whose=%00", "kind=nonsense"):
        visit(f"{DONE}?{query}")

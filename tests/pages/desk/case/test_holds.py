"""Who works on a file: kept while a page of it is open, let go by leaving, by its time, by an admin."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.audit.models import Event
from portal.desk.case.holds import LASTS, take_hold
from portal.desk.models import CaseHold
from tests.pages.conftest import Visit
from tests.pages.desk.case.conftest import Enter
from tests.pages.desk.staff import make_staff
from tests.practice import PracticeFile, PracticeOffice

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
ACT = ("desk.view_case", "desk.act_on_case")


@pytest.fixture
def seeded(practice: PracticeOffice) -> PracticeFile:
    return practice.file()


def post_act(client: Client, seeded: PracticeFile, act: str) -> Any:
    return client.post(f"/desk/file/{seeded.file_id}/hold/", {"act": act})


def test_an_open_page_renews_its_own_hold_and_leaving_ends_it(
    client: Client, visit: Visit, seeded: PracticeFile, enter: Enter
) -> None:
    me = enter(*ACT)
    begun = timezone.now() - LASTS + timedelta(seconds=20)
    take_hold(seeded.file_id, user=me, now=begun)
    page = visit(f"/desk/file/{seeded.file_id}/")
    assert "data-hold" in page.html
    assert "hold.js" in page.html
    assert post_act(client, seeded, "renew").status_code == 204
    assert CaseHold.objects.get().until > begun + LASTS + timedelta(minutes=1)
    assert post_act(client, seeded, "leave").status_code == 204
    assert not CaseHold.objects.exists()


def test_what_has_ended_or_is_a_colleagues_is_not_renewed(
    client: Client, seeded: PracticeFile, enter: Enter
) -> None:
    me, colleague = enter(*ACT), make_staff("bo")
    post_act(client, seeded, "renew")
    assert not CaseHold.objects.exists(), "an old tab takes nothing"
    take_hold(seeded.file_id, user=me, now=timezone.now() - LASTS)
    take_hold(seeded.file_id, user=colleague)
    until = CaseHold.objects.get().until
    post_act(client, seeded, "renew")
    post_act(client, seeded, "leave")
    assert (CaseHold.objects.get().user, CaseHold.objects.get().until) == (colleague, until)


def test_an_admin_lets_go_what_a_colleague_holds(
    client: Client, visit: Visit, seeded: PracticeFile, enter: Enter
) -> None:
    colleague = make_staff("bo", permissions=ACT)
    take_hold(seeded.file_id, user=colleague)
    enter(*ACT)
    assert post_act(client, seeded, "free").status_code == 403
    enter(*ACT, "desk.release_case", name="cee")
    assert "Let it go for them" in visit(f"/desk/file/{seeded.file_id}/").text
    assert post_act(client, seeded, "free").status_code == 303
    assert not CaseHold.objects.exists()
    assert Event.objects.get(act="case-hold-freed").details == {"holder": str(colleague.pk)}

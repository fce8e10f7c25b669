"""Staff see the passes of a file, and end one with words that its person reads."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from portal.access.door_settings.selectors import forget_door_settings
from portal.access.helper_pass.models import HelperPass
from portal.access.models import DoorSettings
from portal.audit.models import Event
from portal.messages.models import Thread
from portal.plans.models import ChangeRequest, Proposal
from portal.plans.running.change import make_body
from tests.pages.access.test_helper_pass import (  # noqa: F401 - fixtures
    Give,
    Helper,
    _english,
    helper,
    new_pass,
    person,
)
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.django_db
TEAM = "/desk/queue/team/"
SEES = ("desk.view_case", "access.view_helperpass")


class Desk:
    """A colleague in a browser of their own."""

    def __init__(self, *permissions: str, name: str = "an") -> None:
        make_staff(name, permissions=permissions)
        self.client = Client()
        sign_in_staff(self.client, name)
        self.client.cookies["language"] = "en"

    def visit(self, path: str, data: dict[str, Any] | None = None, *, status: int = 200) -> Page:
        answer = self.client.get(path) if data is None else self.client.post(path, data)
        assert answer.status_code == status, answer.content.decode()[:1500]
        page = Page(answer)  # type: ignore[arg-type]
        if page.html:
            page.check()
        return page


def test_office_ends_a_pass_and_the_person_reads_why(
    new_pass: Give,  # noqa: F811
    helper: Helper,  # noqa: F811
    person: PracticeFile,  # noqa: F811
    visit: Visit,
    practice: PracticeOffice,
) -> None:
    code = new_pass()
    helper.come_in(code)
    made = HelperPass.objects.get()
    desk = Desk(*SEES, "access.end_helperpass")
    case = desk.visit(f"/desk/file/{person.file_id}/")
    assert "Passes of helpers" in case.text
    assert "Sofie" in case.text
    address = f"/desk/passes/{made.pk}/"
    page = desk.visit(address)
    assert "opened the file" in page.text
    assert person.name in page.text
    assert "Write a few words" in desk.visit(page.form_action(), {"reason": " "}, status=422).text
    assert HelperPass.objects.get().is_live
    desk.visit(page.form_action(), {"reason": "She no longer works there."}, status=303)
    assert "the office ended it" in desk.visit(address).text
    assert "The office ended this pass She no longer works there." in visit(f"/helper/{made.pk}/").text
    assert "She no longer works there." in visit("/helper/").text
    first = visit("/file/")
    assert first.links()["See why"] == f"/helper/{made.pk}/"
    assert "The office ended the pass of Sofie" in first.text
    other = Helper()
    other.come_in(new_pass(name="Bram"))
    assert "The office ended" not in other.visit("/file/").text
    assert helper.client.get("/file/")["Location"] == "/pass/?ended=1"
    event = Event.objects.get(act="pass-ended")
    assert (event.actor, event.details) == ("staff", {"pass": made.pk, "why": "office"})
    assert "works there" not in str(vars(HelperPass.objects.get(pk=made.pk))), "sealed"


def test_who_may_look_ends_nothing_and_others_see_nothing(
    new_pass: Give,  # noqa: F811
    person: PracticeFile,  # noqa: F811
    practice: PracticeOffice,
) -> None:
    new_pass()
    made = HelperPass.objects.get()
    desk = Desk(*SEES)
    assert not desk.visit(f"/desk/passes/{made.pk}/").main_forms()
    desk.visit(f"/desk/passes/{made.pk}/end/", {"reason": "x"}, status=403)
    stranger = Desk("desk.view_case", name="bob")
    assert "Sofie" not in stranger.visit(f"/desk/file/{person.file_id}/").text
    stranger.visit(f"/desk/passes/{made.pk}/", status=403)
    assert HelperPass.objects.get().is_live


def test_what_a_helper_asked_is_marked_for_staff_and_for_the_person(
    new_pass: Give,  # noqa: F811
    helper: Helper,  # noqa: F811
    visit: Visit,
    practice: PracticeOffice,
) -> None:
    helper.come_in(new_pass(scopes=["propose", "message"]))
    form = helper.visit("/plan/other/")
    date = helper.visit(form.form_action(), {**form.form_fields(), "amount": "10", "words": "Illness"})
    check = helper.visit(date.form_action(), date.form_fields())
    helper.visit(check.form_action(), check.form_fields())
    form = helper.visit("/messages/new/question/")
    check = helper.visit(form.form_action(), {**form.form_fields(), "text": "May she pay later?"})
    helper.visit(check.form_action(), check.form_fields())
    proposal = Proposal.objects.exclude(state="draft").get()
    assert proposal.asked_through == Proposal.Through.HELPER
    desk = Desk("plans.decide_proposal", "plans.view_proposal", "talk.answer_thread", "talk.view_thread")
    queue = desk.visit("/desk/queue/team/").text
    assert "Asked by a helper with a pass." in queue
    assert f"A question ({Thread.objects.get().number}), by a helper with a pass" in queue
    assert "a helper with a pass" in desk.visit(f"/desk/plans/{proposal.pk}/").text
    assert "Request for a payment plan, by your helper" in visit("/file/history/").text


def test_change_that_a_helper_asked_is_marked_for_staff_and_for_the_person(
    new_pass: Give,  # noqa: F811
    helper: Helper,  # noqa: F811
    sign_in: Callable[..., PracticeFile],
    visit: Visit,
    practice: PracticeOffice,
) -> None:
    sign_in("running-plan", "en")
    helper.come_in(new_pass(scopes=["propose"]))
    form = helper.visit("/plan/running/change/")
    check = helper.visit(form.form_action(), {**form.form_fields(), "kind": "other", "text": "She is ill."})
    helper.visit(check.form_action(), check.form_fields())
    change = ChangeRequest.objects.exclude(state="draft").get()
    desk = Desk("plans.decide_proposal", "plans.view_proposal")
    assert "Something else about the plan. Asked by a helper with a pass." in desk.visit(TEAM).text
    assert "Asked by a helper with a pass" in desk.visit(f"/desk/plans/changes/{change.pk}/").text
    assert "Request to change your plan, by your helper" in visit("/file/history/").text
    assert "Gevraagd door een helper met een pas." in make_body(change)


def test_office_may_want_no_new_passes(
    new_pass: Give,  # noqa: F811
    visit: Visit,
    client: Client,
    office: Any,
) -> None:
    new_pass()
    DoorSettings.objects.update_or_create(office=office, defaults={"helper_passes": False})
    forget_door_settings()
    page = visit("/helper/")
    assert "/helper/new/" not in page.html
    assert "Sofie" in page.text, "what was given stays"
    assert visit("/helper/new/", status=303).answer["Location"] == "/helper/"


def test_names_whose_key_is_gone_are_not_empty(
    new_pass: Give,  # noqa: F811
    settings: Settings,
) -> None:
    new_pass()
    desk = Desk(*SEES)
    settings.CREDENTIAL_KEYS = ["new"]
    text = desk.visit(f"/desk/passes/{HelperPass.objects.get().pk}/").text
    assert text.count("(cannot be opened)") == 2, "the helper, and the person"

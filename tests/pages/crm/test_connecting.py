"""Each person signs in at DossierData on its own page, and comes back to where they were."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from portal.audit.models import Event
from portal.crm.models import CrmToken
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff
from tests.practice import PracticeOffice


def test_who_is_not_signed_in_there_is_sent_to_sign_in_first(
    staff: AbstractUser, visit: Visit, client: Client
) -> None:
    CrmToken.objects.all().delete()

    answer = visit("/desk/crm/dossierdata/note/", status=303)

    page = visit(answer.answer["Location"])
    assert page.form_fields()["next"] == "/desk/crm/dossierdata/note/"


def test_the_way_there_names_our_address_and_a_fresh_state(
    staff: AbstractUser, visit: Visit, practice: PracticeOffice
) -> None:
    CrmToken.objects.all().delete()
    page = visit("/desk/crm/dossierdata/connect/")
    policy = page.answer["Content-Security-Policy"]
    assert f"form-action 'self' {practice.base_url}" in policy

    places = [visit("/desk/crm/dossierdata/connect/", {}, status=303).answer["Location"] for _ in range(2)]

    queries = [parse_qs(urlsplit(place).query) for place in places]
    assert places[0].startswith(practice.base_url)
    assert queries[0]["redirect_uri"] == ["http://127.0.0.1:8000/desk/crm/dossierdata/callback/"]
    assert queries[0]["state"] != queries[1]["state"]


def test_a_callback_with_another_state_keeps_nothing(staff: AbstractUser, visit: Visit) -> None:
    CrmToken.objects.all().delete()
    visit("/desk/crm/dossierdata/connect/", {}, status=303)

    answer = visit("/desk/crm/dossierdata/callback/?code=x&state=y", status=303)

    page = visit(answer.answer["Location"] + "&lang=en")
    assert "The sign-in did not work" in page.text
    assert not CrmToken.objects.exists()


def test_a_sign_in_is_forgotten_on_request(staff: AbstractUser, visit: Visit) -> None:
    page = visit("/desk/crm/dossierdata/connect/?lang=en")
    assert "Signed in" in page.text

    visit("/desk/crm/dossierdata/disconnect/", {}, status=303)

    assert not CrmToken.objects.exists()
    assert Event.objects.filter(act__endswith="disconnected").exists()


def test_one_person_never_calls_with_the_sign_in_of_another(
    sign_in_as: Callable[..., Any], client: Client, visit: Visit
) -> None:
    user = sign_in_as("view_records", "connect")
    CrmToken.objects.filter(user=user).update(user=make_staff("bob"))

    answer = visit("/desk/crm/dossierdata/note/", status=303)

    assert "/connect/" in answer.answer["Location"]


def test_there_and_back_ends_on_the_page_that_was_wanted(
    staff: AbstractUser, visit: Visit, practice: PracticeOffice
) -> None:
    CrmToken.objects.all().delete()
    wanted = "/desk/crm/dossierdata/note/"
    place = visit("/desk/crm/dossierdata/connect/", {"next": wanted}, status=303).answer["Location"]

    back = urlsplit(practice.sign_in_at_dossierdata(place))
    answer = visit(f"{back.path}?{back.query}", status=303)

    assert answer.answer["Location"] == wanted
    visit(wanted)
    # The same code and state a second time: nothing more.
    again = visit(f"{back.path}?{back.query}", status=303)
    assert "You said no there, or it took too long." in visit(f"{again.answer['Location']}&lang=en").text


@pytest.mark.parametrize("fault", ["garbage", "foreign", "html-200", "503", "drop"])
def test_a_sign_in_that_fails_there_is_not_called_a_no(
    fault: str, staff: AbstractUser, visit: Visit, practice: PracticeOffice
) -> None:
    CrmToken.objects.all().delete()
    place = visit("/desk/crm/dossierdata/connect/", {"next": ""}, status=303).answer["Location"]
    back = urlsplit(practice.sign_in_at_dossierdata(place))
    practice.fault("dossierdata", fault, operation="create_access_token")
    answer = visit(f"{back.path}?{back.query}", status=303)
    page = visit(f"{answer.answer['Location']}&lang=en")
    assert "DossierData gave no answer that we can use. Nothing was kept." in page.text
    assert "You said no" not in page.text


def test_next_leads_to_no_other_site(staff: AbstractUser, visit: Visit) -> None:
    page = visit("/desk/crm/dossierdata/connect/?again=1&next=https://other.example/")

    assert page.form_fields()["next"] == ""

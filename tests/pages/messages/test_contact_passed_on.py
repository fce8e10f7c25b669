"""What a person confirmed goes on to DigiOffice and to their own CRM records; an address waits for a look."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.crm.links.models import ContactCheck, Link, MirrorRule
from portal.messages.models import ContactChange
from portal.office.models import Office
from portal.outbox.models import Delivery
from tests.pages.conftest import Visit
from tests.pages.crm.links.conftest import connect, join, seeded  # noqa: F401 - fixtures
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.messages.conftest import CONTACT, Ask, Deliver, SignIn, Write, confirm
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite
Join = Callable[..., Link]
NEW, MIRROR = "nieuw@voorbeeld.be", "/desk/file/mirror/"


@pytest.fixture
def told(office: Office, practice: PracticeOffice) -> Any:
    """The office lets what is confirmed change its records; whose sign-in DossierData sees."""
    user = make_staff("els")
    connect(user, practice)
    for system in ("cirrus", "dossierdata"):
        MirrorRule.objects.create(office=office, event="contact", system=system, form="change", user=user)
    return user


def confirm_mail(visit: Visit, ask: Ask, value: str = NEW) -> None:
    page = ask("email", value)
    confirm(visit, page, ContactChange.objects.latest("pk").code)


def test_what_is_confirmed_reaches_digioffice_and_the_records_of_that_person_once(
    sign_in: SignIn,
    visit: Visit,
    ask: Ask,
    rules: Any,
    deliver: Deliver,
    told: Any,
    join: Join,  # noqa: F811
    practice: PracticeOffice,
) -> None:
    join("cirrus", "accounts", "2")
    join("cirrus", "contacts", "2", "2")
    join("dossierdata", "customer", "1")
    join("cirrus", "accounts", "9", party_id="")  # of the whole file: nobody knows of whom
    before = practice.record("cirrus", "accounts", 9)
    sign_in("nl-woman", "en")
    confirm_mail(visit, ask)
    assert NEW not in str(list(Delivery.objects.values_list("payload", "secret")))
    assert "Confirmed, on its way to the office" in visit(CONTACT).text
    deliver()
    deliver()
    assert set(Delivery.objects.filter(kind__startswith="crm.").values_list("state", "reason")) == {
        ("done", "")
    }
    assert not Delivery.objects.exclude(secret="").exists()
    (person,) = practice.digioffice_contacts()
    assert NEW in str(person)
    assert practice.record("cirrus", "accounts", 2)["email"] == NEW
    assert practice.record("cirrus", "contacts", 2)["email"] == NEW
    assert practice.record("dossierdata", "customer", 1)["emailaddress"] == NEW
    assert practice.record("cirrus", "accounts", 9) == before
    assert ContactCheck.objects.get().kind == "reach"
    assert "With the office" in visit(CONTACT).text


def test_nothing_is_passed_on_before_the_code_or_without_a_choice(
    sign_in: SignIn,
    visit: Visit,
    ask: Ask,
    rules: Any,
    deliver: Deliver,
    join: Join,  # noqa: F811
    office: Office,
    settings: Any,
) -> None:
    join("cirrus", "accounts", "2")
    settings.DIGIOFFICE_URL = ""
    sign_in("nl-woman", "en")
    page = ask("email", NEW)
    MirrorRule.objects.create(office=office, event="contact", system="cirrus", form="change")
    confirm(visit, page, "000000", status=422)
    MirrorRule.objects.all().delete()
    assert "Waits for the code that we sent" in visit(CONTACT).text
    confirm_mail(visit, ask)
    deliver()
    assert not Delivery.objects.filter(kind__startswith="crm.").exists()


def test_a_new_address_waits_for_somebody_to_look(sign_in: SignIn, visit: Visit, write: Write) -> None:
    seeded = sign_in("nl-woman", "en")  # noqa: F811
    address = write("moved")
    check = ContactCheck.objects.get()
    assert (check.file_id, check.kind, check.is_open) == (seeded.file_id, "address", True)
    page = visit(CONTACT)
    assert page.links()["A new address"] == address
    assert "Sent, waiting for the office" in page.text
    visit(address)
    write("question")
    assert ContactCheck.objects.count() == 1


def test_only_a_confirmed_detail_may_change_a_record(staff_of_rules: Any, visit: Visit) -> None:
    page = visit(f"{MIRROR}?lang=en")
    check = visit(MIRROR, {**page.form_fields(), "days": "1", "contact-cirrus": "change"})
    visit(MIRROR, {**check.form_fields(), "save": "1"}, follow=True)
    assert MirrorRule.objects.get().form == "change"
    for wrong in ({"message-cirrus": "change"}, {"contact-cirrus": "note"}):
        visit(MIRROR, {**visit(MIRROR).form_fields(), **wrong}, status=422)


@pytest.fixture
def staff_of_rules(client: Any, office: Office) -> Any:
    user = make_staff("an", permissions=["links.view_link", "links.change_mirrorrule"])
    sign_in_staff(client, "an")
    return user

"""Who takes online payments from a later day on, and whose keys they are."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from portal.integrations.errors import Unavailable
from portal.office.models import MoneyChange, Office
from portal.payments.models import PaymentChannel
from portal.payments.providers import choose_online, list_channels
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD
from tests.pages.money.conftest import HOME, NEW, fill_in

Propose = Callable[..., MoneyChange]
As = Callable[[str], None]


def in_days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


def confirm(visit: Visit, as_: As, change: MoneyChange) -> None:
    as_("bob")
    visit(f"{HOME}{change.pk}/confirm/", {"password": PASSWORD}, status=303)


def plan(propose: Propose, **other: str) -> MoneyChange:
    later = in_days(10)
    fields = {"later_day": f"{later:%d/%m/%Y}", "later_provider": "mollie", "later_type": "", **other}
    return propose(**fields)


def test_a_switch_is_planned_by_two_people_and_holds_from_its_day(
    propose: Propose, visit: Visit, as_: As, office: Office, settings: Settings
) -> None:
    settings.MOLLIE_API_KEY = "test_practiceKey0123456789"
    change = plan(propose, usual="tagor_sips")
    assert "Mollie" in visit(f"{HOME}{change.pk}/").text
    confirm(visit, as_, change)
    chosen = choose_online(office.pk, "9")
    assert chosen is not None
    assert chosen.code == "tagor_sips"
    assert list_channels(office.pk, on=in_days(9)).get("") is None
    assert list_channels(office.pk, on=in_days(10))[""].provider == "mollie"
    assert change.after["planned"] == {"": ["mollie", in_days(10).isoformat()]}
    assert change.after["merchants"]["mollie"].startswith("test:")


def test_a_planned_switch_can_be_dropped(propose: Propose, visit: Visit, as_: As, office: Office) -> None:
    confirm(visit, as_, plan(propose))
    as_("ann")
    page = fill_in(visit, new_type_0="", new_provider_0="")
    visit(HOME + "propose/", {**page.form_fields(), "password": PASSWORD, "propose": "1"}, status=303)
    change = MoneyChange.objects.latest("pk")
    assert "planned" in change.changed_names
    confirm(visit, as_, change)
    assert not PaymentChannel.objects.filter(valid_from__isnull=False).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"later_day": "1/1/2020"}, {"later_day": "soon"}, {"later_provider": ""}, {"later_day": ""}],
)
def test_a_day_that_cannot_be_is_said_beside_the_field(
    wrong: dict[str, str], visit: Visit, as_: As, people: dict[str, Any], office: Office
) -> None:
    as_("ann")
    later = {"later_day": f"{in_days(3):%d/%m/%Y}", "later_provider": "mollie", "later_type": "7", **wrong}
    page = fill_in(visit, status=422, **later)
    assert "id_later_day" in page.html
    assert page.form_fields()["later_type"] == "7"


def test_keys_of_another_merchant_take_no_payment_until_two_people_say_so(
    propose: Propose,
    visit: Visit,
    as_: As,
    office: Office,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whoever changes the settings of the portal alone moves no money to another account."""
    settings.MOLLIE_API_KEY = "test_practiceKey0123456789"
    confirm(visit, as_, propose(usual="mollie"))
    chosen = choose_online(office.pk, "9")
    assert chosen is not None
    assert chosen.code == "mollie"
    settings.MOLLIE_API_KEY = "test_anotherKey0123456789"
    with pytest.raises(Unavailable):
        choose_online(office.pk, "9")
    assert "ALERT payments by mollie" in caplog.text
    as_("ann")
    page = fill_in(visit, usual="mollie")
    assert "Merchant, online, by Mollie" in page.text
    assert NEW["new_type_0"] in page.html

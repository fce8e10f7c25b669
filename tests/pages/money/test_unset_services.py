"""Nobody chooses a payment service that is not set up, and nobody confirms one without being told."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from portal import registry
from portal.office.models import MoneyChange, Office
from portal.payments.bank.service_findings import examine_services
from portal.payments.models import PaymentChannel
from portal.web.examining import State
from tests.pages.conftest import Visit
from tests.pages.money.conftest import HOME, fill_in

TRANSFER_ONLY = {"usual": "transfer", "new_type_0": "", "new_provider_0": ""}


@pytest.fixture
def nothing_is_set(settings: Settings) -> Settings:
    settings.SIPS_URL = settings.SIPS_MERCHANT_ID = settings.SIPS_SECRET = settings.MOLLIE_API_KEY = ""
    registry.reset()
    return settings


@pytest.mark.parametrize(
    ("field", "chosen", "setting"),
    [
        ("usual", {"usual": "sips_direct"}, "SIPS_MERCHANT_ID, SIPS_SECRET"),
        ("usual", {"usual": "worldline"}, "WORLDLINE_API_SECRET"),
        ("usual", {"usual": "mollie"}, "MOLLIE_API_KEY"),
        ("new_provider_0", {"new_type_0": "3", "new_provider_0": "mollie"}, "MOLLIE_API_KEY"),
        ("later_provider", {"later_day": "01/01/2030", "later_provider": "mollie"}, "MOLLIE_API_KEY"),
    ],
)
def test_a_service_that_is_not_set_up_is_refused_beside_its_field(
    visit: Visit,
    as_: Callable[[str], None],
    office: Office,
    nothing_is_set: Settings,
    field: str,
    chosen: dict[str, str],
    setting: str,
) -> None:
    as_("ann")
    page = fill_in(visit, status=422, **{**TRANSFER_ONLY, **chosen})
    (beside,) = ("".join(one.itertext()) for one in page.all("p") if one.get("id") == f"id_{field}-error")
    assert "not set up" in beside
    assert "The person who runs the portal" in beside
    assert setting in beside
    assert not MoneyChange.objects.exists()


def test_a_secret_that_makes_no_sense_is_not_set_up(
    visit: Visit, as_: Callable[[str], None], office: Office, settings: Settings
) -> None:
    settings.SIPS_SECRET = "2:new-secret,old-one"
    registry.reset()
    as_("ann")
    assert "SIPS_SECRET" in fill_in(visit, status=422).text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("nl", "Niemand kan nu online betalen via"),
        ("fr", "Personne ne peut payer en ligne maintenant par"),
        ("de", "Niemand kann jetzt online bezahlen über"),
        ("en", "Nobody can pay online now by"),
    ],
)
def test_who_confirms_is_told_when_the_keys_went_meanwhile(
    visit: Visit,
    propose: Callable[..., MoneyChange],
    as_: Callable[[str], None],
    settings: Settings,
    code: str,
    words: str,
) -> None:
    change = propose()
    as_("bob")
    assert "Nobody can pay online" not in visit(f"{HOME}{change.pk}/").text
    settings.SIPS_SECRET = ""
    registry.reset()
    text = visit(f"{HOME}{change.pk}/?lang={code}").text
    assert words in text
    assert "SIPS_SECRET" in text


def test_a_choice_that_stands_stops_no_other_change_and_is_told_on_each_page(
    visit: Visit, as_: Callable[[str], None], office: Office, nothing_is_set: Settings
) -> None:
    PaymentChannel.objects.create(office=office, file_type_id="3", provider="sips_direct")
    as_("ann")
    for page in (visit(HOME), fill_in(visit, provider_33="sips_direct", **TRANSFER_ONLY)):
        assert "Nobody can pay online now by" in page.text
        assert "SIPS_URL, SIPS_MERCHANT_ID, SIPS_SECRET" in page.text
    off = fill_in(visit, provider_33="sips_direct", online_payment="", **TRANSFER_ONLY)
    assert "Nobody can pay online now by" not in off.text


@pytest.mark.parametrize("code", ["sips_direct", "worldline", "mollie"])
def test_the_doctor_and_the_services_page_name_a_chosen_service_that_is_not_set_up(
    visit: Visit, as_: Callable[[str], None], office: Office, nothing_is_set: Settings, code: str
) -> None:
    PaymentChannel.objects.create(office=office, provider=code)
    setting = {"sips_direct": "SIPS_SECRET", "worldline": "WORLDLINE_API_SECRET", "mollie": "MOLLIE_API_KEY"}
    found = {one.name: one for one in examine_services()}[f"payments.{code}.chosen"]
    assert found.state is State.BAD
    assert setting[code] in found.remedy
    as_("ann")
    page = visit("/desk/payments/services/")
    assert "It is not set up: nobody can pay here" in page.text
    assert setting[code] in page.text
    assert "one cent" not in page.text
    visit(f"/desk/payments/services/{code}/try/", {}, status=404)


def test_a_service_that_is_set_up_and_chosen_is_listed(
    visit: Visit, as_: Callable[[str], None], office: Office
) -> None:
    PaymentChannel.objects.create(office=office, provider="sips_direct")
    assert not [one for one in examine_services() if one.name.endswith(".chosen")]
    as_("ann")
    page = visit("/desk/payments/services/")
    assert "Merchant: 002001000000099" in page.text
    assert "not set up" not in page.text

"""The office says something itself, in four languages; and who helps people, by region."""

import pytest
from django.test import Client

from portal.audit.models import Event
from portal.office.models import KeptChoice, Office
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff

TEXTS = "/desk/settings/texts/"
HELPERS = "/desk/settings/helpers/"
HOME = {
    "nl": "Wij luisteren. Bel {phone}.",
    "fr": "Nous écoutons. Appelez {phone}.",
    "de": "Wir hören zu. Rufen Sie {phone} an.",
    "en": "We listen.\nCall {phone}.",
}
CPAS = {
    "name": "CPAS de Namur",
    "region": "be-wallonia",
    "href": "https://www.cpas-namur.be",
    "nl": "Helpt met schulden.",
    "fr": "Aide en cas de dettes.",
    "de": "Hilft bei Schulden.",
    "en": "Helps with debts.",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, office: Office) -> Client:
    make_staff(permissions=["office.change_texts", "office.change_helpers"])
    sign_in_staff(client)
    client.cookies["language"] = "en"
    return client


def save(visit: Visit, path: str, fields: dict[str, str]) -> None:
    """Through the check, as a browser would."""
    check = visit(path, {**fields, "seen": visit(path).form_fields()["seen"]})
    visit(path, {**check.form_fields(), "save": "1"}, status=303)


def test_a_text_stands_on_the_page_in_the_language_of_the_reader(
    editor: Client, visit: Visit, office: Office
) -> None:
    office.phone = "02 555 12 34"
    office.save()
    page = visit(f"{TEXTS}home/")
    check = visit(f"{TEXTS}home/", {**HOME, "seen": page.form_fields()["seen"]})
    assert "English – Wij" not in check.text
    assert "Nous écoutons. Appelez 02 555 12 34." in check.text
    assert "We listen" not in visit("/").text
    visit(f"{TEXTS}home/", {**check.form_fields(), "save": "1"}, status=303)
    assert "We listen. Call 02 555 12 34." in visit("/").text
    assert "Wir hören zu. Rufen Sie 02 555 12 34 an." in visit("/?lang=de").text
    event = Event.objects.get(act="office-text-changed")
    assert event.details["key"] == "home"
    assert event.details["fields"]["en"] == {"before": None, "after": HOME["en"]}

    visit(f"{TEXTS}home/", {"undo": str(event.number)}, status=303)
    assert "We listen" not in visit("/?lang=en").text


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"fr": ""}, "Missing:"),
        ({"en": "Pay now, or else."}, "Say it in a calmer or plainer way: “or else”."),
        ({"nl": " ".join(["woord"] * 21)}, "A sentence may have 20 words at most."),
        ({"de": "Zahlen Sie auf BE68 5390 0754 7034."}, "Take the account number or the address out."),
        ({"en": "Call {iban}."}, "Between braces only these can stand"),
    ],
)
def test_what_people_should_not_read_is_refused(
    editor: Client, visit: Visit, other: dict[str, str], words: str
) -> None:
    seen = visit(f"{TEXTS}home/").form_fields()["seen"]
    assert words in visit(f"{TEXTS}home/", {**HOME, **other, "seen": seen}, status=422).text
    assert not KeptChoice.objects.exists()


def test_what_a_colleague_saved_meanwhile_is_not_written_over(editor: Client, visit: Visit) -> None:
    seen = visit(f"{TEXTS}home/").form_fields()["seen"]
    save(visit, f"{TEXTS}home/", HOME)
    page = visit(f"{TEXTS}home/", {**HOME, "en": "Other.", "seen": seen, "save": "1"}, status=422)
    assert "What stands was changed meanwhile" in page.text


def test_who_helps_is_shown_by_region_and_language(editor: Client, visit: Visit, sign_in: object) -> None:
    address = visit(HELPERS).links()["Add an organisation"]
    save(visit, address, CPAS)
    assert "CPAS de Namur" in visit(HELPERS).text
    sign_in("nl-woman", "fr")  # type: ignore[operator]
    french = visit("/file/help/?lang=fr").text
    for words in ("Wallonie", "CPAS de Namur", "Aide en cas de dettes.", "cpas-namur.be"):
        assert words in french
    dutch = visit("/file/help/?lang=nl").text
    assert "CPAS de Namur" not in dutch
    assert "CAW" in dutch


def test_who_helps_is_taken_off_the_list(editor: Client, visit: Visit) -> None:
    address = visit(HELPERS).links()["Add an organisation"]
    save(visit, address, CPAS)
    check = visit(address, {"away": "1", "seen": visit(address).form_fields()["seen"]})
    assert "CPAS de Namur: Where it helps Wallonia –" in check.text
    visit(address, {**check.form_fields(), "save": "1"}, status=303)
    assert "CPAS de Namur" not in visit(HELPERS).text


def test_who_may_not_change_texts_sees_no_such_page(client: Client, visit: Visit, office: Office) -> None:
    make_staff(permissions=["office.change_office"])
    sign_in_staff(client)
    visit(TEXTS, status=403)
    visit(HELPERS, status=403)

"""What belongs to the office is told apart from what does not; nothing is told of anybody's debt."""

import pytest
from django.test import Client
from pytest_django import Settings

from portal.access.letter_check.views import NETWORK
from portal.access.letter_keys.keys import make_letter_key
from portal.access.letter_keys.words import spell
from portal.access.models import LetterKey
from portal.office.models import Office
from portal.office.selectors import forget_office
from tests.pages.conftest import Visit
from tests.practice import PracticeOffice

pytestmark = pytest.mark.django_db
HOME = "/letter-check/"


@pytest.fixture(autouse=True)
def _english(client: Client, office: Office, settings: Settings) -> None:
    client.cookies["language"] = "en"
    Office.objects.update(website="https://www.kantoor.example", enterprise_number="0123.456.749")
    forget_office()
    settings.PORTAL_HOST = "portaal.kantoor.example"
    settings.PORTAL_URL = "https://portaal.kantoor.example"


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("BE68 5390 0754 7034", "This is our account number."),
        ("be68-5390-0754-7034", "This is our account number."),
        ("BE71 0961 2345 6769", "This is not our account number."),
        ("info@kantoor.example", "This is our e-mail address."),
        ("mailto:INFO@kantoor.example", "This is our e-mail address."),
        ("info@kantoor.example.evil.example", "This is not our e-mail address."),
        ("info@kant00r.example", "This is not our e-mail address."),
        ("kantoor.example", "This is our web address."),
        ("https://portaal.kantoor.example/pay/", "This is our web address."),
        ("PORTAAL.kantoor.example", "This is our web address."),
        ("https://portaal.kantoor.example.evil.example/h/abc/", "This is not our web address."),
        ("https://portaal.kantoor.example@evil.example/", "This is not our web address."),
        ("https://portaal-kantoor.example/", "This is not our web address."),
        ("https://p\u043ertaal.kantoor.example/", "This is not our web address."),
        ("+32 9 000 00 00", "This is our telephone number."),
        ("09 000 00 00", "This is our telephone number."),
        ("0032 (0)9 000.00.00", "This is our telephone number."),
        ("0470 00 00 01", "This is not our telephone number."),
        ("Lotte Verhoeven", "We cannot compare this."),
        ("26/004512", "This looks like a file number."),
        ("2026-004512", "This looks like a file number."),
        ("BE68 5390 0754 7035", "This is not our account number."),
        ("BE86 5390 0754 7034", "This is not our account number."),
        ("BE68 5390 0754 703", "This is not our account number."),
        ("GB33BUKB20201555555555", "This is not our account number."),
        ("+++002/6004/62084+++", "This is a payment reference."),
        ("***002/6004/62084***", "This is a payment reference."),
        ("002/6004/62084", "This is a payment reference."),
        ("RF18 5390 0754 7034", "This is a payment reference."),
        ("+++002/6004/62085+++", "its check digits are wrong."),
        ("0123.456.749", "This is our enterprise number."),
        ("BE 0123.456.749", "This is our enterprise number."),
        ("BE0123456749", "This is our enterprise number."),
        ("0123456749", "This is our enterprise number."),
        ("0403.170.701", "This is not our enterprise number."),
        ("0470.00.00.01", "This is not our telephone number."),
        ("0470/00.00.01", "This is not our telephone number."),
    ],
)
def test_what_is_ours_and_what_is_not(visit: Visit, practice: PracticeOffice, claim: str, said: str) -> None:
    practice.clear_calls()
    page = visit(HOME, {"claim": claim})
    assert said in page.text
    assert {call["operation"] for call in practice.calls()} <= {"Config/Info"}


OURS = [
    "https://portaal.kantoor.example",
    "https://portaal.kantoor.example:443/pay/",
    "http://portaal.kantoor.example:80/",
    "HTTPS://PORTAAL.Kantoor.Example/",
    "https://portaal.kantoor.example./",
    "https://portaal.kantoor.example?lang=fr",
    "https://portaal.kantoor.example#top",
    "https://portaal.kantoor.example/contact@kantoor",
    "https://xn--bro-hoa.kantoor.example/",
    "b\u00fcro.kantoor.example",
]
NOT_OURS = [
    "http://portaal.kantoor.example:443.evil.example/",
    "https://portaal.kantoor.example:443.evil.example/",
    "https://portaal.kantoor.example:evil.example/",
    "https://portaal.kantoor.example:9999/",
    "https://portaal.kantoor.example:80/",
    "http://portaal.kantoor.example:443/",
    "https://portaal.kantoor.example:/",
    "https://portaal.kantoor.example:0443443/",
    "https://portaal.kantoor.example:\u0664\u0664\u0663/",
    "portaal.kantoor.example:9999",
    "https://portaal.kantoor.example:443@evil.example/",
    "https://portaal.kantoor.example%40evil.example/",
    "https://portaal.kantoor.example%2eevil.example/",
    "https://evil.example\\@portaal.kantoor.example/",
    "https://portaal.kantoor.example\\@evil.example/",
    "https://portaal.kantoor.example\\.evil.example/",
    "https://portaal.kantoor.example\t.evil.example/",
    "https://portaal.kantoor.example .evil.example/",
    "https://portaal.kantoor.example;.evil.example/",
    "https://portaal.kantoor.example,evil.example/",
    "https://[portaal.kantoor.example]/",
    "https:///portaal.kantoor.example/",
    "https:///evil.example/portaal.kantoor.example",
    "https://evil.example/?u=https://portaal.kantoor.example/",
    "https://evil.example/#https://portaal.kantoor.example/",
    "https://evil.example/https://portaal.kantoor.example/",
    "https://portaal..kantoor.example/",
    "https://portaal.kantoor.example../",
    "https://.portaal.kantoor.example/",
    "https://p0rtaal.kantoor.example/",
    "https://portaal.kantoor.examp1e/",
    "https://portaal.kantoor.\u0435xample/",
    "https://xn--portaal-9jg.kantoor.example/",
    "https://b\u00fcr\u043e.kantoor.example/",
    "https://xn--bro-goa.kantoor.example/",
    "https://burO.kantoor.example/",
    "https://evilportaal.kantoor.example/",
    "https://evil.portaal.kantoor.example/",
    "https://example/",
    "https://kantoor.example.nl/",
]


@pytest.mark.parametrize(
    ("claims", "said"), [(OURS, "This is our web address."), (NOT_OURS, "This is not our web address.")]
)
def test_an_address_is_ours_when_every_browser_comes_to_us(
    visit: Visit, claims: list[str], said: str
) -> None:
    Office.objects.update(website="https://b\u00fcro.kantoor.example")
    forget_office()
    assert {claim: said in visit(HOME, {"claim": claim}).text for claim in claims} == dict.fromkeys(
        claims, True
    )


def test_a_letter_that_stands_for_others_is_another_host(visit: Visit) -> None:
    Office.objects.update(website="https://strasse.example", email="info@strasse.example")
    forget_office()
    assert "This is our web address." in visit(HOME, {"claim": "https://strasse.example/"}).text
    assert "This is not our web address." in visit(HOME, {"claim": "https://stra\u00dfe.example/"}).text
    assert "This is not our e-mail address." in visit(HOME, {"claim": "info@stra\u00dfe.example"}).text


def test_a_site_on_another_port_is_ours_on_that_port_alone(visit: Visit, settings: Settings) -> None:
    settings.PORTAL_HOST, settings.PORTAL_URL = "127.0.0.1", "http://127.0.0.1:8411"
    ours = ["http://127.0.0.1:8411/", "http://127.0.0.1:8411/h/abc/"]
    others = ["http://127.0.0.1:8411.evil.example/", "http://127.0.0.1/", "http://127.0.0.1:9999/"]
    for claim in ours:
        assert "This is our web address." in visit(HOME, {"claim": claim}).text
    for claim in others:
        assert "This is not our web address." in visit(HOME, {"claim": claim}).text


def test_page_shows_what_the_office_uses_and_both_registers(visit: Visit, office: Office) -> None:
    page = visit(HOME)
    for words in ("BE68 5390 0754 7034", office.phone, office.email, "portaal.kantoor.example"):
        assert words in page.text
    assert {"gerechtsdeurwaarders.be", "huissiersdejustice.be", "kbvg.nl"} <= set(page.links())


def test_check_words_of_a_link_can_be_compared(visit: Visit, office: Office) -> None:
    """Only who holds the whole link learns them; any other link of ours gets the same page without words."""
    key = make_letter_key(
        office,
        letter_hash="Abc-Def_123456",
        file_id="9",
        party_id="8",
        language="fr",
        ends_on=None,
        with_code=False,
    )
    LetterKey.objects.bulk_create([key])
    page = visit(HOME, {"claim": "https://portaal.kantoor.example/h/Abc-Def_123456/"})
    assert spell(key.words, "fr") in page.text
    other = visit(HOME, {"claim": "https://portaal.kantoor.example/h/abc-def_123456/"})
    assert "This is our web address." in other.text
    assert " – " not in other.text.partition("What we use")[0]


def test_one_network_cannot_try_for_ever(visit: Visit) -> None:
    for _ in range(NETWORK.most):
        visit(HOME, {"claim": "info@kantoor.example"})
    visit(HOME, {"claim": "info@kantoor.example"}, status=429)


@pytest.mark.parametrize("claim", ["", "x" * 401])
def test_empty_or_long_is_said(visit: Visit, claim: str) -> None:
    visit(HOME, {"claim": claim}, status=422)


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_page_in_every_language(visit: Visit, client: Client, language: str) -> None:
    client.cookies["language"] = language
    visit(HOME)
    visit(HOME, {"claim": "evil.example"})

"""Until when a transfer can be given, as the page says it."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from portal.office.models import Office
from portal.payments.pages.presenters import describe_deadline, describe_times
from portal.payments.providers.means import Kind

THURSDAY = datetime(2026, 11, 26, 14, 59, tzinfo=ZoneInfo("Europe/Brussels"))
BELGIAN, DUTCH = "BE68539007547034", "NL91ABNA0417164300"
KINGS_DAY = datetime(2026, 4, 27, 9, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture(autouse=True)
def office(db: None) -> Office:
    return Office.objects.create()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Betaal vóór 15:00 op donderdag 26 november, dan is het er op vrijdag 27 november."),
        ("fr", "Payez avant 15:00 le jeudi 26 novembre pour une arrivée le vendredi 27 novembre."),
        (
            "de",
            "Zahlen Sie vor 15:00 Uhr am Donnerstag, 26. November, dann ist es am Freitag, 27. November, da.",
        ),
        ("en", "Pay before 15:00 on Thursday 26 November to be there on Friday 27 November."),
    ],
)
def test_page_says_hour_and_days(language: str, words: str) -> None:
    with translation.override(language):
        assert describe_deadline(BELGIAN, now=THURSDAY) == words


def test_hour_is_what_the_office_set(office: Office) -> None:
    office.transfer_cut_off = time(14, 30)
    office.save()
    with translation.override("en"):
        assert describe_deadline(BELGIAN, now=THURSDAY).startswith("Pay before 14:30 on Friday 27 November")


def test_days_are_those_of_the_country_of_the_account() -> None:
    with translation.override("en"):
        assert "Monday 27 April" in describe_deadline(BELGIAN, now=KINGS_DAY)
        assert "Tuesday 28 April" in describe_deadline(DUTCH, now=KINGS_DAY)


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        ({}, ["Online: the payment is made at once, on any day."]),
        ({"Bancontact": Kind.APP, "Visa": Kind.CARD}, ["Online: the payment is made at once, on any day."]),
        (
            {"Bancontact": Kind.APP, "In3": Kind.OTHER, "Bank transfer": Kind.TRANSFER},
            [
                "Online with Bancontact: the payment is made at once, on any day.",
                "Online with Bank transfer: Pay before",
            ],
        ),
        ({"In3": Kind.OTHER}, []),
    ],
)
def test_each_way_online_says_when_its_money_moves_and_an_unknown_one_promises_nothing(
    kinds: dict[str, Kind], says: list[str]
) -> None:
    with translation.override("en"):
        lines = describe_times(list(kinds.items()))
    assert len(lines) == len(says)
    assert all(line.startswith(start) for line, start in zip(lines, says, strict=True))

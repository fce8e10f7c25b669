"""The calendar file, read back by the library that calendars are read with."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
from django.utils import translation

from portal.file.kinds import Period
from portal.integrations.tagor.values.account import PlanPart
from portal.plans.running.calendar import make_calendar, make_uid
from portal.plans.tagor.instalments import Payment, list_payments, with_standing

NOW = datetime(2027, 3, 20, 10, tzinfo=UTC)
FILE_ID = "9000000000000000007"


def plan() -> tuple[Payment, ...]:
    """Monthly on the 11th, January to June 2027; today is 20 March."""
    part = PlanPart("77", "1", 12345, date(2027, 1, 11), date(2027, 6, 11), "m", 0, None)
    payments = list_payments([part], periods={"m": Period.MONTH})
    return with_standing(payments, today=date(2027, 3, 20), arrears_cents=0)


def read(payments: tuple[Payment, ...], *, now: datetime = NOW) -> list[icalendar.Event]:
    whole = icalendar.Calendar.from_ical(make_calendar(payments, file_id=FILE_ID, now=now))
    assert whole["VERSION"] == "2.0"
    return list(whole.walk("VEVENT"))


def test_one_event_for_each_payment_to_come_on_its_bank_day() -> None:
    # 11 April 2027 is a Sunday; 11 May and 11 June are working days.
    assert [event.decoded("DTSTART") for event in read(plan())] == [
        date(2027, 4, 12),
        date(2027, 5, 11),
        date(2027, 6, 11),
    ]


def test_event_is_a_whole_day_with_an_alarm_on_the_morning_two_days_before() -> None:
    (event, *_others) = read(plan())
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
    (alarm,) = event.walk("VALARM")
    starts_at = datetime.combine(event.decoded("DTSTART"), time(0), tzinfo=UTC)
    assert starts_at + alarm.decoded("TRIGGER") == datetime(2027, 4, 10, 9, tzinfo=UTC)


def test_same_payment_has_the_same_name_at_every_download() -> None:
    first, later = read(plan()), read(plan(), now=NOW + timedelta(days=2))
    names = [str(event["UID"]) for event in first]
    assert names == [str(event["UID"]) for event in later]
    assert len(set(names)) == 3


def test_another_file_has_other_names() -> None:
    payment = plan()[-1]
    assert make_uid(payment, file_id=FILE_ID) != make_uid(payment, file_id=FILE_ID[:-1] + "8")


def test_holds_no_identity_and_no_word_of_debt() -> None:
    text = make_calendar(plan(), file_id=FILE_ID, now=NOW).decode()
    assert FILE_ID not in text
    assert ":77" not in text
    for word in ("debt", "bailiff", "arrears", "BE68", "+++", "IBAN"):
        assert word.casefold() not in text.casefold()


def test_title_is_neutral_and_translated() -> None:
    titles = {}
    for language in ("nl", "fr", "de", "en"):
        with translation.override(language):
            titles[language] = str(read(plan())[0]["SUMMARY"])
    assert titles["en"] == "Transfer to make"
    assert len(set(titles.values())) == 4
    for title in titles.values():
        assert not {"schuld", "dette", "plan", "dossier"} & set(title.casefold().split())


def test_plan_without_payments_to_come_is_an_empty_calendar() -> None:
    assert read(with_standing(plan(), today=date(2028, 1, 1), arrears_cents=0)) == []

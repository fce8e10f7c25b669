"""When somebody can be called back: in the office's hours, not on its days off, and not too soon."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from portal.messages.kinds.slots import is_slot, list_slots, read_day
from portal.office.hours.week import Hours

ZONE = ZoneInfo("Europe/Brussels")
DAY = ((time(9), time(12)), (time(13, 30), time(16)))
WEEK = (DAY, DAY, DAY, DAY, ((time(9), time(17)),), (), ())


def test_next_open_days_with_their_halves() -> None:
    monday = datetime(2026, 3, 2, 8, tzinfo=ZONE)
    found = list_slots(Hours(WEEK), monday)
    assert found[:2] == ["2026-03-02/09:00/12:00", "2026-03-02/13:30/16:00"]
    assert found[-2:] == ["2026-03-06/09:00/13:00", "2026-03-06/13:00/17:00"], "a long day in two halves"
    assert len({read_day(one) for one in found}) == 5
    assert all(is_slot(one) for one in found)


def test_what_ends_within_the_hour_is_left_out() -> None:
    found = list_slots(Hours(WEEK), datetime(2026, 3, 2, 11, 1, tzinfo=ZONE))
    assert found[0] == "2026-03-02/13:30/16:00"
    assert list_slots(Hours(WEEK), datetime(2026, 3, 2, 11, tzinfo=ZONE))[0] == "2026-03-02/09:00/12:00"


def test_days_off_and_holidays_are_left_out() -> None:
    off = Hours(WEEK, closed=((date(2026, 3, 2), date(2026, 3, 3)),))
    assert read_day(list_slots(off, datetime(2026, 3, 2, 8, tzinfo=ZONE))[0]) == date(2026, 3, 4)
    easter = datetime(2026, 4, 6, 8, tzinfo=ZONE)
    assert read_day(list_slots(Hours(WEEK), easter)[0]) == date(2026, 4, 7)


def test_office_that_is_shut_for_a_month_offers_none() -> None:
    shut = Hours(WEEK, closed=((date(2026, 3, 1), date(2026, 4, 30)),))
    assert list_slots(shut, datetime(2026, 3, 2, 8, tzinfo=ZONE)) == []


def test_parts_of_any_day_are_no_slots() -> None:
    assert not is_slot("morning")

"""A time that the clock skips or shows twice is never taken for another one.

The kind: local times were made into moments without looking whether there is one, or just one.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from portal.crm.document.field_tree import Field
from portal.crm.entry.convert import TypedError, parse, to_text
from portal.integrations.openapi import Schema

MOMENT: Any = Field(
    name="at", label="At", kind="moment", schema=Schema.make({"type": "string"}, "#", lambda _pointer: {})
)
DOUBLED = {
    "25/10/2026 02:30 zomertijd": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "25/10/2026 02:30 (wintertijd)": datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    "25/10/2026 02:30 heure d’été": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "25.10.2026 02:30 Winterzeit": datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
}


def refuse(text: str) -> str:
    with pytest.raises(TypedError) as raised:
        parse(MOMENT, text)
    return raised.value.code


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    assert refuse("29/03/2026 02:30") == "skipped-hour"


def test_an_hour_that_comes_twice_asks_which() -> None:
    assert refuse("25/10/2026 02:30") == "doubled-hour"


@pytest.mark.parametrize(("text", "at"), DOUBLED.items())
def test_the_season_tells_which_of_the_two_is_meant(text: str, at: datetime) -> None:
    assert parse(MOMENT, text).astimezone(UTC) == at


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
@pytest.mark.parametrize("at", DOUBLED.values())
def test_a_doubled_hour_is_shown_so_that_it_is_read_back(at: datetime, language: str) -> None:
    with translation.override(language):
        assert parse(MOMENT, to_text(MOMENT, at)).astimezone(UTC) == at


def test_any_other_hour_needs_no_season() -> None:
    at = datetime(2026, 3, 2, 13, 5, tzinfo=UTC)
    with translation.override("nl"):
        assert to_text(MOMENT, at) == "02/03/2026 14:05"
        assert parse(MOMENT, "02/03/2026 14:05 zomertijd") == at

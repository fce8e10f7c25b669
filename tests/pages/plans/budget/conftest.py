"""An office that has filled in the figures of the year."""

from datetime import date

import pytest
from django.utils import timezone

from portal.office.models import Office
from portal.plans.budget.models import ProtectedBand, ProtectedIncome

WORK = ((134_100, 0), (144_000, 20), (158_900, 30), (173_800, 40), (None, 100))
BENEFITS = ((134_100, 0), (144_000, 20), (173_800, 40), (None, 100))


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def figures(office: Office, today: date) -> ProtectedIncome:
    """The table of this year."""
    table = ProtectedIncome.objects.create(office=office, year=today.year, child_cents=8_300)
    for kind, bands in (("work", WORK), ("benefits", BENEFITS)):
        for up_to, percent in bands:
            ProtectedBand.objects.create(table=table, kind=kind, up_to_cents=up_to, percent=percent)
    return table

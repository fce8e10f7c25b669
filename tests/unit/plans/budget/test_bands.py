"""Each band of a table is there once, the last one too, on every database."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.office.models import Office
from portal.plans.budget.models import ProtectedBand, ProtectedIncome

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("up_to_cents", [134_100, None], ids=["a sum", "all above"])
def test_a_band_is_there_once_for_each_kind_of_income(office: Office, up_to_cents: int | None) -> None:
    table = ProtectedIncome.objects.create(office=office, year=timezone.localdate().year, child_cents=0)
    for kind in ProtectedBand.Kind:
        ProtectedBand.objects.create(table=table, kind=kind, up_to_cents=up_to_cents, percent=20)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProtectedBand.objects.create(table=table, kind="work", up_to_cents=up_to_cents, percent=30)
    assert table.bands.count() == 2

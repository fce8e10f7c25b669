"""Stores a budget for a short time, and deletes it."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.file.visit import Visit
from portal.office.selectors import get_office_row
from portal.plans.budget.models import Budget
from portal.plans.budget.numbers import Numbers
from portal.plans.budget.selectors import PURPOSE
from portal.web.retention import see_to_forgetting
from portal.web.sealing import seal


@transaction.atomic
def store_budget(visit: Visit, numbers: Numbers) -> Budget:
    """Store the numbers, replacing earlier ones, for BUDGET_RETENTION_DAYS.

    The trail holds no amounts.
    """
    now = timezone.now()
    budget, _is_new = Budget.objects.update_or_create(
        office=get_office_row(),
        file_id=visit.file_id,
        party_id=visit.party_id,
        defaults={
            "sealed": seal(json.dumps(numbers.as_dict()), purpose=PURPOSE),
            "given_at": now,
            "keep_until": now + timedelta(days=settings.BUDGET_RETENTION_DAYS),
        },
    )
    record("budget-given", by=DEFENDANT, file_id=visit.file_id)
    see_to_forgetting()
    return budget


@transaction.atomic
def remove_budget(visit: Visit) -> bool:
    """Forget the numbers now. False: there were none."""
    return bool(forget_budget(file_id=visit.file_id, party_id=visit.party_id))


@transaction.atomic
def forget_budget(*, file_id: str, party_id: str) -> int:
    """The same by file and party. Returns how many were stored."""
    gone, _kinds = Budget.objects.filter(file_id=file_id, party_id=party_id).delete()
    if gone:
        record("budget-removed", by=DEFENDANT, file_id=file_id)
    return gone

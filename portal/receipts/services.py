"""Issues receipts, in the same transaction as the act they prove."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import SYSTEM, Actor
from portal.audit.services import record
from portal.office.selectors import get_office
from portal.receipts.models import Receipt


@transaction.atomic
def issue_receipt(
    kind: Receipt.Kind,
    *,
    subject: str,
    file_id: str,
    party_id: str,
    facts: dict[str, Any],
    by: Actor = SYSTEM,
) -> Receipt:
    """The receipt of an act; issued now, or the one it already has.

    Call it inside the transaction of the act. ``facts``: see ``presenters``.
    """
    existing = Receipt.objects.filter(kind=kind, subject=subject).first()
    if existing is not None:
        return existing
    office = get_office()
    event = record("receipt-issued", by=by, file_id=file_id, details={"kind": kind.value, "subject": subject})
    return Receipt.objects.create(
        office=office if office.pk else None,
        kind=kind,
        subject=subject,
        file_id=file_id,
        party_id=party_id,
        issued_at=timezone.now(),
        facts=facts,
        event=event,
    )

"""What staff decide about links."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.links.models import Link, State
from portal.crm.links.suggest.case import Case
from portal.crm.links.suggest.suggestions import Findings, find_suggestions
from portal.crm.links.systems.records import Record
from portal.office.selectors import get_office_row


def suggest_records(case: Case, *, user: Any) -> Findings:
    """Search both systems and store the results as suggestions; earlier decisions stay."""
    findings = find_suggestions(case, user=user)
    office = get_office_row()
    with transaction.atomic():
        for one in findings.suggestions:
            values = {
                "owner_id": one.record.owner_id,
                "label": one.record.label[:200],
                "score": one.score,
                "reasons": list(one.reasons),
            }
            link, is_new = Link.objects.get_or_create(
                office=office,
                file_id=case.file_id,
                party_id=one.party_id,
                system=one.record.system,
                resource=one.record.resource,
                record_id=one.record.record_id,
                defaults=values,
            )
            if not is_new and link.state == State.SUGGESTED:
                Link.objects.filter(pk=link.pk, state=State.SUGGESTED).update(**values)
    return findings


@transaction.atomic
def confirm_link(link: Link, *, by: Actor) -> Link:
    """A person confirms that this record is about this file or party."""
    return _decide(link, State.CONFIRMED, "link-confirmed", by)


@transaction.atomic
def remove_link(link: Link, *, by: Actor) -> Link:
    """A person says that it is not (any more). It is not suggested again; nothing is sent there."""
    return _decide(link, State.REMOVED, "link-removed", by)


@transaction.atomic
def join_record(file_id: str, party_id: str, found: Record, *, by: Actor) -> Link:
    """Link a record that a person found by hand."""
    link, _is_new = Link.objects.get_or_create(
        office=get_office_row(),
        file_id=file_id,
        party_id=party_id,
        system=found.system,
        resource=found.resource,
        record_id=found.record_id,
        defaults={"reasons": ["by-hand"]},
    )
    Link.objects.filter(pk=link.pk).update(owner_id=found.owner_id, label=found.label[:200])
    return _decide(link, State.CONFIRMED, "link-confirmed", by)


def _decide(link: Link, state: State, act: str, by: Actor) -> Link:
    fresh = Link.objects.select_for_update().get(pk=link.pk)
    if fresh.state == state:
        return fresh
    fresh.state, fresh.decided_at, fresh.decided_by_id = state, timezone.now(), by.user_id
    fresh.save(update_fields=["state", "decided_at", "decided_by"])
    record(act, by=by, file_id=fresh.file_id, details=fresh.describe())
    return fresh

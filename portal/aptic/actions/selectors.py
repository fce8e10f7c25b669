"""Actions and runs, as far as somebody may see them."""

from typing import Any

from django.db.models import Q, QuerySet

from portal.aptic.models import ServiceAction, ServiceRun, Subscription
from portal.desk.people.granting import Opening
from portal.office.models import Office


def list_actions(office: Office) -> QuerySet[ServiceAction]:
    """All actions of the office, for those who define them."""
    return ServiceAction.objects.filter(office=office)


def list_runnable(office: Office, user: Any) -> QuerySet[ServiceAction]:
    """The active ones this person may run: those of a group of theirs, or of no group at all."""
    found = list_actions(office).filter(is_active=True)
    return found.filter(_is_for(user)).distinct()


def _is_for(user: Any, prefix: str = "") -> Q:
    if user.is_superuser:
        return Q()
    groups = list(user.groups.values_list("pk", flat=True))
    return Q(**{f"{prefix}groups__isnull": True}) | Q(**{f"{prefix}groups__in": groups})


def list_opening_groups() -> list[int]:
    """The groups whose members may run an action that others may not run."""
    return list(ServiceAction.groups.through.objects.values_list("group_id", flat=True).distinct())


OPENING = Opening("service_calls.define_actions", list_opening_groups)


def list_runs(office: Office, user: Any) -> QuerySet[ServiceRun]:
    """The runs of actions this person may run, also of those switched off since; newest first."""
    allowed = list_actions(office).filter(_is_for(user)).values("pk")
    found = ServiceRun.objects.filter(office=office, action__in=allowed)
    return found.select_related("action", "asked_by").order_by("-pk")


def list_wanted(office: Office) -> set[str]:
    """The events that the office wants to receive."""
    return set(Subscription.objects.filter(office=office).values_list("event", flat=True))

"""Who at the office looked at a file or acted on it: from the trail, by role and never by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.models import Event
from portal.desk.people.roles import name_all_roles

MOST_LOOKS = 100
# Acts that concern one of several people are described in general terms: the trail does not say whom.
ACTS: Mapping[str, Any] = {
    "case-opened": gettext_lazy("opened your file"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """When, which role, and what; in the active language."""

    at: datetime
    who: str
    what: str


def list_looks(file_id: str) -> list[Look]:
    """The newest first, at most a hundred."""
    events = Event.objects.filter(file_id=file_id, actor=Event.ActorKind.STAFF).order_by("-number")
    found = list(events[:MOST_LOOKS])
    roles = _name_roles({event.staff_id for event in found})
    return [
        Look(event.at, roles.get(event.staff_id, _("someone of the office")), _describe_act(event.act))
        for event in found
    ]


def _describe_act(act: str) -> str:
    return str(ACTS[act]) if act in ACTS else _("worked on your file")


def _name_roles(staff_ids: set[str]) -> dict[str, str]:
    users = get_user_model()._default_manager.filter(pk__in=[one for one in staff_ids if one.isdigit()])
    named = {}
    for user in users.prefetch_related("groups"):
        named[str(user.pk)] = ", ".join(name_all_roles(user.groups.all())) or _("someone of the office")
    return named

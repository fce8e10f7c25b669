"""The user number of a member of staff in a CRM system."""

from typing import Any

from portal.crm.models import CrmToken
from portal.web.formats import name_person


def get_own_number(user: Any, system: str) -> str:
    """The person's user number there; "" while it is unknown."""
    return _filter(user, system).values_list("number", flat=True).first() or ""


def store_own_number(user: Any, system: str, number: str) -> bool:
    """Store the number the person entered. Returns whether there is a sign-in to store it with."""
    return bool(_filter(user, system).update(number=number))


def learn_own_number(user: Any, system: str, number: str) -> None:
    """Keep the number that the system returned, if it is one."""
    if number.isdecimal() and len(number) <= 20:
        store_own_number(user, system, number)


def name_number(system: str, number: str) -> str:
    """The name of the colleague with this number there; "" when unknown."""
    if not number:
        return ""
    found = CrmToken.objects.select_related("user").filter(system=system, number=number).first()
    return name_person(found.user) if found else ""


def list_people(system: str) -> tuple[tuple[str, str], ...]:
    """(number there, name) of the colleagues who told theirs, by name."""
    found = CrmToken.objects.select_related("user").filter(system=system).exclude(number="")
    named = {one.number: name_person(one.user) for one in found}
    return tuple(sorted(named.items(), key=lambda one: one[1]))


def _filter(user: Any, system: str) -> Any:
    return CrmToken.objects.filter(user=user, system=system)

"""Members of staff, and the roles that exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import QuerySet

from portal.desk.people import granting
from portal.desk.people.roles import describe_role, name_role
from portal.desk.sign_in.services import has_factor
from portal.web.formats import name_person


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the page of one person shows it. ``can_give``: the editor may give it."""

    group_id: int
    name: str
    text: str
    is_held: bool
    can_give: bool


def list_people() -> QuerySet[User]:
    """Everybody who may open the desk or could before: active ones first, by name."""
    return (
        User._default_manager.filter(is_staff=True)
        .select_related("openid")
        .prefetch_related("groups")
        .order_by("-is_active", "last_name", "first_name", "username")
    )


def find_person(person_id: int) -> User | None:
    """One member of staff."""
    return list_people().filter(pk=person_id).first()


def list_roles(editor: Any, person: User | None = None) -> list[Role]:
    """Every role, with whether ``person`` holds it and ``editor`` may give it."""
    held = set(person.groups.values_list("pk", flat=True)) if person is not None else set()
    groups = Group.objects.order_by("name").prefetch_related("permissions__content_type")
    return [
        Role(
            group_id=group.pk,
            name=name_role(group.name),
            text=describe_role(group.name),
            is_held=group.pk in held,
            can_give=granting.can_give_group(editor, group),
        )
        for group in groups
    ]


def has_second_factor(person: User) -> bool:
    """Whether the person signs in with more than a password."""
    return has_factor(person)


def name_staff(staff_ids: Iterable[str]) -> dict[str, str]:
    """The names of members of staff, by their ids as the trail keeps them."""
    wanted = {int(one) for one in staff_ids if one.isdecimal()}
    users = User.objects.filter(pk__in=wanted)
    return {str(user.pk): name_person(user) for user in users}


def list_mail_addresses(*permissions: str) -> list[str]:
    """Of active staff with one of these permissions, superusers too; who has no address is left out."""
    users = User._default_manager
    found = {
        user.email
        for permission in permissions
        for user in users.with_perm(permission, include_superusers=True)
        if user.is_active and user.is_staff and user.email
    }
    return sorted(found)

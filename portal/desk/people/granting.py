"""Who may change whom, and which rights they may grant: only rights they hold themselves.

A right is the name of a permission ("crm.view_records"), or a membership that opens something by itself
("group:7"). All code that changes people or groups asks here: the admin, the desk and, as a safeguard, the
guard (``portal.desk.people.guard``).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from portal.web.room import Contribution


class PowerError(PermissionDenied):
    """An attempt on a person, a group or a right above the editor's own."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that members of a group may do although no permission of theirs says so.

    ``permission``: its holders decide about the thing itself, so they count as members of every group.
    ``list_groups``: the ids of the groups that open it.
    """

    permission: str
    list_groups: Callable[[], Iterable[int]]


OPENINGS: Contribution[Opening] = Contribution("openings", Opening)


def get_rights(person: User) -> frozenset[str]:
    """The rights that this person has while active, leaving superuser status aside."""
    if person.pk is None:
        return frozenset()
    own = Permission.objects.filter(Q(user=person) | Q(group__user=person))
    return _name(own) | _open(person.groups.values_list("pk", flat=True))


def get_group_rights(group: Group) -> frozenset[str]:
    """The rights that membership of this group gives."""
    if group.pk is None:
        return frozenset()
    return _name(group.permissions.all()) | _open([group.pk])


def can_give(editor: Any, rights: Iterable[str]) -> bool:
    """Whether this editor holds all of ``rights``, as of the start of the request."""
    if not editor.is_active:
        return False
    if editor.is_superuser:
        return True
    held = editor.get_all_permissions()
    missing = set(rights) - held
    return not missing or missing <= _list_memberships(editor, held)


def can_give_group(editor: Any, group: Group) -> bool:
    """Whether this editor may put people of theirs in the group."""
    return can_give(editor, get_group_rights(group))


def can_reach(editor: Any, person: User) -> bool:
    """Whether this editor may change anything about the person: password, groups, name, end."""
    if not editor.is_active:
        return False
    return editor.is_superuser or (not person.is_superuser and can_give(editor, get_rights(person)))


def can_edit_group(editor: Any, group: Group) -> bool:
    """Whether this editor may change the group: never one with more rights, nor one they belong to."""
    if editor.is_active and editor.is_superuser:
        return True
    is_member = group.pk is not None and editor.groups.filter(pk=group.pk).exists()
    return not is_member and can_give_group(editor, group)


def check_reach(editor: Any, person: User) -> None:
    """Raises: PowerError when the person is out of this editor's reach."""
    if not can_reach(editor, person):
        raise PowerError("Somebody with rights that the editor lacks.")


def check_edit_group(editor: Any, group: Group) -> None:
    """Raises: PowerError when the group is out of this editor's reach."""
    if not can_edit_group(editor, group):
        raise PowerError("A group that holds more than the editor, or the editor's own.")


def check_give(editor: Any, rights: Iterable[str]) -> None:
    """Raises: PowerError when the editor lacks one of ``rights``."""
    if not can_give(editor, rights):
        raise PowerError("A right that the editor does not hold.")


def name_permission(permission: Permission) -> str:
    """ "app.codename", as ``has_perm`` takes it."""
    return f"{permission.content_type.app_label}.{permission.codename}"


def _name(permissions: Any) -> frozenset[str]:
    found = permissions.order_by().values_list("content_type__app_label", "codename")
    return frozenset(f"{label}.{codename}" for label, codename in found)


def _open(groups: Iterable[int]) -> frozenset[str]:
    """Those of ``groups`` that open something, as rights."""
    opened = {pk for opening in OPENINGS.collect() for pk in opening.list_groups()}
    return frozenset(f"group:{pk}" for pk in opened.intersection(groups))


def _list_memberships(editor: Any, held: set[str]) -> frozenset[str]:
    """The groups whose opening the editor has, as a member or through the permission for it."""
    decided = {pk for one in OPENINGS.collect() if one.permission in held for pk in one.list_groups()}
    return _open([*editor.groups.values_list("pk", flat=True), *decided])

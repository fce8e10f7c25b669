"""The last check: whatever page changes people or groups, nobody grants rights they do not hold.

Forms and services ask ``granting`` first and explain. This check applies when one forgets to, or when a
package adds a page of its own. It only limits the signed-in person of a request: commands and tasks belong to
the operator.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission, User

from portal.audit.acting import get_acting_staff
from portal.desk.people import granting
from portal.desk.people.changes import find_owners, get_saved, list_changed


def check_person(instance: User, **_others: Any) -> None:
    """Check a saved person: within reach, and without more rights than the editor."""
    editor = get_acting_staff()
    if editor is None:
        return
    before = get_saved(instance)
    if before is not None:
        if not list_changed(before, instance):
            return
        granting.check_reach(editor, before)
    for flag in ("is_superuser", "is_staff"):
        is_given = getattr(instance, flag) and not getattr(before, flag, False)
        if is_given and not getattr(editor, flag):
            raise granting.PowerError(f"{flag} is not the editor's to give.")


def check_person_gone(instance: User, **_others: Any) -> None:
    editor = get_acting_staff()
    if editor is not None:
        granting.check_reach(editor, get_saved(instance) or instance)


def check_group(instance: Group, **_others: Any) -> None:
    editor = get_acting_staff()
    if editor is not None:
        granting.check_edit_group(editor, instance)


def check_tie(
    *, sender: Any, instance: Any, action: str, pk_set: set[int] | None, reverse: bool, **_others: Any
) -> None:
    """For adding, removing and clearing: the owner is within reach, and the editor holds what is added."""
    editor = get_acting_staff()
    if editor is None or not action.startswith("pre_"):
        return
    owners = find_owners(sender, instance, pk_set, reverse=reverse)
    for owner in owners:
        if isinstance(owner, Group):
            granting.check_edit_group(editor, owner)
        else:
            granting.check_reach(editor, owner)
    if action == "pre_add":
        for given in _find_given(sender, instance, pk_set or set(), reverse=reverse):
            granting.check_give(editor, given)


def _find_given(sender: Any, instance: Any, pk_set: set[int], *, reverse: bool) -> list[frozenset[str]]:
    """The rights of each group or permission that is being added."""
    if sender is User.groups.through:
        groups = [instance] if reverse else Group.objects.filter(pk__in=pk_set)
        return [granting.get_group_rights(group) for group in groups]
    permissions = [instance] if reverse else Permission.objects.filter(pk__in=pk_set)
    return [frozenset([granting.name_permission(one)]) for one in permissions]

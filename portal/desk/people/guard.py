"""The last door: whatever page changes people or groups, nobody gives what they do not hold.

Forms and services ask ``powers`` first and explain. This holds when one forgets, or when a package brings a
page of its own. Only the signed-in person of a request is held to it: commands and tasks are the operator's.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission, User

from portal.audit.acting import get_acting_staff
from portal.desk.people import powers
from portal.desk.people.changes import find_owners, get_saved, list_changed


def check_person(instance: User, **_others: Any) -> None:
    """A saved person was within reach, and becomes nothing that the editor is not."""
    editor = get_acting_staff()
    if editor is None:
        return
    before = get_saved(instance)
    if before is not None:
        if not list_changed(before, instance):
            return
        powers.check_reach(editor, before)
    for flag in ("is_superuser", "is_staff"):
        is_given = getattr(instance, flag) and not getattr(before, flag, False)
        if is_given and not getattr(editor, flag):
            raise powers.PowerError(f"{flag} is not the editor's to give.")


def check_person_gone(instance: User, **_others: Any) -> None:
    editor = get_acting_staff()
    if editor is not None:
        powers.check_reach(editor, get_saved(instance) or instance)


def check_group(instance: Group, **_others: Any) -> None:
    editor = get_acting_staff()
    if editor is not None:
        powers.check_edit_group(editor, instance)


def check_tie(
    *, sender: Any, instance: Any, action: str, pk_set: set[int] | None, reverse: bool, **_others: Any
) -> None:
    """Adding, taking and clearing: the owner is within reach, and what is added is held by the editor."""
    editor = get_acting_staff()
    if editor is None or not action.startswith("pre_"):
        return
    owners = find_owners(sender, instance, pk_set, reverse=reverse)
    for owner in owners:
        if isinstance(owner, Group):
            powers.check_edit_group(editor, owner)
        else:
            powers.check_reach(editor, owner)
    if action == "pre_add":
        for given in _find_given(sender, instance, pk_set or set(), reverse=reverse):
            powers.check_give(editor, given)


def _find_given(sender: Any, instance: Any, pk_set: set[int], *, reverse: bool) -> list[frozenset[str]]:
    """The rights of each group or permission that is being added."""
    if sender is User.groups.through:
        groups = [instance] if reverse else Group.objects.filter(pk__in=pk_set)
        return [powers.get_group_rights(group) for group in groups]
    permissions = [instance] if reverse else Permission.objects.filter(pk__in=pk_set)
    return [frozenset([powers.name_permission(one)]) for one in permissions]

"""Records every change of people, groups and rights, and every sign-in, in the trail with both values.

It uses signals, so that every way is covered: the desk, the admin, commands, a shell. It records people by
id, groups and permissions by name, and of a password only that it changed. A bulk ``update()`` and SQL are
not noticed.
"""

from typing import Any

from django.contrib.auth.models import Group, User
from django.core.cache import cache

from portal.audit.acting import get_acting_staff, get_actor
from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.audit.services import record
from portal.desk.people import granting
from portal.desk.people.changes import FLAGS, NAMES, find_owners, get_saved, list_changed
from portal.desk.people.spraying import note_name as note_sprayed

FAILED_KEY = "staff-sign-ins-failed"
HOUR_S = 3600
# Wrong tries recorded one by one within an hour; after that every hundredth: strangers must not fill the
# trail.
TOLD_ONE_BY_ONE = 100

TIES = {
    User.groups.through: ("staff-groups-changed", "groups"),
    User.user_permissions.through: ("staff-permissions-changed", "user_permissions"),
    Group.permissions.through: ("group-permissions-changed", "permissions"),
}


def record_event(act: str, **details: Any) -> None:
    """Record one event, by the signed-in person of the request, or else by the system."""
    record(act, by=get_actor(), details=details)


def note_saved(instance: Any, **_others: Any) -> None:
    instance._before = get_saved(instance)


def on_person_saved(instance: Any, **_others: Any) -> None:
    before = instance.__dict__.pop("_before", None)
    if before is None:
        record_event("staff-created", user=instance.pk, **_get_flags(instance))
        return
    changed = list_changed(before, instance)
    if "password" in changed:
        editor = get_acting_staff()
        is_own = editor is not None and editor.pk == instance.pk
        record_event(
            "staff-password-changed", user=instance.pk, own=is_own, usable=instance.has_usable_password()
        )
    flags = [name for name in changed if name in FLAGS]
    names = [name for name in changed if name in NAMES]
    if flags or names:
        both = {"before": _get_flags(before, flags), "after": _get_flags(instance, flags)}
        record_event("staff-changed", user=instance.pk, fields=names, **both)


def on_person_deleted(instance: User, **_others: Any) -> None:
    record_event(
        "staff-deleted",
        user=instance.pk,
        groups=_list_tied(instance, "groups"),
        user_permissions=_list_tied(instance, "user_permissions"),
        **_get_flags(instance),
    )


def note_name(instance: Any, **_others: Any) -> None:
    instance._before = Group.objects.filter(pk=instance.pk).values_list("name", flat=True).first()


def on_group_saved(instance: Any, **_others: Any) -> None:
    before = instance.__dict__.pop("_before", None)
    if before is None:
        record_event("group-created", group=instance.pk, name=instance.name)
    elif before != instance.name:
        record_event(
            "group-changed", group=instance.pk, before={"name": before}, after={"name": instance.name}
        )


def on_group_deleted(instance: Group, **_others: Any) -> None:
    members = sorted(instance.user_set.values_list("pk", flat=True))
    permissions = _list_tied(instance, "permissions")
    record_event(
        "group-deleted", group=instance.pk, name=instance.name, members=members, permissions=permissions
    )


def on_tie_changed(
    *, sender: Any, instance: Any, action: str, pk_set: set[int] | None, reverse: bool, **_others: Any
) -> None:
    """Remember each owner's values before a change, and record those that differ afterwards."""
    act, tie = TIES[sender]
    if action.startswith("pre_"):
        owners = find_owners(sender, instance, pk_set, reverse=reverse)
        instance._tied = {owner: _list_tied(owner, tie) for owner in owners}
        return
    for owner, before in instance.__dict__.pop("_tied", {}).items():
        after = _list_tied(owner, tie)
        if after != before:
            whom = {"group": owner.pk, "name": owner.name} if tie == "permissions" else {"user": owner.pk}
            record_event(act, **whom, before=before, after=after)


def _list_tied(owner: Any, tie: str) -> list[str]:
    """The names of what is tied to a person or group, in order."""
    if tie == "groups":
        return sorted(Group.objects.filter(user=owner).values_list("name", flat=True))
    tied = getattr(owner, tie).order_by().select_related("content_type")
    return sorted(granting.name_permission(permission) for permission in tied)


def _get_flags(person: User, names: Any = FLAGS) -> dict[str, bool]:
    return {name: getattr(person, name) for name in names}


def on_signed_in(user: User, request: Any = None, **_others: Any) -> None:
    by = getattr(request, "signed_in_by", "")
    record("staff-signed-in", by=Actor.staff(user), details={"by": by} if by else {})


def on_signed_out(user: User | None, **_others: Any) -> None:
    if user is not None:
        record("staff-signed-out", by=Actor.staff(user))


def on_sign_in_failed(credentials: dict[str, Any], why: str = "wrong", **_others: Any) -> None:
    """Record a failed sign-in: the name only if it exists, never what was typed.

    why: "wrong" or "not-staff".
    """
    note_sprayed(str(credentials.get(User.USERNAME_FIELD, "")))
    count = _count_failed()
    if count > TOLD_ONE_BY_ONE and count % TOLD_ONE_BY_ONE:
        return
    tried = {User.USERNAME_FIELD: credentials.get(User.USERNAME_FIELD, "")}
    known = User._default_manager.filter(**tried).values_list("pk", flat=True).first()
    details = {"user": known, "why": why, "this_hour": count}
    record("staff-sign-in-failed", by=Actor(Event.ActorKind.STAFF), details=details)


def _count_failed() -> int:
    """How many tries failed within the hour since the first of them."""
    cache.add(FAILED_KEY, 0, HOUR_S)
    try:
        return cache.incr(FAILED_KEY)
    except ValueError:  # it has just expired
        cache.set(FAILED_KEY, 1, HOUR_S)
        return 1

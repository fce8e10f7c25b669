"""The content of a change of people and groups, read from the database and from Django's signals."""

from typing import Any

from django.contrib.auth.models import Group, User

FLAGS = ("is_active", "is_staff", "is_superuser")
# Recorded by name only: their values stay out of the trail.
NAMES = ("username", "first_name", "last_name", "email")
WATCHED = (*FLAGS, *NAMES, "password")


def get_saved(person: User) -> User | None:
    """The person as the database has them; None when new."""
    if person.pk is None:
        return None
    return User._default_manager.filter(pk=person.pk).first()


def list_changed(before: User, after: User) -> list[str]:
    """The fields that differ, except the time of signing in."""
    return [name for name in WATCHED if getattr(before, name) != getattr(after, name)]


def find_owners(sender: Any, instance: Any, pk_set: set[int] | None, *, reverse: bool) -> list[Any]:
    """The people or groups whose groups or permissions a signal of ``m2m_changed`` is about.

    ``reverse``: the change was made from the other side (``group.user_set.add(person)``); ``pk_set`` is then
    the owners, or None for all that ``instance`` is tied to.
    """
    if not reverse:
        return [instance]
    model: Any = Group if sender is Group.permissions.through else User
    if pk_set is not None:
        return list(model._default_manager.filter(pk__in=pk_set))
    tie = {
        User.groups.through: "groups",
        User.user_permissions.through: "user_permissions",
        Group.permissions.through: "permissions",
    }[sender]
    return list(model._default_manager.filter(**{tie: instance}))

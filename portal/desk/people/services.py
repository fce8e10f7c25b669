"""Adds members of staff and changes what they may do. ``trail`` records each act."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction

from portal.desk.people import granting, links, sessions
from portal.desk.people.trail import record_event
from portal.desk.queue.services import release_all
from portal.desk.sign_in.password_form import takes_password
from portal.desk.sign_in.services import take_away


class PeopleError(Exception):
    """The act was not done."""


class ChangedMeanwhile(PeopleError):
    """Somebody else has changed the same person since the page was shown."""


class NotOneself(PeopleError):
    """Nobody deactivates their own account."""


class NameTaken(PeopleError):
    """The user name is taken."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is added. ``roles``: ids of groups."""

    username: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    roles: Collection[int] = field(default_factory=tuple)


@transaction.atomic
def invite(newcomer: Newcomer, *, by: User) -> tuple[User, str]:
    """Add a member of staff without a password; returns them and the secret of their link.

    "" without one: where nobody has a password here, they sign in with the account of the office.

    Raises: NameTaken; PowerError when the editor may not grant a role.
    """
    groups = _choose_groups(newcomer.roles)
    for group in groups:
        granting.check_give(by, granting.get_group_rights(group))
    if User._default_manager.filter(username__iexact=newcomer.username).exists():
        raise NameTaken
    names = {name: getattr(newcomer, name) for name in ("username", "first_name", "last_name", "email")}
    person = User(**names, is_staff=True)
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise NameTaken from None
    person.groups.set(groups)
    if not takes_password(person):
        return person, ""
    record_event("staff-link-made", user=person.pk)
    return person, links.make_token(person)


@transaction.atomic
def change_roles(person_id: int, roles: Collection[int], *, seen: Collection[int | None], by: User) -> None:
    """Set these roles and remove the others. ``seen``: those held when the page was shown.

    Raises: ChangedMeanwhile; PowerError.
    """
    person = _lock(person_id, by=by)
    held = set(person.groups.values_list("pk", flat=True))
    if held != set(seen):
        raise ChangedMeanwhile
    for group in Group.objects.filter(pk__in=set(roles) - held):
        granting.check_give(by, granting.get_group_rights(group))
    person.groups.set(_choose_groups(roles))


@transaction.atomic
def switch(person_id: int, *, is_on: bool, by: User) -> None:
    """Deactivate a person, which ends their sessions and gives back their work, or activate them again.

    Raises: NotOneself; ChangedMeanwhile when it was done already; PowerError.
    """
    if person_id == by.pk:
        raise NotOneself
    person = _lock(person_id, by=by)
    if person.is_active == is_on:
        raise ChangedMeanwhile
    person.is_active = is_on
    person.save(update_fields=["is_active"])
    if not is_on:
        sessions.end_all(person)
        release_all(person, by=by)


@transaction.atomic
def sign_out_everywhere(person_id: int, *, by: User) -> None:
    """End every session of a person. Raises: PowerError."""
    person = _lock(person_id, by=by)
    sessions.end_all(person)
    record_event("staff-sessions-ended", user=person.pk)


@transaction.atomic
def take_second_step(person_id: int, *, by: User) -> None:
    """Somebody lost phone and codes: they set up a new second factor at sign-in. Raises: PowerError."""
    person = _lock(person_id, by=by)
    take_away(person, by=by)
    sessions.end_all(person)


@transaction.atomic
def make_link(person_id: int, *, by: User) -> str:
    """The secret of a new link for choosing a password; the old password and older links end at once.

    Raises: ChangedMeanwhile when the person is switched off or signs in otherwise; PowerError.
    """
    person = _lock(person_id, by=by)
    if not (person.is_active and takes_password(person)):
        raise ChangedMeanwhile
    person.set_unusable_password()
    person.save(update_fields=["password"])
    sessions.end_all(person)
    record_event("staff-link-made", user=person.pk)
    return links.make_token(person)


@transaction.atomic
def choose_password(token: str, password: str) -> bool:
    """Set the person's password, if the link is still valid. Returns whether it was."""
    found = links.find_person(token)
    if found is None:
        return False
    person = User.objects.select_for_update().get(pk=found.pk)
    if links.find_person(token) is None:  # somebody else was first
        return False
    person.set_password(password)
    person.save(update_fields=["password"])
    record_event("staff-link-used", user=person.pk)
    return True


@transaction.atomic
def change_own_password(person: User, password: str) -> None:
    """Their password from now on, which ends their other sessions; the trail tells of it."""
    person.set_password(password)
    person.save(update_fields=["password"])


def _lock(person_id: int, *, by: User) -> User:
    """The person's current row, locked until the transaction ends. Raises: User.DoesNotExist, PowerError."""
    person = User.objects.select_for_update().get(pk=person_id)
    granting.check_reach(by, person)
    return person


def _choose_groups(roles: Collection[int]) -> list[Group]:
    return list(Group.objects.filter(pk__in=roles))

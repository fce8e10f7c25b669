"""Staff who sign in at the office's own provider: who they are here, and their roles.

The provider sets the roles at each sign-in; roles that it no longer lists are removed. It can only grant
mapped roles, and never makes a superuser.
"""

import re
from typing import Any, Literal

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import constant_time_compare

from portal import registry
from portal.desk.models import OpenIdIdentity
from portal.desk.openid.attempt import Kept
from portal.desk.people.sessions import end_all
from portal.desk.people.trail import record_event
from portal.integrations.errors import Rejected
from portal.integrations.openid.values import Identity, SignInAttempt, make_attempt

CALLBACK = "/desk/sign-in/office/back/"
NOT_IN_NAMES = re.compile(r"[^\w.@+-]")
LONGEST_NAME = 140
EMAIL_COLUMN: Any = User._meta.get_field("email")
Refusal = Literal["no-role", "off", "superuser"]


def begin(*, again: bool = False) -> tuple[SignInAttempt, str]:
    """A new attempt, and the URL for the browser. Raises: Unavailable, UnexpectedResponse."""
    attempt = make_attempt()
    address = registry.openid().get_sign_in_address(
        attempt, redirect_uri=f"{settings.PORTAL_URL}{CALLBACK}", again=again
    )
    return attempt, address


def finish(kept: Kept | None, *, state: str, code: str) -> tuple[Kept, Identity]:
    """Who came back. Raises: Rejected, and the errors of a call."""
    if kept is None or not constant_time_compare(kept.attempt.state, state):
        raise Rejected("state-mismatch", system="openid")
    if not code:
        raise Rejected("sign-in-refused", system="openid")
    found = registry.openid().finish(code, kept.attempt, redirect_uri=f"{settings.PORTAL_URL}{CALLBACK}")
    return kept, found


@transaction.atomic
def admit(identity: Identity) -> User | Refusal:
    """The member of staff, with current roles; or why they may not sign in."""
    groups = list_roles(identity)
    person = _find(identity) or (_add(identity) if groups else None)
    why: Refusal = "no-role"
    if person is not None and (person.is_superuser or not person.is_active):
        why = "superuser" if person.is_superuser else "off"
    elif person is not None:
        _follow(person, identity, groups)
        if groups:
            return person
    user_login_failed.send(sender=__name__, credentials={}, request=None, why=why)
    return why


def is_person(identity: Identity, user: Any) -> bool:
    """Whether the identity belongs to somebody who is signed in here."""
    return bool(_list(identity).filter(user=user.pk).exists())


def list_roles(identity: Identity) -> list[Group]:
    """The roles in the claim: those that are mapped, or that exist under that name."""
    said = identity.list_texts(settings.OIDC_ROLES_CLAIM)
    mapped = dict(one.split("=", 1) for one in settings.OIDC_ROLES if "=" in one)
    if mapped:
        wanted = {mapped[one].strip() for one in said if one in mapped}
    else:
        wanted = {one.replace("-", " ").replace("_", " ").casefold() for one in said}
    return list(Group.objects.filter(name__in=wanted).order_by("name"))


def _find(identity: Identity) -> User | None:
    """By issuer and subject; an earlier person by their e-mail address, if the provider has verified it."""
    known = _list(identity).select_related("user").first()
    if known is not None:
        return User.objects.select_for_update().get(pk=known.user_id)
    email = identity.get_text("email")
    if not email or identity.claims.get("email_verified") is not True:
        return None
    same = User.objects.filter(email__iexact=email, is_staff=True, is_superuser=False)
    same = same.exclude(pk__in=OpenIdIdentity.objects.values("user"))
    if same.count() != 1:
        return None
    return _tie(User.objects.select_for_update().get(pk=same.get().pk), identity)


def _add(identity: Identity) -> User:
    said = identity.get_text("preferred_username") or identity.get_text("email") or identity.subject
    wanted = NOT_IN_NAMES.sub("-", said)[:LONGEST_NAME] or "colleague"
    name, number = wanted, 1
    while User._default_manager.filter(username__iexact=name).exists():
        number += 1
        name = f"{wanted}-{number}"
    person = User(username=name, is_staff=True)
    person.set_unusable_password()
    person.save()
    return _tie(person, identity)


def _tie(person: User, identity: Identity) -> User:
    OpenIdIdentity.objects.create(user=person, issuer=identity.issuer, subject=identity.subject[:255])
    record_event("staff-openid-tied", user=person.pk)
    return person


def _follow(person: User, identity: Identity, groups: list[Group]) -> None:
    """Update names, the mail address and roles from the provider."""
    names = {"first_name": "given_name", "last_name": "family_name"}
    for ours, theirs in names.items():
        if said := identity.get_text(theirs):
            setattr(person, ours, said[:150])
    if mail := _read_mail(identity):
        person.email = mail
    person.is_staff = bool(groups)
    person.save()
    person.groups.set(groups)
    person.user_permissions.clear()
    if not groups:
        end_all(person)


def _read_mail(identity: Identity) -> str:
    """Where the portal may write to them; "" when it is not told, or told to be unproven.

    Some providers never say whether it is proven. They are the office's own, so that is enough to write to
    it, and too little to be taken for an earlier person (see ``_find``).
    """
    mail = identity.get_text("email")
    if identity.claims.get("email_verified", True) not in (True, "true"):
        return ""
    try:
        validate_email(mail)
        EMAIL_COLUMN.run_validators(mail)
    except ValidationError:
        return ""
    return mail


def _list(identity: Identity) -> Any:
    return OpenIdIdentity.objects.filter(issuer=identity.issuer, subject=identity.subject[:255])

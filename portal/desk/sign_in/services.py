"""Second factors of staff: a code of an app, and recovery codes for the day it is lost.

allauth stores and checks them; only its ``mfa`` app is used. Each change is in the trail.
"""

import logging
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from portal import registry
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.sign_in.adapter import FactorLockedError
from portal.integrations.errors import IntegrationError
from portal.web.typed.characters import to_plain_text

logger = logging.getLogger(__name__)

LONGEST_CODE = 20
USED_S = 180
ALERT_EVERY_S = 3600


def has_factor(user: Any) -> bool:
    """Whether a second step is asked of this person, whatever the settings say."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())


def has_openid(user: Any) -> bool:
    """Whether this person has signed in with the account of the office."""
    return getattr(user, "openid", None) is not None


def find_office_sign_out() -> str:
    """Where the account of the office is signed out; "" when its provider does not say."""
    try:
        return registry.openid().get_sign_out_address()
    except IntegrationError:
        return ""


def is_required(user: Any) -> bool:
    """Whether this person needs one to sign in: everybody, or those with one of the configured roles.

    Superusers always: they hold what every role does.
    """
    roles = settings.STAFF_SECOND_FACTOR_ROLES
    if not settings.STAFF_SECOND_FACTOR or not roles or user.is_superuser:
        return bool(settings.STAFF_SECOND_FACTOR)
    return bool(user.groups.filter(name__in=roles).exists())


def make_secret() -> str:
    """A new secret for an app, in the letters that apps take."""
    return str(generate_totp_secret())


def check_code(user: Any, typed: str) -> bool:
    """Whether it is the app's code now, or a recovery code, which then is used up. Each code works once."""
    code = _tidy(typed)
    if not code:
        return False
    for factor in Authenticator.objects.filter(
        user=user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    ).order_by("-type"):
        if _is_right(factor, code):
            with transaction.atomic():
                factor.refresh_from_db()
                factor.record_usage()
                if factor.type == Authenticator.Type.RECOVERY_CODES:
                    left = len(RecoveryCodes(factor).get_unused_codes())
                    record("recovery-code-used", by=Actor.staff(user), details={"left": left})
            return True
    return False


def is_locked(user: Any, typed: str) -> bool:
    """Whether the app or the recovery codes that this would be a code of cannot be opened: their key is gone.

    Then nobody can say whether it is right, and the operator is told, once an hour.
    """
    is_recovery = len(_tidy(typed)) == app_settings.RECOVERY_CODE_DIGITS
    kind = Authenticator.Type.RECOVERY_CODES if is_recovery else Authenticator.Type.TOTP
    factor = Authenticator.objects.filter(user=user, type=kind).first()
    try:
        if factor is not None:
            factor.wrap().validate_code("")
    except FactorLockedError:
        if cache.add("second-factor:locked", 1, ALERT_EVERY_S):
            logger.error(  # noqa: TRY400 - where it was found says nothing
                "ALERT staff cannot sign in: the key that sealed their second step is gone. Put it back "
                "behind the new one, see docs/deploy.md, Keys."
            )
        return True
    return False


@transaction.atomic
def set_up(user: Any, secret: str, typed: str) -> list[str] | None:
    """Store the app's secret, and return recovery codes once; None when the code does not match it."""
    if not validate_totp_code(secret, _tidy(typed)):
        return None
    Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN).delete()
    TOTP.activate(user, secret)
    record("second-factor-set", by=Actor.staff(user), details={"user": user.pk, "kind": "totp"})
    return list(RecoveryCodes.activate(user).get_unused_codes())


@transaction.atomic
def create_first_codes(user: Any) -> list[str]:
    """Recovery codes for somebody who has none yet; none otherwise."""
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists():
        return []
    return list(RecoveryCodes.activate(user).get_unused_codes())


def drop_idle_codes(user: Any) -> None:
    """Delete recovery codes of somebody without a second factor."""
    if not has_factor(user):
        Authenticator.objects.filter(user=user).delete()


@transaction.atomic
def renew_codes(user: Any) -> list[str]:
    """New recovery codes; the old ones stop working."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    record("recovery-codes-renewed", by=Actor.staff(user), details={"user": user.pk})
    return list(RecoveryCodes.activate(user).get_unused_codes())


@transaction.atomic
def take_away(person: Any, *, by: Any) -> None:
    """A colleague lost app and codes: they set up new ones at the next sign-in."""
    Authenticator.objects.filter(user=person).delete()
    record("second-factor-removed", by=Actor.staff(by), details={"user": person.pk})


def count_codes(user: Any) -> int | None:
    """Recovery codes that were not used yet; None when their key is gone."""
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    try:
        return len(RecoveryCodes(kept).get_unused_codes()) if kept else 0
    except FactorLockedError:
        return None


def _tidy(typed: str) -> str:
    """Without the spaces and dashes that apps and people put between digits; "" when it is not a code."""
    code = to_plain_text(typed[: LONGEST_CODE * 2]).replace("-", "")
    return code if code.isascii() and code.isdecimal() and len(code) <= LONGEST_CODE else ""


def _is_right(factor: Authenticator, code: str) -> bool:
    try:
        is_right = bool(factor.wrap().validate_code(code))
        # An app's code is valid a little before and after its half minute, so it is remembered for longer.
        return is_right and cache.add(f"second-factor:{factor.user_id}:{code}", 1, USED_S)
    except FactorLockedError:
        return False

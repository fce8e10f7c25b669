"""The staff's sign-in, with the limits of the defendants' one: per name, network and known browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.audit.tally import record_tally
from portal.desk.sign_in.device import find_own_counter
from portal.desk.sign_in.password_limits import count_name, count_staff_network
from portal.desk.sign_in.pending import is_fresh
from portal.desk.sign_in.services import check_code, is_locked
from portal.web.attempt_throttle import LockedError, begin_try, describe_wait
from portal.web.http_request.visitor import get_ip_address

UNGUESSED = {"both", "passkey"}


def takes_password(user: User) -> bool:
    """Whether this person may sign in with one. Superusers always may, in case the provider is broken."""
    return settings.LOCAL_SIGN_IN or user.is_superuser


class NameLockedError(ValidationError):
    """Strangers tried too many passwords at this name: no password alone opens it from an unknown browser."""


class DeskSignInForm(AdminAuthenticationForm):
    """Name and password, with the limits on wrong tries.

    A try without a name or a password is no try: it neither counts nor wipes the count. Where a name met too
    many wrong passwords, ``asks_code``: then both steps are one try, and its outcome tells of neither.
    ``is_whole``: both were right.
    """

    code = forms.CharField(max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_code = self.is_whole = False
        self.fields["username"].label = _("Your name at the desk")
        self.fields["password"].label = _("Password")
        self.fields["code"].label = _("Code of your app")
        self.fields["code"].help_text = _("Six digits. Without your phone: one of your recovery codes.")
        self.fields["username"].error_messages["required"] = _("Fill in your name.")
        self.fields["password"].error_messages["required"] = _("Fill in your password.")
        self.error_messages = {
            **self.error_messages,
            "invalid_login": _("This name and password do not belong together, or may not open the desk."),
        }

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError for a wrong password, and for any password while locked."""
        if not (self.cleaned_data.get("username") and self.cleaned_data.get("password")):
            return self.cleaned_data
        request = cast("HttpRequest", self.request)  # the view always gives it
        try:
            with counted_try(request, self.cleaned_data["username"]):
                cleaned: dict[str, Any] = super().clean()
        except NameLockedError:
            cleaned = self._clean_with_code(request)
        return cleaned

    def _clean_with_code(self, request: HttpRequest) -> dict[str, Any]:
        """Both steps at once. Raises: ValidationError, the same whichever is wrong or has to wait."""
        self.asks_code = True
        if not self.cleaned_data.get("code"):
            raise ValidationError(
                _("Somebody tried too many passwords at this name. So fill in your password and a code.")
            )
        self.error_messages["invalid_login"] = _(
            "This name, password and code do not belong together. After some tries, wait a few minutes."
        )
        with counted_try(request, self.cleaned_data["username"], kind="both"):
            cleaned: dict[str, Any] = super().clean()
            user = self.get_user()
            # No wrong code; to a stranger the answer is the same.
            if is_locked(user, self.cleaned_data["code"]):
                raise self.get_invalid_login_error()
            try:
                with counted_try(request, user.get_username(), kind="code"):
                    if not check_code(user, self.cleaned_data["code"]):
                        raise self.get_invalid_login_error()
            except ValidationError:
                announce_wrong_code(request, user)
                raise self.get_invalid_login_error() from None
        self.is_whole = True
        return cleaned

    def confirm_login_allowed(self, user: User) -> None:
        """A right password of somebody who is not staff is a failed try too. Raises: ValidationError.

        So is one where passwords are off.
        """
        try:
            super().confirm_login_allowed(user)
            if not takes_password(user):
                raise self.get_invalid_login_error()
        except ValidationError:
            tried = {"username": user.get_username()}
            user_login_failed.send(sender=__name__, credentials=tried, request=self.request, why="not-staff")
            raise


def announce_wrong_code(request: HttpRequest, user: Any) -> None:
    """A right password without a right second step: the trail says that somebody may have the password."""
    tried = {"username": user.get_username()}
    user_login_failed.send(sender=__name__, credentials=tried, request=request, why="code")


def sign_in_again(request: HttpRequest, password: str) -> None:
    """Somebody who is signed in shows once more who they are, for an act that asks for it.

    Counted apart from tries to sign in, which strangers make. Raises: ValidationError when the password is
    wrong, or no try is allowed.
    """
    user = cast("AbstractBaseUser", request.user)
    with counted_try(request, user.get_username(), kind="again"):
        if not user.check_password(password):
            record("sign-in-again-failed", by=Actor.staff(request.user))
            raise ValidationError(_("This is not your password."))
    request.session.cycle_key()  # an id that somebody else may have does not become worth more


@contextmanager
def counted_try(request: HttpRequest, username: str, *, kind: str = "password") -> Iterator[None]:
    """One try of a password, a code or a passkey; a ValidationError inside is a wrong one.

    Nobody guesses a passkey, nor both steps in one: there only the network counts, so that strangers lock no
    name. Raises: ValidationError for any try while the door is locked; NameLockedError when only the name is.
    """
    shared = count_staff_network(get_ip_address(request))
    own = find_own_counter(request.COOKIES, username, kind=kind)
    name = count_name(username, purpose="staff" if kind == "password" else f"staff-{kind}")
    counters = (shared,) if kind in UNGUESSED else (own,) if own else (shared, name)
    try:
        begin_try(*counters)
    except LockedError as error:
        only_name = own is None and kind == "password" and not shared.get_wait_s()
        words = [_("Please wait before you try again"), describe_wait(error.wait_s)]
        raise (NameLockedError if only_name else ValidationError)(words) from error
    try:
        yield
    except ValidationError:
        begins = [one.count_wrong() for one in counters]  # all of them, even if the first one returns True
        if any(begins):
            record_tally("sign-in-locked", by=Actor.staff(request.user), details={"by": kind})
        raise
    for counter in counters:
        if counter == shared:
            counter.release()
        else:
            counter.forget()


class PasswordForm(forms.Form):
    """A signed-in person gives the password again, for an act that requires it."""

    password = forms.CharField(strip=False, max_length=500)

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.fields["password"].label = _("Your own password, once more")
        self.fields["password"].error_messages["required"] = _("Fill in your password.")
        user = cast("AbstractBaseUser", request.user)
        self.by_office = not user.has_usable_password()
        """Whether this person has no password here: the account of the office proves who they are."""
        self.fields["password"].required = not self.by_office

    def clean_password(self) -> str:
        """Raises: ValidationError when it is wrong, or after too many wrong ones; or not shown just now."""
        password: str = self.cleaned_data["password"]
        if self.by_office and is_fresh(self.request):
            return password
        sign_in_again(self.request, password)
        return password

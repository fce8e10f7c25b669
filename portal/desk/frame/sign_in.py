"""The staff's sign-in, with the limits of the defendants' one: per name and per network."""

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
from portal.desk.factors.pending import is_fresh
from portal.desk.frame.device import find_own_counter
from portal.web.attempt_throttle import LockedError, begin_try, count_name, count_staff_network, say_wait
from portal.web.http_request.visitor import get_ip_address


class StaffSignInForm(AdminAuthenticationForm):
    """Django's own, except that wrong tries are counted.

    A try without a name or a password is no try: it neither counts nor wipes the count.
    """

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError for a wrong password, and for any password while the door is locked."""
        if not (self.cleaned_data.get("username") and self.cleaned_data.get("password")):
            return self.cleaned_data
        request = cast("HttpRequest", self.request)  # the admin's sign-in page always gives it
        with counted_try(request, self.cleaned_data["username"]):
            cleaned: dict[str, Any] = super().clean()
        return cleaned

    def confirm_login_allowed(self, user: User) -> None:
        """A right password of somebody who is no staff is a failed try too. Raises: ValidationError.

        So is one where passwords are off. Superusers keep theirs: what is broken may be the provider.
        """
        try:
            super().confirm_login_allowed(user)
            if not (settings.LOCAL_SIGN_IN or user.is_superuser):
                raise self.get_invalid_login_error()
        except ValidationError:
            tried = {"username": user.get_username()}
            user_login_failed.send(sender=__name__, credentials=tried, request=self.request, why="not-staff")
            raise


class DeskSignInForm(StaffSignInForm):
    """Name and password, with the limits on wrong tries."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Your name at the desk")
        self.fields["password"].label = _("Password")
        self.fields["username"].error_messages["required"] = _("Fill in your name.")
        self.fields["password"].error_messages["required"] = _("Fill in your password.")
        self.error_messages = {
            **self.error_messages,
            "invalid_login": _("This name and password do not belong together, or may not open the desk."),
        }


def sign_in_again(request: HttpRequest, password: str) -> None:
    """Somebody who is signed in shows once more who they are, for an act that asks for it.

    Counted as a try to sign in. Raises: ValidationError when the password is wrong, or no try is allowed.
    """
    user = cast("AbstractBaseUser", request.user)
    with counted_try(request, user.get_username()):
        if not user.check_password(password):
            record("sign-in-again-failed", by=Actor.staff(request.user))
            raise ValidationError(_("This is not your password."))


@contextmanager
def counted_try(request: HttpRequest, username: str, *, kind: str = "password") -> Iterator[None]:
    """One try of a password, or of a code; a ValidationError inside is a wrong one.

    Raises: ValidationError for any try while the door is locked.
    """
    shared = count_staff_network(get_ip_address(request))
    name = count_name(username if kind == "password" else f"{kind}:{username}")
    own = find_own_counter(request.COOKIES, username) if kind == "password" else None
    counters = (own,) if own else (shared, name)
    try:
        begin_try(*counters)
    except LockedError as error:
        raise ValidationError([_("Please wait before you try again"), say_wait(error.wait_s)]) from error
    try:
        yield
    except ValidationError:
        begins = [one.count_wrong() for one in counters]  # each of them, whatever the first says
        if any(begins):
            record_tally("sign-in-locked", by=Actor.staff(request.user), details={"by": kind})
        raise
    if own is None:
        shared.give_back()
    counters[-1].forget()


class PasswordForm(forms.Form):
    """Who is signed in shows it once more, for an act that asks for it."""

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

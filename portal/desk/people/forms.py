"""Forms about members of staff: identity, roles, own password."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.desk.people.passwords import GuessableValidator
from portal.desk.people.selectors import Role
from portal.desk.people.services import Newcomer

NAMES = ("username", "first_name", "last_name", "email")


class RolesForm(forms.Form):
    """The roles of one person; only those that may be given can be chosen or sent."""

    roles = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, data: Any = None, *, roles: Iterable[Role]) -> None:
        shown = list(roles)
        super().__init__(data, initial={"roles": [role.group_id for role in shown if role.is_held]})
        self.shown = shown
        field: Any = self.fields["roles"]
        field.label = _("Roles")
        field.choices = [(role.group_id, role.name) for role in shown if role.can_give]
        field.error_messages["invalid_choice"] = _("You can only give what you have yourself.")

    @property
    def chosen(self) -> list[int]:
        """The ids of the roles that were chosen."""
        found: list[int] = self.cleaned_data["roles"]
        return found


class InviteForm(RolesForm):
    """A new person. ``newcomer`` holds the data once it is valid."""

    username = forms.CharField(max_length=150, validators=[User.username_validator])
    first_name = forms.CharField(max_length=150, required=False)
    last_name = forms.CharField(max_length=150)
    email = forms.EmailField(max_length=254, required=False)

    field_order = NAMES

    def __init__(self, data: Any = None, *, roles: Iterable[Role]) -> None:
        super().__init__(data, roles=roles)
        labels = (_("Name to sign in with"), _("First name"), _("Last name"), _("E-mail"))
        for name, label in zip(NAMES, labels, strict=True):
            self.fields[name].label = label
        self.fields["username"].error_messages["required"] = _("Fill in a name to sign in with.")
        self.fields["last_name"].error_messages["required"] = _("Fill in the last name.")
        # By this address the portal knows who comes in with the account of the office.
        self.fields["email"].required = not settings.LOCAL_SIGN_IN
        self.fields["email"].error_messages["required"] = _("Fill in the e-mail address of that account.")

    def clean_username(self) -> str:
        """Raises: ValidationError when somebody has this name, in whatever case."""
        name: str = self.cleaned_data["username"]
        if User._default_manager.filter(username__iexact=name).exists():
            raise ValidationError(get_taken_text())
        return name

    @property
    def newcomer(self) -> Newcomer:
        """Who is added, with the roles that were chosen."""
        names = {name: self.cleaned_data[name] for name in NAMES}
        return Newcomer(**names, roles=tuple(self.chosen))


class NewPasswordForm(forms.Form):
    """One's own new password, typed twice."""

    password = forms.CharField(strip=False, max_length=500)
    again = forms.CharField(strip=False, max_length=500)

    def __init__(self, data: Any = None, *, person: User) -> None:
        super().__init__(data)
        self.person = person
        self.fields["password"].label = _("New password")
        self.fields["password"].help_text = _(
            "At least %(count)s characters. A few words together are easy to remember."
        ) % {"count": _get_least()}
        self.fields["again"].label = _("New password, once more")
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill in the new password.")

    def clean_password(self) -> str:
        """Raises: ValidationError when it is too weak for this person."""
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, self.person)
        except ValidationError as error:
            raise ValidationError([_explain_weakness(one) for one in error.error_list]) from error
        return password

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when the two differ."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"password", "again"} <= cleaned.keys() and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("These two passwords differ."))
        return cleaned


def get_taken_text() -> str:
    """The message for a user name that is taken."""
    return _("Somebody has this name already.")


def _explain_weakness(error: ValidationError) -> str:
    """Why a password is refused: Django's own messages are not translated into all our languages."""
    said = {
        "password_too_short": _("Use at least %(count)s characters.") % {"count": _get_least()},
        "password_too_common": _("Many people use this password. Choose another."),
        "password_guessable": GuessableValidator().get_help_text(),
        "password_too_similar": _("This is too much like your name or e-mail address."),
    }
    return said.get(error.code or "") or " ".join(error.messages)


def _get_least() -> int:
    """The minimum length of a password."""
    lengths = [getattr(one, "min_length", 0) for one in get_default_password_validators()]
    return max(lengths, default=0)


class OwnPasswordForm(NewPasswordForm):
    """Another password for who is signed in, after the one of now.

    ``check`` counts a try; raises: ValidationError when the password is wrong, or after too many wrong ones.
    """

    current = forms.CharField(strip=False, max_length=500)
    field_order = ("current", "password", "again")

    def __init__(self, data: Any = None, *, person: User, check: Callable[[str], object]) -> None:
        super().__init__(data, person=person)
        self.check = check
        self.fields["current"].label = _("Your password of now")
        self.fields["current"].error_messages["required"] = _("Fill in your password.")

    def clean_current(self) -> str:
        """Raises: ValidationError, see ``check``."""
        current: str = self.cleaned_data["current"]
        self.check(current)
        return current

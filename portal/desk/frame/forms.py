"""The staff's sign-in form: the one of the admin, in our words."""

from typing import Any

from django.utils.translation import gettext as _

from portal.access.staff import StaffSignInForm


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

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

    def clean(self) -> dict[str, Any]:
        """A try without a name or a password is no try: it neither counts nor wipes the count."""
        if not (self.cleaned_data.get("username") and self.cleaned_data.get("password")):
            return self.cleaned_data
        return super().clean()

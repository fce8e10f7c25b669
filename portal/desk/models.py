"""What staff may do with colleagues, and when somebody was signed out. People and groups are Django's own."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class People(models.Model):
    """Holds the permissions of the pages about staff, one for each act."""

    class Meta:
        managed = False
        verbose_name = _("colleagues")
        default_permissions = ()
        permissions = [
            ("view_people", _("Can see who works here, and with which roles")),
            ("invite_people", _("Can add members of staff")),
            ("change_roles", _("Can give members of staff roles, and take them away")),
            ("switch_people", _("Can switch members of staff off and on")),
            ("end_sessions", _("Can sign members of staff out everywhere")),
            ("set_passwords", _("Can let members of staff choose a new password")),
        ]


class SignOut(models.Model):
    """Somebody was signed out everywhere: their sessions that began before ``at`` are over."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign-out everywhere")
        verbose_name_plural = _("sign-outs everywhere")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.user_id}"

"""What staff may do with colleagues. There is no table: people and groups are Django's own."""

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

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


class CaseHold(models.Model):
    """One of the staff works on a file, until a moment: others look, and wait with acts."""

    file_id = models.CharField(max_length=30, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("file that somebody works on")
        verbose_name_plural = _("files that somebody works on")
        default_permissions = ()
        permissions = [
            ("view_case", _("Can open files")),
            ("act_on_case", _("Can work on files: take them, write notes")),
            ("release_case", _("Can let go a file that a colleague holds")),
            ("see_as_debtor", _("Can see the pages of a file as its defendant does")),
            ("search_files", _("Can search for files and people in all systems")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="desk_hold_ends_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_id} #{self.user_id}"


class OpenedFile(models.Model):
    """A file that a member of staff opened last, or pinned: their own short list."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_id = models.CharField(max_length=30)
    file_name = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    is_pinned = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("file that was opened")
        verbose_name_plural = _("files that were opened")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "file_id"], name="desk_opened_file_once"),
        ]
        indexes = [models.Index(fields=["user", "-opened_at"], name="desk_opened_newest")]

    def __str__(self) -> str:
        return f"{self.file_id} #{self.user_id}"

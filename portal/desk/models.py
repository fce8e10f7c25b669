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
            ("open_admin", _("Can open the pages of whoever runs the portal")),
        ]


class SignOut(models.Model):
    """Somebody was signed out everywhere: sessions that began before ``at`` have ended."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign-out everywhere")
        verbose_name_plural = _("sign-outs everywhere")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.user_id}"


class CaseHold(models.Model):
    """One member of staff works on a file, until it expires: others may look, but not act."""

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
            ("view_insight", _("Can see the numbers of the office")),
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


class Hold(models.Model):
    """The owner and the snooze of one row of the queue (``portal.desk.work``).

    ``row_id`` is the key of the row in its room. It sleeps from ``asleep_at`` until the day ``asleep_until``
    begins, or until something new happens to it.
    """

    kind = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    asleep_at = models.DateTimeField(null=True, blank=True)
    asleep_until = models.DateField(null=True, blank=True)
    asleep_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    reason = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("hold of work")
        verbose_name_plural = _("holds of work")
        default_permissions = ()
        permissions = [("assign_work", _("Can give work to a colleague"))]
        indexes = [
            models.Index(fields=["owner", "kind", "row_id"], name="desk_hold_of_owner"),
            models.Index(fields=["kind", "asleep_until"], name="desk_hold_asleep"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "row_id"], name="desk_one_hold_a_row"),
            models.CheckConstraint(
                condition=models.Q(asleep_at__isnull=True, asleep_until__isnull=True, reason="")
                | models.Q(asleep_at__isnull=False, asleep_until__isnull=False) & ~models.Q(reason=""),
                name="desk_hold_asleep_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"


class OpenIdIdentity(models.Model):
    """A person's identity at the office's own provider, in its own ids, which never change."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="openid")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("account at the office’s provider")
        verbose_name_plural = _("accounts at the office’s provider")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="desk_one_person_a_subject"),
        ]

    def __str__(self) -> str:
        return f"#{self.user_id}"


class StaffSession(models.Model):
    """Where a member of staff signed in: for their own list. ``session_hash``: see portal/web/sessions.py."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_hash = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60)
    network = models.CharField(max_length=50, blank=True)
    began_at = models.DateTimeField()

    class Meta:
        verbose_name = _("session of staff")
        verbose_name_plural = _("sessions of staff")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.user_id} {self.browser}"

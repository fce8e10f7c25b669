"""What the portal stores about the CRM systems: which staff are signed in there, and who changes what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CrmToken(models.Model):
    """One person's sign-in at one system. Both tokens are sealed (``crm.tokens``).

    ``refreshing_until`` is set while one process exchanges the pair for a new one.
    """

    class System(models.TextChoices):
        """The systems a person signs in at."""

        DOSSIERDATA = "dossierdata", "DossierData"

    office = models.ForeignKey("office.Office", on_delete=models.CASCADE, related_name="+")
    system = models.CharField(max_length=20, choices=System.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    access = models.TextField(editable=False)
    refresh = models.TextField(editable=False, blank=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    refreshing_until = models.DateTimeField(null=True, blank=True)
    # Who the person is there, in the system's own numbers: locks are made for it.
    number = models.CharField(max_length=20, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("sign-in at a CRM system")
        verbose_name_plural = _("sign-ins at CRM systems")
        # What staff may do on the pages of the CRM systems; one permission for each act.
        permissions = (
            ("view_records", "Can view records of the CRM systems"),
            ("edit_records", "Can add and change records of the CRM systems"),
            ("delete_records", "Can delete records of the CRM systems"),
            ("export_records", "Can export records of the CRM systems"),
            ("connect", "Can sign in at the CRM systems"),
        )
        constraints = (
            models.UniqueConstraint(fields=("office", "system", "user"), name="crm_token_once"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")), name="crm_token_ends_later"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_system_display()} #{self.user_id}"


class EditLease(models.Model):
    """One person changes one record, until it expires. ``lock_id``: of our lock in the system, or ""."""

    office = models.ForeignKey("office.Office", on_delete=models.CASCADE, related_name="+")
    system = models.CharField(max_length=20)
    resource = models.CharField(max_length=80)
    record_id = models.CharField(max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    lock_id = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("record that is being changed")
        verbose_name_plural = _("records that are being changed")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("office", "system", "resource", "record_id"), name="crm_edit_lease_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="crm_edit_lease_ends_later"
            ),
        )

    def __str__(self) -> str:
        return f"{self.system} {self.resource} {self.record_id} #{self.user_id}"


class SearchIndex(models.Model):
    """The search index of one kind of record. Its pages are those of the system's own list.

    ``reader``: whose sign-in reads the list, where each person signs in. ``next_page``: of the current round.
    ``due_at``: when the worker continues; ``read_at``: when the last round ended; ``fault``: why none has
    ended since.
    """

    class Fault(models.TextChoices):
        """Why the list could not be read."""

        SIGN_IN = "sign-in", _("the sign-in has ended")
        AWAY = "away", _("the system gave no answer")
        REFUSED = "refused", _("the system refused")
        UNREADABLE = "unreadable", _("the system gave an answer that we cannot use")
        PART = "part", _("the system gives only part of its list")

    office = models.ForeignKey("office.Office", on_delete=models.CASCADE, related_name="+")
    system = models.CharField(max_length=20)
    resource = models.CharField(max_length=80)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    next_page = models.PositiveIntegerField(default=1)
    due_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=10, blank=True, choices=Fault.choices)

    class Meta:
        verbose_name = _("search index")
        verbose_name_plural = _("search indexes")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("office", "system", "resource"), name="crm_search_index_once"),
        )

    def __str__(self) -> str:
        return f"{self.system} {self.resource}"


class IndexPage(models.Model):
    """The index entries for one page of the list, sealed. ``mark``: a hash of the contents.

    ``first_id``, ``last_id``: the lowest and highest number of its records; lists are often sorted by it.
    """

    index = models.ForeignKey(SearchIndex, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    mark = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    first_id = models.BigIntegerField(null=True)
    last_id = models.BigIntegerField(null=True)
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("page of a search index")
        verbose_name_plural = _("pages of search indexes")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("index", "number"), name="crm_index_page_once"),)

    def __str__(self) -> str:
        return f"{self.index_id}/{self.number}"

"""Which CRM records belong to a file, which events are sent there, and what must be checked."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.file.models import ReportedRow
from portal.office.models import Office


class System(models.TextChoices):
    """The systems that a file can be linked to."""

    DOSSIERDATA = "dossierdata", "DossierData"
    CIRRUS = "cirrus", "Cirrus"
    DIGIOFFICE = "digioffice", "DigiOffice"
    APTIC = "aptic", "Aptic"


class State(models.TextChoices):
    """State of a suggestion. Nothing is linked without a person."""

    SUGGESTED = "suggested", pgettext_lazy("of a link", "suggested")
    CONFIRMED = "confirmed", pgettext_lazy("of a link", "joined")
    REMOVED = "removed", pgettext_lazy("of a link", "not joined")


class Link(models.Model):
    """A record of another system that is, or may be, about a file or one of its parties.

    ``party_id`` is empty when it is about the whole file. ``owner_id`` is the customer or account that notes
    go to: the record itself, or what it belongs to. ``reasons`` are codes for why it was suggested, ``score``
    how strong they are together (0 to 100). ``details`` holds the ids that a system returned. A removed link
    stays, so that it is not suggested again.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30, blank=True)
    system = models.CharField(max_length=20, choices=System.choices)
    resource = models.CharField(max_length=20)
    record_id = models.CharField(max_length=100)
    owner_id = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED)
    score = models.PositiveSmallIntegerField(default=0)
    reasons: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    details: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("link to a CRM record")
        verbose_name_plural = _("links to CRM records")
        ordering = ["system", "-score", "pk"]
        permissions = [("manage", _("Can join files to CRM records and send to them"))]
        indexes = [
            models.Index(fields=["file_id", "state"], name="links_of_file"),
            models.Index(fields=["system", "resource", "record_id"], name="links_of_record"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "file_id", "party_id", "system", "resource", "record_id"],
                name="links_link_once",
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="links_known_state"),
            models.CheckConstraint(condition=models.Q(system__in=System.values), name="links_known_system"),
            models.CheckConstraint(condition=models.Q(score__lte=100), name="links_score_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.resource} {self.record_id}"

    def describe(self) -> dict[str, Any]:
        """What the trail keeps of it."""
        return {
            "link": self.pk,
            "system": self.system,
            "resource": self.resource,
            "record": self.record_id,
            "party": self.party_id,
        }


class PortalEvent(models.TextChoices):
    """What happens in the portal and may be reported to a CRM system."""

    PROPOSAL = "proposal", _("A request for a payment plan")
    PAYMENT = "payment", _("A payment")
    DISPUTE = "dispute", _("Somebody does not agree")
    MESSAGE = "message", _("A message")
    CONTACT = "contact", _("An e-mail address or number was confirmed")


class Form(models.TextChoices):
    """How it is reported. Only what a person confirmed changes a record; nothing else does."""

    NOTE = "note", pgettext_lazy("in a CRM", "Note")
    TASK = "task", pgettext_lazy("in a CRM", "Task")
    CHANGE = "change", pgettext_lazy("in a CRM", "Change the record")


class MirrorRule(models.Model):
    """The office's choice: this kind of event, to that system, as a note or a task.

    ``user`` is whose sign-in DossierData sees; Cirrus knows the office's own key. ``days`` is when a task
    must be done, counted from the event. ``type_id`` is the kind of activity at Cirrus; none: the portal
    chooses by name.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    event = models.CharField(max_length=20, choices=PortalEvent.choices)
    system = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in (System.DOSSIERDATA, System.CIRRUS)]
    )
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.NOTE)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    days = models.PositiveSmallIntegerField(default=1)
    type_id = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("rule for telling CRM systems")
        verbose_name_plural = _("rules for telling CRM systems")
        ordering = ["event", "system"]
        constraints = [
            models.UniqueConstraint(fields=["office", "event", "system"], name="links_one_rule"),
            models.CheckConstraint(
                condition=models.Q(event__in=PortalEvent.values), name="links_rule_known_event"
            ),
            models.CheckConstraint(
                condition=models.Q(system__in=["dossierdata", "cirrus"]), name="links_rule_known_system"
            ),
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="links_rule_known_form"),
            models.CheckConstraint(
                condition=models.Q(event="contact", form="change")
                | (~models.Q(event="contact") & ~models.Q(form="change")),
                name="links_rule_form_of_event",
            ),
            models.CheckConstraint(condition=models.Q(days__lte=365), name="links_rule_days"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.system}"


class ContactCheck(ReportedRow):
    """Contact details of a file that staff must check. Holds no details itself."""

    class Kind(models.TextChoices):
        """What changed, in Aptic or by the person's own hand."""

        NAME = "name", _("The name changed")
        ADDRESS = "address", _("The address changed")
        ID_NUMBER = "idnumber", _("The identity number changed")
        MERGE = "merge", _("Two persons were merged")
        REACH = "reach", _("A mail address or number was confirmed in the portal")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    is_open = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "events_contactcheck"
        verbose_name = _("contact details to check")
        verbose_name_plural = _("contact details to check")
        default_permissions = ()
        indexes = [models.Index(fields=["is_open", "occurred_at"], name="events_open_checks")]
        constraints = [
            models.UniqueConstraint(fields=["file_id", "kind"], name="events_one_check_a_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["name", "address", "idnumber", "merge", "reach"]),
                name="events_check_known_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(is_open=True, closed_at__isnull=True)
                | models.Q(is_open=False, closed_at__isnull=False),
                name="events_check_open_or_closed",
            ),
        ]

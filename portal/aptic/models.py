"""Aptic events that the office wants, its named actions there, and the result of each run."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office


class Subscription(models.Model):
    """An event that the office wants. What Aptic has registered is read each time."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=60)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("wanted event")
        verbose_name_plural = _("wanted events")
        default_permissions = ()
        permissions = [
            ("view_webhooks", _("Can see which events Aptic tells")),
            ("manage_webhooks", _("Can ask Aptic to tell of events, or not any more")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "event"], name="service_calls_one_per_event"),
        ]

    def __str__(self) -> str:
        return self.event


class WebhookDrift(models.Model):
    """What Aptic told when it was last asked differs from what the office wants; no row when it does not."""

    office = models.OneToOneField(Office, on_delete=models.CASCADE, related_name="+")
    found_at = models.DateTimeField()

    class Meta:
        verbose_name = _("difference of the webhooks")
        verbose_name_plural = _("differences of the webhooks")
        default_permissions = ()
        indexes = [models.Index(fields=["found_at", "id"], name="service_calls_drift_since")]

    def __str__(self) -> str:
        return f"{self.found_at:%Y-%m-%d}"


class Verb(models.TextChoices):
    """How an action is called."""

    GET = "GET", "GET"
    POST = "POST", "POST"
    PUT = "PUT", "PUT"
    PATCH = "PATCH", "PATCH"
    DELETE = "DELETE", "DELETE"


NAME = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", _("Use letters, digits, dots, dashes and underscores.")
)


class ServiceAction(models.Model):
    """A service definition of Aptic as an action of the office.

    ``schema`` is a JSON Schema of an object: the form is drawn from it. ``sub_path`` may hold names of
    required fields in braces ("invoices/{number}"); those are left out of the body. ``file_field`` names the
    input that gets the number of a file. ``is_read_only``: an admin states that it changes nothing, so that
    it is called at once. The result of an asynchronous run is read at ``result_path`` below the definition,
    or else at the named ``callback``; "{job}" in either is replaced by Aptic's id for the work. ``version``
    grows with each change, so that a checked form of an older one is not sent.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    title_nl = models.CharField(max_length=80, blank=True)
    title_fr = models.CharField(max_length=80, blank=True)
    title_de = models.CharField(max_length=80, blank=True)
    title_en = models.CharField(max_length=80, blank=True)
    definition = models.CharField(max_length=120, validators=[NAME])
    sub_path = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=6, choices=Verb.choices, default=Verb.POST)
    is_async = models.BooleanField(default=False)
    result_path = models.CharField(max_length=200, blank=True)
    callback = models.CharField(max_length=120, blank=True)
    is_read_only = models.BooleanField(default=False)
    schema: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    file_field = models.CharField(max_length=60, blank=True)
    confirmation = models.CharField(max_length=300, blank=True)
    groups = models.ManyToManyField(Group, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("service action")
        verbose_name_plural = _("service actions")
        ordering = ["title", "pk"]
        default_permissions = ()
        permissions = [
            ("run_actions", _("Can run the actions of Aptic")),
            ("define_actions", _("Can define the actions of Aptic")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "title"], name="service_calls_one_title"),
            models.CheckConstraint(
                condition=models.Q(verb__in=Verb.values), name="service_calls_action_known_verb"
            ),
            models.CheckConstraint(
                condition=models.Q(is_read_only=False) | models.Q(is_async=False),
                name="service_calls_read_is_not_async",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def local_title(self) -> str:
        """The title in the active language, else the one title."""
        return getattr(self, f"title_{(get_language() or 'en')[:2]}", "") or self.title

    @property
    def needs_file(self) -> bool:
        """Whether it is run for a file."""
        return bool(self.file_field)

    @property
    def can_ask_result(self) -> bool:
        """Whether the result of asynchronous work can be read."""
        return bool(self.result_path or self.callback)


class RunState(models.TextChoices):
    """State of a run."""

    WAITING = "waiting", pgettext_lazy("state of a run", "waiting to be sent")
    SENDING = "sending", pgettext_lazy("state of a run", "being sent")
    WORKING = "working", pgettext_lazy("state of a run", "Aptic is working on it")
    DONE = "done", pgettext_lazy("state of a run", "done")
    REFUSED = "refused", pgettext_lazy("state of a run", "refused by Aptic")
    FAILED = "failed", pgettext_lazy("state of a run", "not sent")
    UNKNOWN = "unknown", pgettext_lazy("state of a run", "not known whether it was done")
    CANCELLED = "cancelled", pgettext_lazy("state of a run", "taken back")


ENDED = (RunState.DONE, RunState.REFUSED, RunState.FAILED, RunState.UNKNOWN, RunState.CANCELLED)


class ServiceRun(models.Model):
    """One time that somebody ran an action.

    ``once`` is the token of the checked form: the same form is the same run. ``input`` (the whole checked
    call) and ``answer`` are sealed text, wiped when they expire. ``reason`` is a code, ``job_id`` Aptic's id
    for asynchronous work. ``answered_at``: when the answer was stored.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(ServiceAction, on_delete=models.PROTECT, related_name="runs")
    once = models.CharField(max_length=43, unique=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    file_id = models.CharField(max_length=30, blank=True, db_index=True)
    input = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    reason = models.CharField(max_length=60, blank=True)
    job_id = models.CharField(max_length=120, blank=True, db_index=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("run of an action")
        verbose_name_plural = _("runs of actions")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [
            ("search_persons", _("Can search persons in Aptic")),
            ("unmask_persons", _("Can see the identity numbers and addresses of persons in Aptic")),
        ]
        indexes = [models.Index(fields=["state", "ended_at"], name="service_calls_run_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=RunState.values), name="service_calls_run_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ENDED, ended_at__isnull=False)
                | (~models.Q(state__in=ENDED) & models.Q(ended_at__isnull=True)),
                name="service_calls_run_open_or_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.pk}"

"""One matter about which a person and the office write to each other."""

import json
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office
from portal.web.sealing import seal, unseal

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from portal.messages.models.upload import Upload

TOKEN_BYTES = 24
PURPOSE = "messages"
DRAFT_LIFE = timedelta(hours=24)
"""How long what was filled in can be sent, and is kept."""


class Kind(models.TextChoices):
    """What it is about. Each has a short form of its own, but for what the office begins: see ``kinds``."""

    QUESTION = "question", pgettext_lazy("kind of message", "A question")
    PAID = "paid", pgettext_lazy("kind of message", "I have already paid")
    DISPUTE = "dispute", pgettext_lazy("kind of message", "I do not agree")
    LINE = "line", pgettext_lazy("kind of message", "A question about one line")
    CALL_BACK = "call-back", pgettext_lazy("kind of message", "Call me back")
    COUNSELLOR = "counsellor", pgettext_lazy("kind of message", "Someone helps me with my debts")
    PAUSE = "pause", pgettext_lazy("kind of message", "A pause while I get help")
    MOVED = "moved", pgettext_lazy("kind of message", "I have another address")
    MONEY_BACK = "money-back", pgettext_lazy("kind of message", "Money back")
    SUPPORT = "support", pgettext_lazy("kind of message", "What would make it easier for me")
    COMPLAINT = "complaint", pgettext_lazy("kind of message", "A complaint")
    OFFICE = "office", pgettext_lazy("kind of message", "A message from the office")


class State(models.TextChoices):
    """Whose turn it is."""

    DRAFT = "draft", pgettext_lazy("conversation", "not sent")
    WAITING = "waiting", pgettext_lazy("conversation", "waits for the office")
    ANSWERED = "answered", pgettext_lazy("conversation", "answered by the office")
    CLOSED = "closed", pgettext_lazy("conversation", "closed")


class CloseReason(models.TextChoices):
    """Why the office closes a matter, as the person reads it too."""

    SETTLED = "settled", pgettext_lazy("why closed", "The question is answered")
    RIGHT = "right", pgettext_lazy("why closed", "You were right, and the file is put right")
    NOT_RIGHT = "not-right", pgettext_lazy("why closed", "The file stays as it is")
    TAKEN_BACK = "taken-back", pgettext_lazy("why closed", "You took it back")
    TWICE = "twice", pgettext_lazy("why closed", "It stands in another conversation")


def make_token() -> str:
    """An unguessable token for a conversation."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def seal_words(value: Any) -> str:
    """Seal a text of a person or of the office for storage."""
    return seal(json.dumps(value), purpose=PURPOSE) if value else ""


def unseal_words(sealed: str, nothing: Any) -> Any:
    """Unseal a text; ``nothing`` when there is none (any more), or its key is gone."""
    opened = unseal(sealed, purpose=PURPOSE) if sealed else None
    return json.loads(opened) if opened else nothing


class Thread(models.Model):
    """A conversation about one matter of one file with one party.

    ``sealed_answers``: what was filled in on the form of its kind. ``waiting_since``: since when it is the
    office's turn. ``promised_on``: by when the office said to answer. ``is_quiet``: no mail or text tells of
    an answer, because somebody else may read it.
    """

    uploads: "RelatedManager[Upload]"
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    file_name = models.CharField(max_length=60, blank=True)
    token = models.CharField(max_length=43, unique=True, default=make_token)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    language = models.CharField(max_length=2, default="nl")
    sealed_answers = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=12, choices=CloseReason.choices, blank=True)
    is_quiet = models.BooleanField(default=False, db_default=False)
    paused_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-pk"]
        default_permissions = ("view",)
        permissions = [
            ("answer_thread", _("Can answer what people write, hand it over and close it")),
            ("pause_thread", _("Can pause a file while somebody gets help")),
        ]
        indexes = [
            models.Index(fields=["office", "file_id", "party_id"], name="talk_thread_of_file"),
            models.Index(
                fields=["waiting_since", "id"],
                condition=models.Q(state="waiting"),
                name="talk_thread_waiting",
            ),
            models.Index(fields=["office", "first_answered_at"], name="talk_thread_answered"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="talk_thread_known_state"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="talk_thread_known_kind"),
            models.CheckConstraint(
                condition=models.Q(state="draft", sent_at__isnull=True)
                | (~models.Q(state="draft") & models.Q(sent_at__isnull=False)),
                name="talk_thread_sent_at",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", waiting_since__isnull=False)
                | (~models.Q(state="waiting") & models.Q(waiting_since__isnull=True)),
                name="talk_thread_waiting_since",
            ),
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at__isnull=True)),
                name="talk_thread_closed_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"

    @property
    def number(self) -> str:
        """The number by which people refer to this matter."""
        return f"M-{self.pk:06d}" if self.pk else "M-"

    @property
    def answers(self) -> dict[str, Any]:
        """What was filled in on its form: plain values by the names of the fields."""
        found: dict[str, Any] = unseal_words(self.sealed_answers, {})
        return found

    @answers.setter
    def answers(self, values: dict[str, Any]) -> None:
        self.sealed_answers = seal_words(values)

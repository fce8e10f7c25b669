"""A file that a person sends with a message: sealed here until the office has it, then deleted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.messages.models.message import Message
from portal.messages.models.thread import Thread, make_token, seal_words, unseal_words
from portal.web.sealing import seal_bytes, unseal_bytes

PURPOSE = "uploads"


class Upload(models.Model):
    """``message`` is None until it is sent with one. ``document_id``: what it is in Tagor, once there."""

    class State(models.TextChoices):
        """Where the content is."""

        KEPT = "kept", "kept here"
        DELIVERED = "delivered", "with the office"

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="uploads")
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="uploads"
    )
    token = models.CharField(max_length=43, unique=True, default=make_token)
    state = models.CharField(max_length=10, choices=State.choices, default=State.KEPT)
    extension = models.CharField(max_length=4, choices=[("pdf", "pdf"), ("jpg", "jpg")])
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    sealed_name = models.TextField(blank=True)
    sealed_content = models.BinaryField(default=b"")
    document_id = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file that was sent")
        verbose_name_plural = _("files that were sent")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["kept", "delivered"]), name="talk_upload_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(extension__in=["pdf", "jpg"]), name="talk_upload_known_extension"
            ),
            models.CheckConstraint(
                condition=models.Q(state="kept") | models.Q(message__isnull=False),
                name="talk_upload_delivered_with_message",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"

    @property
    def name(self) -> str:
        """The person's name for it, without path and extension."""
        found: str = unseal_words(self.sealed_name, "")
        return found

    @name.setter
    def name(self, name: str) -> None:
        self.sealed_name = seal_words(name)

    @property
    def content(self) -> bytes | None:
        """The content; None once it is with the office, or its key is gone."""
        return unseal_bytes(bytes(self.sealed_content), purpose=PURPOSE) if self.sealed_content else None

    @content.setter
    def content(self, content: bytes) -> None:
        self.sealed_content = seal_bytes(content, purpose=PURPOSE)

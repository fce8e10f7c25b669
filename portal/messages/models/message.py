"""One message of a conversation: from the person, from the office, or a note for the office only."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.messages.models.thread import Thread, seal_words, unseal_words

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from portal.messages.models.upload import Upload


class Message(models.Model):
    """What one side wrote. ``number`` counts within the conversation and begins at 1.

    ``tagor_id``: the message in Tagor, once it is there. ``read_at``: when the other side first opened it.
    """

    class Author(models.TextChoices):
        """Who wrote it. A note stays inside the office."""

        PERSON = "person", "the person"
        HELPER = "helper", "a helper of the person"
        PAPER = "paper", "the person, on paper, typed in by staff"
        OFFICE = "office", "the office"
        NOTE = "note", "a note inside the office"

    class Delivery(models.TextChoices):
        """State of the message in Tagor."""

        KEPT = "kept", "kept, on its way to the office"
        DELIVERED = "delivered", "with the office"
        FAILED = "failed", "not delivered: someone at the office looks at it"
        INSIDE = "inside", "not for Tagor"

    uploads: "RelatedManager[Upload]"
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    author = models.CharField(max_length=10, choices=Author.choices)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sealed_text = models.TextField(blank=True)
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.KEPT)
    tagor_id = models.CharField(max_length=30, blank=True)
    sent_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["thread", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="talk_message_one_number"),
            models.UniqueConstraint(
                fields=["thread", "tagor_id"],
                condition=~models.Q(tagor_id=""),
                name="talk_message_one_in_tagor",
            ),
            models.CheckConstraint(
                condition=models.Q(author__in=["person", "helper", "paper", "office", "note"]),
                name="talk_message_known_author",
            ),
            models.CheckConstraint(
                condition=models.Q(delivery__in=["kept", "delivered", "failed", "inside"]),
                name="talk_message_known_delivery",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The number by which it is found, in Tagor too."""
        return f"{self.thread.number}-{self.number}"

    @property
    def text(self) -> str:
        """The text; "" once it is wiped."""
        found: str = unseal_words(self.sealed_text, "")
        return found

    @text.setter
    def text(self, words: str) -> None:
        self.sealed_text = seal_words(words)

    @property
    def is_from_person(self) -> bool:
        """Whether it goes to the office, and not from it."""
        return self.author in FROM_PERSON


FROM_PERSON = (Message.Author.PERSON, Message.Author.HELPER, Message.Author.PAPER)
"""Authors whose messages go to the office, however they came in."""

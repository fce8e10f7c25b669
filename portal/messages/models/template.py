"""Answers that the office writes often, in the languages of the people it writes to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.messages.models.thread import Kind
from portal.office.models import Office


class AnswerTemplate(models.Model):
    """``texts``: by language, with placeholders. ``kind``: the messages it is for, "" for all."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60, verbose_name=pgettext_lazy("of an answer", "Name"))
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    texts: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("ready answer")
        verbose_name_plural = _("ready answers")
        ordering = ["name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="talk_one_template_of_a_name"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["", *Kind.values]), name="talk_template_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name

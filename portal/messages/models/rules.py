"""The office's promises and settings for conversations."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office

LONGEST_DAYS = 60


class MessageRules(models.Model):
    """Of one office. Days are working days.

    A template is Tagor's code of a mail or a text that only says that there is a message; without one the
    office tells nobody.
    """

    office = models.OneToOneField(Office, on_delete=models.CASCADE, related_name="message_rules")
    reply_days = models.PositiveSmallIntegerField(
        default=5,
        verbose_name=_("working days to answer a message"),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)],
    )
    complaint_days = models.PositiveSmallIntegerField(
        default=10,
        verbose_name=_("working days to answer a complaint"),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)],
    )
    mail_template = models.CharField(
        max_length=40,
        blank=True,
        verbose_name=_("template of the mail that there is an answer"),
        help_text=_("Tagor’s code. Empty: no mail is sent."),
    )
    text_template = models.CharField(
        max_length=40,
        blank=True,
        verbose_name=_("template of the text that there is an answer"),
        help_text=_("Tagor’s code. Empty: no text is sent."),
    )
    note_code_id = models.CharField(
        max_length=30,
        blank=True,
        verbose_name=_("kind of note for a pause"),
        help_text=_("The id in Tagor’s table TQINFO. Empty: no note is written in the file."),
    )

    code_templates = models.TextField(
        blank=True,
        verbose_name=_("templates that each hold a code"),
        help_text=_("One a line: Tagor’s code, an equals sign, the code in its text. At least five."),
    )

    class Meta:
        verbose_name = _("rules for messages")
        verbose_name_plural = _("rules for messages")
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reply_days__gte=1, reply_days__lte=LONGEST_DAYS),
                name="talk_rules_reply_days",
            ),
            models.CheckConstraint(
                condition=models.Q(complaint_days__gte=1, complaint_days__lte=LONGEST_DAYS),
                name="talk_rules_complaint_days",
            ),
        ]

    def __str__(self) -> str:
        return str(self.office)

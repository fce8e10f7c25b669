"""The office's own easier text of a block, in one language."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office

LONGEST_TEXT = 900


class EasyText(models.Model):
    """In place of the portal's own. ``block`` is a code of ``easier.BLOCKS``."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    block = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    text = models.TextField(max_length=LONGEST_TEXT)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("easier text")
        verbose_name_plural = _("easier texts")
        default_permissions = ("change",)
        constraints = [
            models.UniqueConstraint(fields=["office", "block", "language"], name="help_one_text_a_block"),
            models.CheckConstraint(
                condition=models.Q(language__in=["nl", "fr", "de", "en"]), name="help_text_known_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block} {self.language}"

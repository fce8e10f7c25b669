"""The link of one letter as the office printed it, kept sealed: it is found by its keyed hash alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office


class LetterKey(models.Model):
    """One link in one batch of letters. The same link printed twice is two keys, each with words of its own.

    ``hash_digest`` and ``code_digest`` are keyed hashes (``sealing.make_digest``). ``words``: a pair of
    ``letter_keys.words``. ``ends_on``: the last day on which Tagor takes the link, None when it does not say.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    language = models.CharField(max_length=2)
    hash_digest = models.CharField(max_length=64, db_index=True)
    hash_sealed = models.TextField()
    code_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    code_sealed = models.TextField(blank=True)
    words = models.CharField(max_length=10)
    made_at = models.DateTimeField(db_index=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "access"
        verbose_name = _("link of a letter")
        verbose_name_plural = _("links of letters")
        default_permissions = ()
        indexes = (models.Index(fields=["party_id", "file_id"], name="access_letterkey_person"),)

    def __str__(self) -> str:
        return f"{self.file_id} {self.made_at:%Y-%m-%d}"

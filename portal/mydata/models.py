"""What a person wrote down for themselves and chose to keep here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office


class DebtList(models.Model):
    """The other debts of one person, sealed. Nobody at the office sees it; it is deleted when it expires."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    sealed = models.TextField()
    kept_since = models.DateTimeField()
    keep_until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("list of own debts")
        verbose_name_plural = _("lists of own debts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["office", "file_id", "party_id"], name="mydata_one_debt_list_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"debts {self.pk}"

"""Tables of protected income, which the office fills in for each year, and the budgets people gave."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office


class ProtectedIncome(models.Model):
    """The Belgian figures of one year. Without the year's own figures nothing is worked out."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="protected_incomes")
    year = models.PositiveSmallIntegerField(validators=[MinValueValidator(2024), MaxValueValidator(2100)])
    child_cents = models.PositiveIntegerField(help_text=_("Per dependent child and month, in cents."))

    class Meta:
        verbose_name = _("protected income of a year")
        verbose_name_plural = _("protected income, by year")
        ordering = ["-year"]
        permissions = [("confirm_protectedincome", "Can confirm a change of the figures of protected income")]
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="budget_one_table_a_year")]

    def __str__(self) -> str:
        return str(self.year)


class ProtectedBand(models.Model):
    """One band of a table: of the income up to this amount, this share may be seized."""

    class Kind(models.TextChoices):
        """Whose bands: those for work protect more."""

        WORK = "work", _("income from work")
        BENEFITS = "benefits", _("benefits and pensions")

    table = models.ForeignKey(ProtectedIncome, on_delete=models.CASCADE, related_name="bands")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    up_to_cents = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("In cents; empty in the last band: all that is above.")
    )
    percent = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        ordering = ["kind", models.F("up_to_cents").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "kind", "up_to_cents"], name="budget_one_band_to_each_sum"
            ),
            models.UniqueConstraint(
                fields=["table", "kind"],
                condition=models.Q(up_to_cents__isnull=True),
                name="budget_one_last_band",
            ),
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="budget_band_percent"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["work", "benefits"]), name="budget_band_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.up_to_cents} {self.percent} %"


class Budget(models.Model):
    """What one person filled in for one file. The numbers are sealed; the row is deleted when it expires."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="budgets")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    sealed = models.TextField()
    given_at = models.DateTimeField()
    keep_until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.UniqueConstraint(fields=["office", "file_id", "party_id"], name="budget_one_a_person")
        ]

    def __str__(self) -> str:
        return f"budget {self.pk}"


def check_bands(bands: list[tuple[str, int | None, int]]) -> None:
    """Check that each kind covers every income and takes more of a higher one. Raises: ValidationError."""
    for kind in ProtectedBand.Kind:
        mine = sorted(
            ((up_to, percent) for name, up_to, percent in bands if name == kind),
            key=lambda band: float("inf") if band[0] is None else band[0],
        )
        if not mine or mine[-1][0] is not None:
            raise ValidationError(
                _("The last band of “%(kind)s” must have no upper sum.") % {"kind": kind.label}
            )
        shares = [percent for _up_to, percent in mine]
        if shares != sorted(shares):
            raise ValidationError(
                _("In “%(kind)s” a higher band cannot take a smaller share.") % {"kind": kind.label}
            )

"""What the office wants of a plan, as data: per file type and balance band."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office

LONGEST_TERM = 240
LATEST_START_DAYS = 90


class PlanRule(models.Model):
    """One rule. Amounts in cents; days counted from today; an empty file type stands for every other one.

    The band holds balances from ``from_cents`` up to, and without, ``to_cents`` (empty: no upper end).
    ``auto_accepts`` is the value of Tagor's parameter 358. No operation returns it, and a plan that runs in
    Tagor is no proof of agreement: saving may be enough to make it run. So the rule applies from
    ``proven_on``, the day on which somebody confirmed it, or Aptic reported a plan that nobody had approved.
    Every saved plan that is read back records in ``seen_auto_accepts`` whether it ran at once.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="plan_rules")
    file_type_id = models.CharField(
        max_length=30, blank=True, help_text=_("Id of the file type in Tagor; empty for all others.")
    )
    from_cents = models.BigIntegerField(default=0, help_text=_("Lowest balance it holds for, in cents."))
    to_cents = models.BigIntegerField(
        null=True, blank=True, help_text=_("Balance below which it holds, in cents; empty for no upper end.")
    )
    minimum_cents = models.BigIntegerField(
        default=0, help_text=_("Smallest amount a month, in cents; 0 leaves it to Tagor.")
    )
    longest_months = models.PositiveIntegerField(
        default=0,
        validators=[MaxValueValidator(LONGEST_TERM)],
        help_text=_("Longest term in months; 0 leaves it to Tagor."),
    )
    earliest_days = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1)], help_text=_("Days until the first payment, at least.")
    )
    latest_days = models.PositiveSmallIntegerField(
        default=45,
        validators=[MaxValueValidator(LATEST_START_DAYS)],
        help_text=_("Days until the first payment, at most."),
    )
    deposit_cents = models.BigIntegerField(
        default=0, help_text=_("First payment to suggest, in cents; 0 for none.")
    )
    deposit_percent = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("First payment to suggest, as a share of the balance; 0 for none."),
    )
    auto_accepts = models.BooleanField(
        default=False, help_text=_("Tagor accepts new plans at once (its parameter 358 is true).")
    )
    proven_on = models.DateField(
        null=True,
        blank=True,
        help_text=_(
            "The day somebody saw in Tagor that it accepted a plan at once. Until then nobody counts on it."
        ),
    )
    second_look_above_cents = models.BigIntegerField(
        null=True, blank=True, help_text=_("Balance above which a person looks first, in cents.")
    )
    second_look_below_protected = models.BooleanField(
        default=True, help_text=_("A person looks first when the plan would take protected income.")
    )
    two_people_above_cents = models.BigIntegerField(
        null=True, blank=True, help_text=_("Balance above which two people must agree, in cents.")
    )
    two_people_below_protected = models.BooleanField(
        default=True,
        db_default=True,
        help_text=_("Two people must agree when the plan would take protected income."),
    )
    seen_auto_accepts = models.BooleanField(null=True, blank=True, editable=False)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("rule for payment plans")
        verbose_name_plural = _("rules for payment plans")
        ordering = ["file_type_id", "from_cents"]
        permissions = [("confirm_planrule", "Can confirm a change of the rules for payment plans")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_cents__isnull=True) | models.Q(to_cents__gt=models.F("from_cents")),
                name="plans_rule_band",
                violation_error_message=_("The band must end above where it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(from_cents__gte=0, minimum_cents__gte=0, deposit_cents__gte=0),
                name="plans_rule_no_negative_amounts",
                violation_error_message=_("An amount cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=models.Q(earliest_days__gte=1, latest_days__gte=models.F("earliest_days") + 31),
                name="plans_rule_first_days",
                violation_error_message=_("Between the first and the last day there must be a month."),
            ),
            models.CheckConstraint(condition=models.Q(deposit_percent__lte=100), name="plans_rule_deposit"),
            models.CheckConstraint(
                condition=models.Q(second_look_above_cents__isnull=True)
                | models.Q(second_look_above_cents__gte=0),
                name="plans_rule_second_look",
            ),
            models.CheckConstraint(
                condition=models.Q(two_people_above_cents__isnull=True)
                | models.Q(two_people_above_cents__gte=0),
                name="plans_rule_two_people",
            ),
            models.UniqueConstraint(
                fields=["office", "file_type_id", "from_cents"], name="plans_rule_one_a_band"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_type_id or '*'} {self.from_cents}–{self.to_cents or ''}"

    @property
    def is_proven(self) -> bool:
        """Whether Tagor accepts plans at once, and that was proven."""
        return self.auto_accepts and self.proven_on is not None

    def clean(self) -> None:
        """Raises: ValidationError when another rule of the file type covers part of the same band."""
        super().clean()
        if self.office_id is None:
            return
        others = PlanRule.objects.filter(office=self.office_id, file_type_id=self.file_type_id)
        others = others.exclude(pk=self.pk)
        if any(self.overlaps(other) for other in others):
            raise ValidationError(_("Another rule of this file type holds for a part of this band."))

    def overlaps(self, other: "PlanRule") -> bool:
        """Whether both apply to the same balance."""
        ends_before = self.to_cents is not None and self.to_cents <= other.from_cents
        begins_after = other.to_cents is not None and other.to_cents <= self.from_cents
        return not (ends_before or begins_after)

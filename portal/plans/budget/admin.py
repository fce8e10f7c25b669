"""The office fills in the figures of a year. What people gave is not shown here."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin

from portal.audit.trailed_admin import TrailedAdmin
from portal.plans.budget.models import ProtectedBand, ProtectedIncome, check_bands

if TYPE_CHECKING:
    _Formset = forms.BaseInlineFormSet[ProtectedBand, ProtectedIncome, forms.ModelForm[ProtectedBand]]
else:
    _Formset = forms.BaseInlineFormSet


class BandsFormset(_Formset):
    """The bands of a table, checked together."""

    def clean(self) -> None:
        """Raises: ValidationError when the bands leave a gap at the top or fall."""
        super().clean()
        if any(self.errors):
            return
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data.get("kind")]
        check_bands(
            [(row["kind"], row["up_to_cents"], row["percent"]) for row in kept if not row.get("DELETE")]
        )


class BandInline(admin.TabularInline[ProtectedBand, ProtectedIncome]):
    """Bands beside their table."""

    model = ProtectedBand
    formset = BandsFormset
    extra = 8


@admin.register(ProtectedIncome)
class ProtectedIncomeAdmin(TrailedAdmin):
    """One table a year."""

    trail_act = "protected-income"
    list_display = ("year", "office", "child_cents")
    inlines = (BandInline,)

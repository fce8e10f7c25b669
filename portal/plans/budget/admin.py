"""The figures of a year, to read only: two of the staff change them, at the desk. No budget is shown."""

from django.contrib import admin

from portal.audit.read_only_admin import ReadOnlyAdmin
from portal.plans.budget.models import ProtectedBand, ProtectedIncome


class BandInline(admin.TabularInline[ProtectedBand, ProtectedIncome]):
    """Bands beside their table."""

    model = ProtectedBand
    extra = 0
    can_delete = False


@admin.register(ProtectedIncome)
class ProtectedIncomeAdmin(ReadOnlyAdmin):
    """One table a year."""

    list_display = ("year", "office", "child_cents")
    inlines = (BandInline,)

"""Staff fill in who the office is."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.office.models import Office


@admin.register(Office)
class OfficeAdmin(admin.ModelAdmin[Office]):
    list_display = ("name", "city", "phone", "iban")
    # An address typed without its scheme is a safe one.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (
            None,
            {
                "fields": (
                    "slug",
                    "name",
                    "street",
                    "postal_code",
                    "city",
                    "phone",
                    "email",
                    "website",
                    "enterprise_number",
                )
            },
        ),
        (
            _("Opening hours"),
            {"fields": ("opening_hours_nl", "opening_hours_fr", "opening_hours_de", "opening_hours_en")},
        ),
        (
            _("Payment"),
            {
                "fields": (
                    "account_holder",
                    "iban",
                    "bic",
                    "communication",
                    "transfer_cut_off",
                    "online_payment",
                )
            },
        ),
        (_("Appearance"), {"fields": ("accent", "logo_url")}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """One deployment serves one office."""
        return super().has_add_permission(request) and not Office.objects.exists()

    def save_model(self, request: HttpRequest, obj: Office, form: object, change: bool) -> None:  # noqa: FBT001 - Django's signature
        super().save_model(request, obj, form, change)
        changed = sorted(getattr(form, "changed_data", []))
        record("office-changed", by=Actor.staff(request.user), details={"fields": changed})

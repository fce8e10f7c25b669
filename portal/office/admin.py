"""Staff enter the office's identity."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.audit.trailed_admin import TrailedAdmin
from portal.office.models import Office


@admin.register(Office)
class OfficeAdmin(TrailedAdmin):
    """Texts and look. Where money goes is changed elsewhere: by two people, on a page of the desk."""

    trail_act = "office"
    list_display = ("name", "city", "phone", "iban")
    # An address typed without a scheme gets https.
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
        (_("Payment"), {"fields": ("transfer_cut_off",)}),
        (_("Appearance"), {"fields": ("accent", "logo_url")}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """One deployment serves one office."""
        return super().has_add_permission(request) and not Office.objects.exists()

    def has_delete_permission(self, _request: HttpRequest, _obj: Office | None = None) -> bool:
        """A new row would have another account."""
        return False

"""Payment attempts, read-only."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.audit.read_only_admin import ReadOnlyAdmin
from portal.payments.models import Alert, Attempt, Booking, Notice, PaymentChannel, Reversal
from portal.payments.settling.bookings import decide_report


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = (
        "reference",
        "file_id",
        "amount_cents",
        "kind",
        "state",
        "ambiguous",
        "created_at",
        "seen_at",
    )
    list_filter = ("state", "kind", "ambiguous")
    search_fields = ("reference", "file_id", "file_name")
    exclude = ("token", "sealed_redirect")


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    list_display = ("attempt", "kind", "raised_at", "closed_at")
    list_filter = ("kind", ("closed_at", admin.EmptyFieldListFilter))
    search_fields = ("attempt__reference", "attempt__file_name")
    list_select_related = ("attempt",)


@admin.register(PaymentChannel)
class PaymentChannelAdmin(ReadOnlyAdmin):
    """Where money goes: two people change it, on a page of the desk."""

    list_display = ("office", "file_type_id", "provider")


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("reference", "code", "status", "amount_cents", "source", "outcome", "received_at")
    list_filter = ("source", "code", "outcome")
    search_fields = ("reference",)
    exclude = ("fingerprint",)


@admin.register(Reversal)
class ReversalAdmin(ReadOnlyAdmin):
    list_display = ("attempt", "kind", "amount_cents", "total_cents", "found_at", "handled_at")
    list_filter = ("kind", ("handled_at", admin.EmptyFieldListFilter))
    search_fields = ("attempt__reference",)
    list_select_related = ("attempt",)


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    actions = ("mark_arrived", "send_again")
    list_display = ("reference", "amount_cents", "state", "tries", "sent_at", "done_at")
    list_filter = ("state",)
    search_fields = ("reference",)

    @admin.action(description=_("It arrived: the office has it"), permissions=["decide"])
    def mark_arrived(self, request: HttpRequest, queryset: QuerySet[Booking]) -> None:
        self._decide(request, queryset, has_arrived=True)

    @admin.action(description=_("It did not arrive: report it again"), permissions=["decide"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Booking]) -> None:
        self._decide(request, queryset, has_arrived=False)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether the user may change reports of payments; nobody may add one."""
        return request.user.has_perm("payments.change_booking")

    def _decide(self, request: HttpRequest, queryset: QuerySet[Booking], *, has_arrived: bool) -> None:
        for booking in queryset.select_related("attempt"):
            decide_report(booking, has_arrived=has_arrived, by=Actor.staff(request.user))

"""The office says what its own codes stand for. Rows come from the files that were looked at."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.audit.trailed_admin import TrailedAdmin
from portal.file.codes import forget_own_kinds
from portal.file.kinds import Kind
from portal.file.models import AgendaWord, CodeKind

WORDS = {
    Kind.PRINCIPAL: pgettext_lazy("kind of a code", "principal"),
    Kind.INTEREST: pgettext_lazy("kind of a code", "interest"),
    Kind.PENALTY: pgettext_lazy("kind of a code", "penalty clause"),
    Kind.COURT: pgettext_lazy("kind of a code", "court costs"),
    Kind.BAILIFF: pgettext_lazy("kind of a code", "costs of the bailiff"),
    Kind.EXPENSES: pgettext_lazy("kind of a code", "disbursements"),
    Kind.DUTIES: pgettext_lazy("kind of a code", "duties"),
    Kind.VAT: pgettext_lazy("kind of a code", "VAT"),
    Kind.PAYMENT: pgettext_lazy("kind of a code", "payment"),
    Kind.EXPECTED: pgettext_lazy("kind of a code", "payment, not booked yet"),
}
NOT_KNOWN = pgettext_lazy("kind of a code", "not known")


class CodeKindForm(forms.ModelForm[CodeKind]):
    """Only what the code counts for can be said."""

    kind = forms.ChoiceField(
        label=_("Counts for"), required=False, choices=[("", _("as the portal reads it")), *WORDS.items()]
    )

    class Meta:
        model = CodeKind
        fields = ("kind",)


@admin.register(CodeKind)
class CodeKindAdmin(TrailedAdmin):
    """Nothing is added or deleted by hand: a code is there once a file had it."""

    trail_act = "code-kind"
    trail_skips = frozenset({"file_count", "seen_on", "read_as", "text"})
    form = CodeKindForm
    list_display = ("code", "text", "table", "counts_for", "file_count", "seen_on")
    list_filter = ("table", "read_as")
    fields = ("table", "code", "text", "kind", "file_count", "seen_on")
    readonly_fields = ("table", "code", "text", "file_count", "seen_on")

    @admin.display(description=_("Counts for"))
    def counts_for(self, row: CodeKind) -> Any:
        """What the office said, else what the portal read."""
        known = row.kind or row.read_as
        return WORDS[Kind(known)] if known else NOT_KNOWN

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """As ``TrailedAdmin``; pages go by it from then on."""
        super().save_model(request, obj, form, change)
        forget_own_kinds()

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Nobody."""
        return False


@admin.register(AgendaWord)
class AgendaWordAdmin(TrailedAdmin):
    """What is not listed here stays inside the office."""

    trail_act = "agenda-word"
    list_display = ("model", "nl", "fr", "de", "en")

"""``/desk/messages/rules/``: by when the office answers, and how people hear of it."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.desk.choosing.comparison import format_plain, list_plain_differences
from portal.desk.choosing.row_choice import list_labels, read_row, write_row
from portal.desk.choosing.single_choice import SingleChoice
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.messages.desk.forms import RulesForm
from portal.messages.models import MessageRules
from portal.messages.notes.delivery import find_kinds

NAMES = RulesForm.names
CHOICE = SingleChoice("message-rules", read_row(MessageRules, NAMES), write_row(MessageRules))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("talk.change_messagerules")
def rules(request: HttpRequest) -> HttpResponse:
    """The form, the difference, the changes until now."""
    kinds = find_kinds()

    def format_value(name: str, value: Any) -> str:
        if name == "note_code_id" and not value:
            return _("No note in the file")
        if name == "note_code_id":
            return dict(kinds).get(value, _("A kind that Tagor does not tell now"))
        return format_plain(value.replace("\n", ", ") if isinstance(value, str) else value)

    pages = ChoicePages(
        CHOICE,
        gettext_lazy("Messages and answers"),
        "messages/desk/rules.html",
        partial(RulesForm, kinds=kinds),
        list_plain_differences(list_labels(MessageRules, NAMES), format_value),
    )
    return pages.show(request)

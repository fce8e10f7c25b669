"""News about conversations on a file's first page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.news import FileNow, News
from portal.file.stored_rows import of_rows
from portal.messages.models import Kind, Message, State, Thread
from portal.web.formats import day

RANK_ANSWER, RANK_WAITING = 5, 40


@of_rows(Thread)
def find_answer_news(now: FileNow) -> News | None:
    """An answer that is not opened yet; else that a message waits."""
    own = Thread.objects.filter(file_id=now.file_id, party_id=now.party_id).exclude(state=State.DRAFT)
    unread = own.filter(messages__author=Message.Author.OFFICE, messages__read_at__isnull=True).first()
    if unread is not None:
        if unread.kind == Kind.OFFICE:
            return News(_("The office wrote to you"), "", RANK_ANSWER, *_link(unread, _("Read the message")))
        text = _("You asked about: %(what)s.") % {"what": unread.get_kind_display()}
        return News(_("The office answered you"), text, RANK_ANSWER, *_link(unread, _("Read the answer")))
    waiting = own.filter(state=State.WAITING).order_by("-waiting_since").first()
    if waiting is not None:
        title = _("The office has your message: %(what)s") % {"what": waiting.get_kind_display()}
        text = ""
        if waiting.promised_on and waiting.promised_on >= timezone.localdate():
            text = _("It promises an answer by %(day)s.") % {"day": day(waiting.promised_on)}
        return News(title, text, RANK_WAITING, *_link(waiting, _("See what was written")))
    return None


def _link(thread: Thread, words: str) -> tuple[str, str]:
    return reverse("messages:conversation", args=[thread.token]), words

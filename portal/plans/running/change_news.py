"""News about a request to change the plan, on the file's first page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.news import FileNow, News
from portal.file.stored_rows import of_rows
from portal.plans.models import ChangeRequest
from portal.plans.running.change_answers import expire_offer
from portal.plans.running.change_words import describe_answer

Answer = ChangeRequest.Answer
RANKS = {Answer.ASKED: 1, Answer.OFFERED: 2, Answer.AGREED: 13, Answer.DECLINED: 12}
RANK_WAITING = 26
NEWS_FOR = timedelta(days=30)
"""How long an answer is news."""


@of_rows(ChangeRequest)
def find_change_news(now: FileNow) -> News | None:
    """The newest one of this person; one that became a plan request has its own news."""
    own = ChangeRequest.objects.filter(file_id=now.file_id, party_id=now.party_id)
    change = own.exclude(state=ChangeRequest.State.DRAFT).order_by("-moved_at", "-pk").first()
    if change is None or change.answer == Answer.PLANNED:
        return None
    if expire_offer(change):
        change.refresh_from_db()
    answer = Answer(change.answer)
    if answer in {Answer.AGREED, Answer.DECLINED} and change.moved_at < timezone.now() - NEWS_FOR:
        return None
    words = describe_answer(change, has_plan=now.plan is None or now.plan.active)
    link = _("Answer the office") if answer in {Answer.ASKED, Answer.OFFERED} else _("See your request")
    address = reverse("plans:change-check", args=[change.token])
    text = next(iter(words.lines), "")
    return News(words.title, text, RANKS.get(answer, RANK_WAITING), address, link, kind=words.kind)

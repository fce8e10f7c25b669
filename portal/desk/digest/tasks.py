"""The worker's check whether a mail to staff is due; each plans the next while the office wants mails."""

from django.utils import timezone
from django_tasks import task

from portal.desk.digest.mailing import plan_next, send_due
from portal.office.selectors import get_office_row


@task
def mail_digest() -> int:
    """One look, and the next one planned before it begins. Returns how many mails went out."""
    office, now = get_office_row(), timezone.now()
    plan_next(office, now)
    return send_due(office, now)

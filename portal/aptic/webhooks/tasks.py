"""The worker looks at the webhooks; every run plans the next while the office wants any."""

from django_tasks import task

from portal.aptic.webhooks.registration import plan_look
from portal.aptic.webhooks.watching import check_situation
from portal.office.selectors import get_office_row


@task
def look_at_webhooks() -> None:
    """One look, and the next one planned before it begins."""
    office = get_office_row()
    plan_look(office)
    check_situation(office)

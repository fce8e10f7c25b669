"""The latest report of the office's system on the plan in a file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.file.models import ReportedRow


class PlanNews(ReportedRow):
    """The latest report on the plan in a file. ``agrees``: it fitted Tagor's data at that time."""

    class Word(models.TextChoices):
        """The kind of report."""

        ACTIVATED = "activated", _("The payment plan started")
        DEACTIVATED = "deactivated", _("The payment plan was stopped")
        BROKEN = "broken", _("The payment plan was not kept to")
        FINISHED = "finished", _("The payment plan is finished")

    word = models.CharField(max_length=12, choices=Word.choices)
    agrees = models.BooleanField()

    class Meta:
        db_table = "events_plannews"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["file_id"], name="events_one_plan_news_a_file"),
            models.CheckConstraint(
                condition=models.Q(word__in=["activated", "deactivated", "broken", "finished"]),
                name="events_plan_news_known_word",
            ),
        ]

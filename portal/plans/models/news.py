"""What was reported of the plan in a file, and what the portal saw of it itself."""

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


class SeenPlan(models.Model):
    """A plan that the portal saw running in a file. ``gone_at``: when it first saw that it no longer ran."""

    file_id = models.CharField(max_length=30)
    gone_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file_id"], name="plans_one_seen_plan_a_file")]

    def __str__(self) -> str:
        return f"{self.file_id}: {'gone' if self.gone_at else 'runs'}"

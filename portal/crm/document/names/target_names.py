"""Fields of budgets, targets and challenges."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TARGETS: dict[str, Any] = {
    "budget": _("Budget"),
    "year": _("Year"),
    "month": _("Month"),
    "week": _("Week"),
    "day": _("Day"),
    "weeks": _("Weeks"),
    "days": _("Days"),
    "year_from": _("From year"),
    "month_from": _("From month"),
    "year_to": _("Until year"),
    "month_to": _("Until month"),
    "period": _("Period"),
    "subtitle": _("Subtitle"),
    "average": _("Average"),
    # Challenges: a game between sellers.
    "challengeid": _("Challenge"),
    "challenger": _("Challenger"),
    "challengerid": _("Challenger"),
    "challenged": _("Challenged person"),
    "challengedid": _("Challenged person"),
    "winner": _("Winner"),
    "winnerid": _("Winner"),
    "accepted": _("Accepted"),
    "score": _("Score"),
    "level": _("Level"),
    "heartbeat": _("Pace"),
    "achievements": _("Achievements"),
    "daysremaining": _("Days left"),
    "stopdate": _("End date"),
}

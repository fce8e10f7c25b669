"""Fields of activities, missions and field sales."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIVITIES: dict[str, Any] = {
    "activities": _("Activities"),
    "activity": _("Activity"),
    "activityid": _("Activity"),
    "activity_user": _("User of the activity"),
    "activity_closed": _("Activity is closed"),
    "activity_type": _("Kind of activity"),
    "contactattempts": _("Attempts to reach"),
    "priority": _("Priority"),
    "progressionstate": _("Stage"),
    "progressionstateid": _("Stage"),
    "reminder": _("Time of the reminder"),
    "reminderdays": _("Remind how many days before"),
    "invitedusers": _("Invited colleagues"),
    "invitedcontacts": _("Invited contacts"),
    "done": _("Done already"),
    "answers": _("Answers"),
    "questionid": _("Question"),
    "followup": _("To follow up"),
    "sortorderplug": _("Order among the stages"),
    "missionid": _("Mission"),
    "missionids": _("Missions"),
    "missionresult": _("Result of the mission"),
    "script": _("Script"),
    "terms": _("Terms"),
}

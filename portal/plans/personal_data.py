"""Requests for a plan among what the portal keeps about a person."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.personal_data import MOST_TOLD, KeptThing, PersonalData
from portal.plans.models import UNSENT, ChangeRequest, Proposal


class KeptRequests(PersonalData):
    """What was asked of the office about paying in parts."""

    code = "plan-requests"
    title = gettext_lazy("Your requests for a plan")

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        own = {"file_id": file_id, "party_id": party_id}
        rule = _("The office needs it as proof. Your own words go 400 days after it has ended.")
        requests = Proposal.objects.filter(**own).exclude(UNSENT).select_related("agreed")
        requests = requests.prefetch_related("counters")[:MOST_TOLD]
        changes = ChangeRequest.objects.filter(**own).exclude(state=ChangeRequest.State.DRAFT)[:MOST_TOLD]
        told = [
            KeptThing(
                _("Request %(number)s") % {"number": one.number},
                one.created_at,
                rule,
                {
                    "number": one.number,
                    "state": one.state,
                    "months": one.in_force.months,
                    "monthly_cents": one.in_force.monthly_cents,
                    "asked_months": one.months,
                    "asked_monthly_cents": one.monthly_cents,
                    "words": one.words,
                    "question": one.question,
                    "answer": one.answer,
                    "reason": one.reason,
                    "counters": [
                        {"months": made.months, "monthly_cents": made.monthly_cents, "state": made.state}
                        | {"note": made.note, "answer": made.answer}
                        for made in one.counters.all()
                    ],
                },
            )
            for one in requests
        ]
        told += [
            KeptThing(
                _("Request %(number)s") % {"number": one.number},
                one.created_at,
                rule,
                {
                    "number": one.number,
                    "state": one.state,
                    "answer": one.answer,
                    "kind": one.kind,
                    "words": one.text,
                    "question": one.question,
                    "reply": one.reply,
                    "reason": one.reason,
                },
            )
            for one in changes
        ]
        return sorted(told, key=lambda one: one.since, reverse=True)


class KeptDrafts(PersonalData):
    """What was filled in and never sent."""

    code = "plan-drafts"
    title = gettext_lazy("What you asked about a plan, and did not send")
    is_removable = True

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        told = [
            KeptThing(
                _("A plan that was not sent"),
                one.created_at,
                _("30 days, or until you delete it."),
                {"months": one.months, "monthly_cents": one.monthly_cents, "words": one.words},
            )
            for one in self._list_plans(file_id, party_id)[:MOST_TOLD]
        ]
        told += [
            KeptThing(
                _("A change of your plan that was not sent"),
                one.created_at,
                _("A day, or until you delete it."),
                {
                    "kind": one.kind,
                    "payment": one.due_on,
                    "later_on": one.later_on,
                    "monthly_cents": one.amount_cents,
                    "day": one.day,
                    "words": one.text,
                },
            )
            for one in self._list_changes(file_id, party_id)[:MOST_TOLD]
        ]
        return sorted(told, key=lambda one: one.since, reverse=True)

    def remove(self, *, file_id: str, party_id: str) -> int:
        """As ``PersonalData``."""
        changes = self._list_changes(file_id, party_id).delete()[0]
        return changes + self._list_plans(file_id, party_id).delete()[0]

    def _list_plans(self, file_id: str, party_id: str) -> "QuerySet[Proposal]":
        return Proposal.objects.filter(UNSENT, file_id=file_id, party_id=party_id)

    def _list_changes(self, file_id: str, party_id: str) -> "QuerySet[ChangeRequest]":
        own = ChangeRequest.objects.filter(file_id=file_id, party_id=party_id)
        return own.filter(state=ChangeRequest.State.DRAFT)

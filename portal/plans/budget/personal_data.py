"""Budgets, as part of the data that the portal stores about a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.personal_data import KeptThing, PersonalData
from portal.plans.budget.models import Budget
from portal.plans.budget.selectors import find_budget_of
from portal.plans.budget.services import forget_budget
from portal.web.formats import day
from portal.web.sealed.words import explain_locked


class KeptBudgets(PersonalData):
    """The numbers somebody filled in."""

    code = "budget"
    title = gettext_lazy("Your budget")
    is_removable = True

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        found = []
        for budget in Budget.objects.filter(file_id=file_id, party_id=party_id).select_related("office"):
            kept = find_budget_of(budget.office, file_id=file_id, party_id=party_id)
            rule = _("Until %(day)s, or until you delete it.") % {"day": day(budget.keep_until.date())}
            locked = "" if kept else explain_locked(budget)
            data = kept.numbers.as_dict() if kept else {"budget": locked} if locked else {}
            found.append(KeptThing(_("The numbers of your budget"), budget.given_at, rule, data))
        return found

    def remove(self, *, file_id: str, party_id: str) -> int:
        """As ``PersonalData``."""
        return forget_budget(file_id=file_id, party_id=party_id)

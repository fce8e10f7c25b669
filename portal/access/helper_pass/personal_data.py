"""Passes, as part of the data that the portal stores about a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.helper_pass.models import HelperPass
from portal.access.helper_pass.presenters import list_rights, name_pass
from portal.access.helper_pass.services import end_pass
from portal.access.helper_pass.uses import list_uses
from portal.file.personal_data import MOST_TOLD, KeptThing, PersonalData


class KeptPasses(PersonalData):
    """The person's helpers, and what they did."""

    code = "passes"
    title = gettext_lazy("Who may look along with you")
    is_removable = True

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        rule = _("Half a year after its last day, or until you delete it.")
        own = HelperPass.objects.filter(file_id=file_id, party_id=party_id).order_by("-made_at")
        return [
            KeptThing(
                _("A pass for %(name)s: %(rights)s")
                % {"name": name_pass(one), "rights": ", ".join(list_rights(one.scopes))},
                one.made_at,
                rule,
                {
                    "name": name_pass(one),
                    "until": one.ends_at.isoformat(),
                    "may": sorted(one.scopes),
                    "office": one.office_words,
                    "uses": [{"at": use.at.isoformat(), "act": use.act} for use in list_uses(one)],
                },
            )
            for one in own[:MOST_TOLD]
        ]

    def remove(self, *, file_id: str, party_id: str) -> int:
        """As ``PersonalData``: they stop working, and their logs are deleted."""
        own = list(HelperPass.objects.filter(file_id=file_id, party_id=party_id))
        for one in own:
            end_pass(one, HelperPass.End.REVOKED)
            one.delete()
        return len(own)

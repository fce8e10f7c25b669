from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room


class MoneyConfig(Room):
    name = "portal.money"
    label = "money"
    verbose_name = "Where money goes"
    settings_pages = (
        Page(
            _("Where money goes"),
            "money:overview",
            "office.view_moneychange",
            _("Account, holder and online payments: two people change them together"),
            section="money",
        ),
    )
    wordings = ("portal.money.presenters.WORDING",)
    notices = ("portal.money.presenters.present_waiting",)

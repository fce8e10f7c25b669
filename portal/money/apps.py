from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MoneyConfig(AppConfig):
    name = "portal.money"
    label = "money"
    verbose_name = "Where money goes"

    def ready(self) -> None:
        """Give the desk its page, and the word on its first page while a change waits."""
        from portal.desk.frame import navigation  # noqa: PLC0415 - models are ready only now
        from portal.money.presenters import present_waiting  # noqa: PLC0415

        text = _("Account, holder and online payments: two people change them together")
        navigation.add(
            _("Settings"), _("Where money goes"), "money:overview", "office.view_moneychange", text=text
        )
        navigation.add_notice(present_waiting)

"""Who helps people with debts for free, and who hears complaints about a bailiff, per country.

Official names only, and web addresses; no phone numbers, because they change.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BELGIUM, NETHERLANDS = "BE", "NL"


@dataclass(frozen=True, slots=True)
class HelpAddress:
    """An organisation, what it does, and its site ("" when each town has its own)."""

    name: str | Promise
    text: str | Promise
    href: str = ""

    @property
    def site(self) -> str:
        """The address as people write it."""
        return self.href.removeprefix("https://").removeprefix("www.")


DEBT_HELP: dict[str, tuple[HelpAddress, ...]] = {
    BELGIUM: (
        HelpAddress(
            _("OCMW or CPAS of your town"),
            _("Helps with debts and talks with the office for you (debt mediation)."),
        ),
        HelpAddress(
            _("CAW (in Flanders and Brussels)"),
            _("Listens and helps with money problems."),
            "https://www.caw.be",
        ),
        HelpAddress(
            _("Labour court (collective debt settlement)"),
            _("A judge can make one plan for all your debts. A debt helper can tell you more."),
        ),
    ),
    NETHERLANDS: (
        HelpAddress(_("Your municipality"), _("Must help you with debts, for free (debt counselling).")),
        HelpAddress("Geldfit", _("Free help with money worries, also by chat."), "https://geldfit.nl"),
        HelpAddress(
            "Juridisch Loket",
            _("Free advice about the law and your rights."),
            "https://www.juridischloket.nl",
        ),
    ),
}

COMPANY_HELP: dict[str, tuple[HelpAddress, ...]] = {
    BELGIUM: (
        HelpAddress(
            "Dyzo",
            _("Free help for the self-employed and companies in trouble, in Flanders."),
            "https://www.dyzo.be",
        ),
        HelpAddress(
            "1819", _("Free information for companies in Brussels, also in trouble."), "https://1819.brussels"
        ),
        HelpAddress(
            "1890", _("Free information for companies in Wallonia, also in trouble."), "https://www.1890.be"
        ),
        HelpAddress(
            _("Company court (chamber for companies in trouble)"),
            _("Listens in private, and can give time to reorganise."),
        ),
    ),
    NETHERLANDS: (
        HelpAddress("KVK", _("Free advice for companies with money problems."), "https://www.kvk.nl"),
        HelpAddress("155-Help-een-Bedrijf", _("Help for owners in trouble."), "https://www.155.nl"),
    ),
}
"""For companies: none of the others may help those."""

COMPLAINTS: dict[str, HelpAddress] = {
    BELGIUM: HelpAddress(
        _("Ombudsman for bailiffs"),
        _("Looks for a solution between you and the office. This is free."),
        "https://www.ombudsgdw.be",
    ),
    NETHERLANDS: HelpAddress(
        _("Royal association of bailiffs (KBvG)"),
        _("Explains how you can complain about a bailiff."),
        "https://www.kbvg.nl",
    ),
}


def find_country(iban: str) -> str:
    """The country of the office, by its account number; Belgium when that says nothing."""
    return NETHERLANDS if iban.strip().upper().startswith(NETHERLANDS) else BELGIUM

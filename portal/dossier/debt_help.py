"""Who helps people with debts for free, and who hears complaints about a bailiff, per country.

Official names only, and web addresses; no phone numbers, because they change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.file.facts import OWN_PARTY
from portal.file.reading import recall
from portal.file.visit import Visit
from portal.office.selectors import get_office
from portal.office.texts.debt_helpers import Helper, list_helpers, list_regions

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


Groups = list[tuple[str, Sequence[HelpAddress | Helper]]]
"""By region, with "" where one list is enough."""

DEBT_HELP: dict[str, tuple[HelpAddress, ...]] = {
    "be": (
        HelpAddress(
            _("OCMW or CPAS of your town"),
            _("Helps with debts and talks with the office for you (debt mediation)."),
        ),
        HelpAddress(
            _("Labour court (collective debt settlement)"),
            _("A judge can make one plan for all your debts. A debt counsellor can tell you more."),
        ),
        HelpAddress(
            _("First advice of a lawyer (legal aid)"),
            _("Answers simple questions about your rights for free. Ask at a house of justice or the CPAS."),
        ),
    ),
    "be-flanders": (
        HelpAddress(
            _("CAW (in Flanders and Brussels)"),
            _("Listens and helps with money problems."),
            "https://www.caw.be",
        ),
    ),
    "be-brussels": (
        HelpAddress(
            "Centre d’Appui – Médiation de dettes",
            _("Knows every recognised debt mediation service in Brussels. They are free."),
            "https://www.mediationdedettes.be",
        ),
    ),
    "be-wallonia": (
        HelpAddress(
            "Observatoire du Crédit et de l’Endettement",
            _("Answers questions about debts by phone and e-mail, and knows who helps near you."),
            "https://www.observatoire-credit.be",
        ),
    ),
    "be-german": (
        HelpAddress(
            "Verbraucherschutzzentrale Ostbelgien (VSZ)",
            _("Advises people with debts, also the self-employed and home owners."),
        ),
    ),
    "nl": (
        HelpAddress(_("Your municipality"), _("Must help you with debts, for free (debt counselling).")),
        HelpAddress("Geldfit", _("Free help with money worries, also by chat."), "https://geldfit.nl"),
        HelpAddress(
            "Juridisch Loket",
            _("Free advice about the law and your rights."),
            "https://www.juridischloket.nl",
        ),
    ),
}
"""By region, used while the office has named nobody itself."""

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
            _("Enterprise court (chamber for companies in trouble)"),
            _("Listens in private, and can give time to reorganise."),
        ),
    ),
    NETHERLANDS: (
        HelpAddress("KVK", _("Free advice for companies with money problems."), "https://www.kvk.nl"),
        HelpAddress("155-Help-een-Bedrijf", _("Help for owners in trouble."), "https://www.155.nl"),
    ),
}
"""For companies: the other organisations may not help them."""

COMPLAINTS: dict[str, tuple[HelpAddress, ...]] = {
    BELGIUM: (
        HelpAddress(
            _("Ombudsman for bailiffs"),
            _("Looks for a solution between you and the office. This is free."),
            "https://www.ombudsgdw.be",
        ),
    ),
    NETHERLANDS: (
        HelpAddress(
            "Nationale ombudsman",
            _("Looks at how a bailiff treated you. This is free."),
            "https://www.nationaleombudsman.nl",
        ),
        HelpAddress(
            _("Royal association of bailiffs (KBvG)"),
            _(
                "Explains how to complain to the chamber for bailiffs. "
                "You pay a fee, and get it back if you win."
            ),
            "https://www.kbvg.nl",
        ),
    ),
}
"""The Dutch chamber asks 50 euros, which the bailiff pays back when the complaint is right (kbvg.nl)."""


def find_country(iban: str) -> str:
    """The country of the office, by its account number; Belgium when that says nothing."""
    return NETHERLANDS if iban.strip().upper().startswith(NETHERLANDS) else BELGIUM


def list_debt_help(visit: Visit) -> Groups:
    """Free help in the office's country, in the reader's language."""
    country, party = find_country(get_office().iban), recall(visit, OWN_PARTY)
    if party is not None and party.is_company:
        return [("", COMPANY_HELP[country])]
    own: Groups = list(list_helpers())
    return own or [
        (title if country == BELGIUM else "", DEBT_HELP[region])
        for region, title in list_regions()
        if region.startswith(country.lower())
    ]

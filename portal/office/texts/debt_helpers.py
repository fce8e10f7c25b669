"""The office's list of organisations that help people with debts: by region, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.office.kept_choice import get_choice
from portal.office.selectors import get_office
from portal.web.languages import get_base_language

NAME = "helpers"

# In which languages somebody reads there.
REGIONS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "be": (_("All of Belgium"), ("nl", "fr", "de")),
    "be-flanders": (_("Flanders"), ("nl",)),
    "be-brussels": (_("Brussels"), ("nl", "fr")),
    "be-wallonia": (_("Wallonia"), ("fr",)),
    "be-german": (_("German-speaking Community"), ("de",)),
    "nl": (_("The Netherlands"), ("nl",)),
}
READ_SOMEWHERE = frozenset(language for _title, languages in REGIONS.values() for language in languages)
"""Whoever reads another language sees every region."""


@dataclass(frozen=True, slots=True)
class Helper:
    """One organisation as a page shows it."""

    name: str
    text: str
    href: str

    @property
    def site(self) -> str:
        """The address as people write it."""
        return self.href.removeprefix("https://").removeprefix("www.").rstrip("/")


def list_regions() -> list[tuple[str, str]]:
    """Code and title of the regions where the reader's language is read."""
    language = get_base_language()
    return [
        (region, str(title))
        for region, (title, languages) in REGIONS.items()
        if language in languages or language not in READ_SOMEWHERE
    ]


def list_helpers() -> list[tuple[str, list[Helper]]]:
    """By region, those of the reader's language; none when the office wrote none down."""
    language = get_base_language()
    rows = get_choice(get_office(), NAME).values()
    found = []
    for region, title in list_regions():
        own = [_make(row, language) for row in rows if row["region"] == region]
        if own:
            found.append((title, own))
    return found


def _make(row: dict[str, Any], language: str) -> Helper:
    text = row.get(language) or next((row[code] for code, _name in settings.LANGUAGES if row.get(code)), "")
    return Helper(row["name"], text, row["href"])

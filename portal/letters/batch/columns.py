"""What each column of a list holds: guessed from its name and its cells, then confirmed by a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.letters.batch.table import Table
from portal.web.typed.characters import drop_accents


class Column(StrEnum):
    """What a column can hold. All but the file number may be missing."""

    FILE = "file"
    LINK = "link"
    LANGUAGE = "language"
    AMOUNT = "amount"
    DAY = "day"
    REFERENCE = "reference"
    NAME = "name"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    COUNTRY = "country"


LABELS: Mapping[Column, Any] = {
    Column.FILE: _("File number"),
    Column.LINK: _("Link or hash (M_0585)"),
    Column.LANGUAGE: _("Language of the letter"),
    Column.AMOUNT: _("Amount in your letter"),
    Column.DAY: _("Date in your letter: pay by"),
    Column.REFERENCE: _("Payment reference in your letter"),
    Column.NAME: pgettext_lazy("of a letter", "Name"),
    Column.STREET: _("Street and number"),
    Column.POSTAL_CODE: _("Postal code"),
    Column.CITY: _("Town"),
    Column.COUNTRY: _("Country"),
}
# Words of a heading, without accents, in the languages of the offices and as Tagor names its fields.
WORDS: Mapping[Column, re.Pattern[str]] = {
    Column.FILE: re.compile(r"dossier(naam|nr|nummer)?|file|akte|aktenzeichen|numero|no|nr|nummer|number"),
    Column.LINK: re.compile(r"link|lien|hash|url|m_?0585|adres(se)? web|webadres"),
    Column.LANGUAGE: re.compile(r"taal|langue|sprache|language|lang"),
    Column.AMOUNT: re.compile(r"bedrag|saldo|solde|montant|betrag|amount|balance|te betalen"),
    Column.DAY: re.compile(r"datum|date|vervaldag|vervaldatum|echeance|frist|betalen voor|pay by|uiterlijk"),
    Column.REFERENCE: re.compile(
        r"mededeling|ogm|communication|mitteilung|reference|referentie|(betalings)?kenmerk"
    ),
    Column.NAME: re.compile(r"naam|nom|name|debiteur|verweerder|debiteure|schuldner"),
    Column.STREET: re.compile(r"straat|rue|strasse|street|adres|adresse|address"),
    Column.POSTAL_CODE: re.compile(r"postcode|code postal|plz|postleitzahl|zip|postnummer|cp"),
    Column.CITY: re.compile(r"gemeente|plaats|stad|ville|commune|localite|ort|stadt|city|town|woonplaats"),
    Column.COUNTRY: re.compile(r"land|pays|country"),
}
LINK_CELL = re.compile(r"https?://|[A-Za-z0-9_-]{24,}")
FILE_CELL = re.compile(r"(?:[A-Z]{0,4}[\s/-]?)?\d{2,4}[/.\s-]\d{2,8}|\d{5,12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """Which column of the list holds what; positions count from 0."""

    places: Mapping[Column, int]

    def pick(self, row: tuple[str, ...]) -> dict[str, str]:
        """The values of a row, by the names of the columns; nothing for a missing cell."""
        return {
            column.value: row[place]
            for column, place in self.places.items()
            if place < len(row) and row[place]
        }


def guess(table: Table) -> Match:
    """The most likely match; it includes the file number if any column can be one."""
    places: dict[Column, int] = {}
    for column in Column:
        place = next(
            (
                n
                for n, title in enumerate(table.header)
                if n not in places.values() and _is_named(title, column)
            ),
            None,
        )
        if place is not None:
            places[column] = place
    for column, shape in ((Column.FILE, FILE_CELL), (Column.LINK, LINK_CELL)):
        if column not in places:
            place = _find_shape(table, shape, taken=set(places.values()))
            if place is not None:
                places[column] = place
    return Match(places)


def _is_named(title: str, column: Column) -> bool:
    plain = drop_accents(title).casefold().strip(" .:°*")
    return WORDS[column].fullmatch(plain) is not None or any(
        WORDS[column].fullmatch(word) for word in re.split(r"[\s_/-]+", plain) if len(word) > 3
    )


def _find_shape(table: Table, shape: re.Pattern[str], *, taken: set[int]) -> int | None:
    first = table.rows[:20]
    for place in range(table.width):
        cells = [row[place] for row in first if place < len(row) and row[place]]
        if place not in taken and cells and all(shape.match(cell) for cell in cells):
            return place
    return None

"""A letter's postal address, in the format of its country's post.

Sources: bpost's guidelines, NEN 5825 (Netherlands), AFNOR NF Z 10-011 (France), DIN 5008 (Germany).
"""

import json
import re
from dataclasses import asdict, dataclass

from portal.web.sealing import seal, unseal
from portal.web.typed.characters import drop_accents

PURPOSE = "letter-address"
COUNTRIES = {
    "BE": re.compile(r"be|belgie|belgique|belgien|belgium"),
    "NL": re.compile(r"nl|nederland|pays-bas|niederlande|netherlands|holland"),
    "FR": re.compile(r"fr|frankrijk|france|frankreich"),
    "DE": re.compile(r"de|duitsland|allemagne|deutschland|germany"),
    "LU": re.compile(r"lu|luxemburg|luxembourg"),
}
# The last line of a letter that leaves the country, in French as the Universal Postal Union has it.
NAMES = {"BE": "BELGIQUE", "NL": "PAYS-BAS", "FR": "FRANCE", "DE": "ALLEMAGNE", "LU": "LUXEMBOURG"}
DUTCH_POSTAL_CODE = re.compile(r"(\d{4})\s*([A-Za-z]{2})")


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """``country``: two letters, or as it was given when it is none of those known."""

    name: str = ""
    street: str = ""
    number: str = ""
    box: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "BE"

    @property
    def is_complete(self) -> bool:
        """Whether it is complete enough for delivery."""
        return bool(self.name and self.street and self.postal_code and self.city)

    def list_lines(self, *, sent_from: str = "BE", language: str = "nl") -> list[str]:
        """The lines on the envelope; the country only when it is another than ``sent_from``."""
        place = " ".join(part for part in self._write_place() if part)
        lines = [self.name, self._write_street(language), place]
        if self.country != sent_from:
            lines.append(NAMES.get(self.country, self.country.upper()))
        return [line for line in lines if line]

    def _write_street(self, language: str) -> str:
        if not self.number:
            return self.street
        if self.country == "FR":
            return f"{self.number} {self.street}"
        if self.country == "NL":
            return f"{self.street} {self.number}{f'-{self.box}' if self.box else ''}"
        word = "bte" if language == "fr" else "bus"
        return f"{self.street} {self.number}{f' {word} {self.box}' if self.box else ''}"

    def _write_place(self) -> tuple[str, str]:
        if self.country == "NL" and (found := DUTCH_POSTAL_CODE.fullmatch(self.postal_code)):
            return f"{found[1]} {found[2].upper()} ", self.city.upper()
        return self.postal_code, self.city.upper() if self.country == "FR" else self.city


def read_country(text: str, *, default: str = "BE") -> str:
    """Two letters for a country's name in any of the four languages; unknown ones as they are."""
    plain = drop_accents(text).casefold().strip(" .")
    if not plain:
        return default
    return next((code for code, names in COUNTRIES.items() if names.fullmatch(plain)), text.strip())


def seal_address(address: PostalAddress) -> str:
    """For the database."""
    return seal(json.dumps(asdict(address)), purpose=PURPOSE)


def open_address(sealed: str) -> PostalAddress:
    """From the database; an empty one when there is none, or its key is gone."""
    kept = unseal(sealed, purpose=PURPOSE) if sealed else None
    return PostalAddress(**json.loads(kept)) if kept else PostalAddress()


def seal_name(name: str) -> str:
    """Somebody's name, for the database."""
    return seal(name, purpose=PURPOSE) if name else ""


def open_name(sealed: str) -> str:
    """From the database; "" when there is none, or its key is gone."""
    return unseal(sealed, purpose=PURPOSE) or "" if sealed else ""

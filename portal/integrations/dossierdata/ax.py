"""AX messages: an HDN mortgage application in XML, by which customers are found and updated.

Source: the sample of POST /customer/ax_message (OfferteAanvraag, version 17.0); DossierData shows no XSD.
Only the parties are read and written. Unknown elements are ignored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MOST_BYTES = 1_000_000
_ROOT, _KIND, _VERSION = "OfferteAanvraag", "AX", "17.0"
_PARTY = {
    "last_name": "AchterNaam",
    "first_name": "VoorNaam",
    "infix": "TussenVoegsels",
    "initials": "VoorLetters",
}
_PLACE = {
    "street": "StraatNaam",
    "house_number": "HuisNr",
    "house_number_addition": "HuisNrToevoeging",
    "postal_code": "Postcode",
    "city": "PlaatsNaam",
    "iban": "RekeningNr",
}
_REACH = {"phone": "TelefoonNrPrive", "mobile": "TelefoonNrMobiel", "email": "E-mailadres"}
_SEXES = {"M": "M mannelijk", "V": "V vrouwelijk"}


class AxError(ValueError):
    """Not an AX message. ``line`` and ``column``: where the parser stopped; 0 when it did not."""

    def __init__(self, text: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(text)
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class AxPerson:
    """A party of a message. ``sex`` is "M", "V" or ""; unknown values are "" or None."""

    last_name: str
    first_name: str = ""
    infix: str = ""
    initials: str = ""
    sex: str = ""
    born_on: date | None = None
    street: str = ""
    house_number: str = ""
    house_number_addition: str = ""
    postal_code: str = ""
    city: str = ""
    iban: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""


def build_ax_message(people: list[AxPerson], *, sender: str, now: datetime) -> str:
    """An AX message about ``people``, in that order. Raises: ValueError for text XML cannot hold."""
    root = Element(_ROOT)
    header = SubElement(root, "Header", Volgnummer="1")
    _add(header, "VerzenderNaam", sender)
    _add(header, "BerichtSoort", "AX OfferteAanvraag")
    _add(header, "BerichtVersie", _VERSION)
    _add_date(header, "VerzendDt", now.date())
    if people:
        giver = SubElement(root, "Hypotheekgever", Volgnummer="1")
        SubElement(giver, "RefPartijNAWData", IDREF="p1")
        for name, tag in _REACH.items():
            _add(giver, tag, getattr(people[0], name))
    for number, person in enumerate(people, 1):
        party = SubElement(root, "PartijNAWData", Volgnummer=str(number), ID=f"p{number}")
        _add(party, "SoortPartij", "01 natuurlijk persoon")
        for name, tag in _PARTY.items():
            _add(party, tag, getattr(person, name))
        _add(party, "Geslacht", _SEXES.get(person.sex, ""))
        if person.born_on is not None:
            _add_date(party, "GeboorteDt", person.born_on)
        for name, tag in _PLACE.items():
            _add(party, tag, getattr(person, name))
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'


def parse_ax_message(content: str | bytes) -> tuple[AxPerson, ...]:
    """The parties of a message, in its order. Raises: AxError.

    Refuses a DTD, entities and anything over a megabyte.
    """
    raw = content.encode() if isinstance(content, str) else content
    if len(raw) > MOST_BYTES:
        raise AxError("larger than allowed")
    try:
        root = fromstring(raw, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        raise AxError("not XML", line=line, column=column) from None
    except (DefusedXmlException, ValueError, LookupError):
        raise AxError("not XML that is read here") from None
    if root.tag != _ROOT or not (root.findtext("Header/BerichtSoort") or "").startswith(_KIND):
        raise AxError("not an AX message")
    giver = root.find("Hypotheekgever")
    reach = dict(_texts(giver, _REACH)) if giver is not None else {}
    return tuple(
        _read_person(party, reach if number == 0 else {})
        for number, party in enumerate(root.findall("PartijNAWData"))
    )


def _read_person(party: Element, reach: dict[str, str]) -> AxPerson:
    texts = dict(_texts(party, _PARTY | _PLACE))
    sex = (party.findtext("Geslacht") or "")[:1]
    return AxPerson(
        last_name=texts.pop("last_name"),
        sex=sex if sex in _SEXES else "",
        born_on=_read_date(party.find("GeboorteDt")),
        **texts,
        **reach,
    )


def _texts(element: Element, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, tag in names.items():
        yield name, (element.findtext(tag) or "").strip()


def _read_date(element: Element | None) -> date | None:
    if element is None:
        return None
    parts = [element.findtext(name) or "" for name in ("Jaar", "Maand", "Dag")]
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


def _add(parent: Element, tag: str, text: str) -> None:
    if not text:
        return
    if any(ord(one) < 32 and one not in "\t\n\r" for one in text) or "\ufffe" in text or "\uffff" in text:
        raise ValueError("a character that XML cannot hold")
    SubElement(parent, tag).text = text


def _add_date(parent: Element, tag: str, day: date) -> None:
    element = SubElement(parent, tag)
    for name, number in (("Dag", day.day), ("Maand", day.month), ("Jaar", day.year)):
        SubElement(element, name).text = str(number)

"""One thing has one word on every page: the table of docs/glossary.md, and what must not stand instead."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo import translate

ROOT = Path(__file__).parents[2]
TOOL = translate.load()
HEAD = "| English | Dutch | French | German | not |"
STAFF = {"aptic", "aptic/events", "crm", "crm/links", "desk", "digioffice", "doctor", "money", "outbox"}
"""Rooms whose words the person who owes never reads."""


def list_rejected(text: str) -> dict[str, list[str]]:
    """The patterns of the last column, by language. Raises: ValueError for a row of another shape."""
    rejected: dict[str, list[str]] = {language: [] for language in ("en", *TOOL.LANGUAGES)}
    rows = text[text.index(HEAD) :].splitlines()[2:]
    for row in rows:
        if not row.startswith("|"):
            break
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
        if len(cells) != 5:
            raise ValueError(row)
        for part in filter(None, cells[-1].split("; ")):
            language, _, patterns = part.partition(": ")
            rejected[language] += patterns.split(", ")
    return rejected


def find_used(language: str, said: str, patterns: list[str]) -> Iterator[str]:
    for pattern in patterns:
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", said, re.IGNORECASE):
            yield f"{language}: “{pattern}” in “{said}”"


def list_said(room: str, language: str) -> Iterator[str]:
    catalogue = translate.get_source(room) if language == "en" else TOOL.read_catalogue(room, language)
    for _key, message in TOOL.list_messages(catalogue):
        yield from TOOL._forms(message.id if language == "en" else message.string)


@pytest.fixture(scope="module")
def rejected() -> dict[str, list[str]]:
    return list_rejected((ROOT / "docs" / "glossary.md").read_text("utf-8"))


@pytest.mark.parametrize("language", ["en", *TOOL.LANGUAGES])
def test_no_catalogue_uses_a_rejected_word(language: str, rejected: dict[str, list[str]]) -> None:
    rooms = [room for room in translate.list_rooms() if room not in STAFF]
    said = [one for room in rooms for one in list_said(room, language)]
    assert len(said) > 500
    assert [fault for one in said for fault in find_used(language, one, rejected[language])] == []


def test_every_language_has_words_that_are_rejected(rejected: dict[str, list[str]]) -> None:
    assert all(rejected.values())
    assert list(find_used("nl", "Neen, dank u", rejected["nl"])) == ["nl: “neen” in “Neen, dank u”"]


@pytest.mark.parametrize(
    ("belgian", "dutch"),
    [
        ("De intresten en de kosten zijn inbegrepen.", "De rente en de kosten zijn inbegrepen."),
        ("Uw afbetalingsplan", "Uw betalingsregeling"),
        ("Het afbetalingsplan begon", "De betalingsregeling begon"),
        ("Mededeling", "Omschrijving of betalingskenmerk"),
        ("Ondernemingsnummer: %(number)s", "KVK-nummer: %(number)s"),
        ("Gsm", "Mobiel nummer"),
        ("Vaste rentevoet vanaf", "Vaste rente vanaf"),
        ("Agentschap van de kredietgever", "Agentschap van de geldverstrekker"),
        ("Datum van de schatting", "Datum van de taxatie"),
        ("Vrijstelling op", "Eigen risico op"),
        ("Zonder vrijstelling", "Zonder vrijstelling"),
        ("Bus", "Huisnummertoevoeging"),
        ("zelfde huis, andere bus", "zelfde huis, andere bus"),
        ("Een naam, bijvoorbeeld Sofie of OCMW Gent.", "Een naam, bijvoorbeeld Sofie of de gemeente."),
        (
            "Een schuldbemiddelaar (OCMW, CAW of mijn gemeente)",
            "Een schuldhulpverlener (mijn gemeente of een andere dienst)",
        ),
        (
            "Een bemiddelaar in een collectieve schuldenregeling",
            "Een bewindvoerder in de schuldsanering (Wsnp)",
        ),
        ("Uw dossier", "Uw dossier"),
    ],
)
def test_the_netherlands_say_it_their_way(belgian: str, dutch: str) -> None:
    assert TOOL.adapt_to_netherlands(belgian, TOOL.read_terms()) == dutch


def test_nothing_belgian_is_left_in_the_dutch_of_the_netherlands() -> None:
    terms = TOOL.read_terms()
    rooms = [room for room in translate.list_rooms() if room not in STAFF]
    said = [TOOL.adapt_to_netherlands(one, terms) for room in rooms for one in list_said(room, "nl")]
    belgian = re.compile(
        r"intrest|gsm\b|afbetalingsplan|ondernemingsnummer|mededeling|doorlopende opdracht", re.IGNORECASE
    )
    assert [one for one in said if belgian.search(one)] == []

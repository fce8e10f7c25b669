from collections.abc import Callable

import pytest

from portal.office.models import Office
from tests.money import set_money
from tests.pages.conftest import Visit
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_help_names_the_office_the_file_and_who_helps(language: str, sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("nl-woman", language)
    visit("/file/")

    page = visit("/file/help/")

    assert seeded.file in page.text
    assert "+32 9 000 00 00" in page.text
    assert page.links()["ombudsgdw.be"] == "https://www.ombudsgdw.be"
    assert "/plan/" in page.links().values()


def test_a_dutch_office_names_dutch_help(sign_in: SignIn, visit: Visit, office: Office) -> None:
    set_money(iban="NL91ABNA0417164300")
    sign_in("nl-woman", "en")

    page = visit("/file/help/")

    assert "Your municipality" in page.text
    assert "OCMW" not in page.text
    assert "The law leaves you money to live on, also on a blocked account." in page.text
    assert "You pay a fee, and get it back if you win." in page.text
    assert {"https://www.nationaleombudsman.nl", "https://www.kbvg.nl"} <= set(page.links().values())


@pytest.mark.parametrize(
    ("language", "regions", "names"),
    [
        ("nl", {"Vlaanderen", "Brussel"}, {"OCMW", "CAW"}),
        ("fr", {"Bruxelles", "Wallonie"}, {"CPAS", "Médiation de dettes", "Observatoire du Crédit"}),
        ("de", {"Deutschsprachige Gemeinschaft"}, {"ÖSHZ", "Verbraucherschutzzentrale"}),
    ],
)
def test_help_is_that_of_the_regions_where_the_language_is_read(
    language: str, regions: set[str], names: set[str], sign_in: SignIn, visit: Visit
) -> None:
    sign_in("nl-woman", language)
    visit("/file/")
    others = {"CAW", "Observatoire du Crédit", "Verbraucherschutzzentrale", "Juridisch Loket"} - names
    for path in ("/file/help/", "/plan/none/", "/my-data/debts/"):
        text = visit(path).text
        for words in regions | names:
            assert words in text, (path, words)
        assert not [words for words in others if words in text], path


def test_help_is_there_when_everything_is_down(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503")
    practice.clear_calls()

    page = visit("/file/help/")

    assert "Always mention the file number in your letter." in page.text
    assert practice.calls() == []

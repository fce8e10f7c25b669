"""Letters when the key that sealed them is gone: pages say so, and nothing is printed with a gap in it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from portal.letters.models import Batch
from tests.pages.conftest import Visit
from tests.pages.letters.conftest import HOME
from tests.pages.letters.test_batch import PRINT, print_batch
from tests.paper import read_words
from tests.practice import PracticeOffice

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
MakeBatch = Callable[..., Batch]

WORDS = {
    "nl": "Deze brieven kunnen nu niet gedrukt worden",
    "fr": "Ces lettres ne peuvent pas être imprimées maintenant",
    "de": "Diese Briefe können jetzt nicht gedruckt werden",
    "en": "These letters cannot be printed now",
}


@pytest.fixture
def batch(settings: Settings, make_batch: MakeBatch, practice: PracticeOffice) -> Batch:
    """A letter to somebody who has another name in the list; sealed with the old key."""
    settings.CREDENTIAL_KEYS = ["old"]
    return make_batch(f"dossier;naam\n{practice.file('nl-woman').file};Iemand Anders")


def test_after_a_reseal_the_letter_is_printed(
    batch: Batch, visit: Visit, client: Client, settings: Settings
) -> None:
    batch.letters.update(is_left_out=False)
    settings.CREDENTIAL_KEYS = ["new", "old"]
    call_command("reseal")
    settings.CREDENTIAL_KEYS = ["new"]
    text = visit(f"{HOME}{batch.pk}/").text
    assert "In your list: Iemand Anders." in text
    assert WORDS["en"] not in text
    assert read_words(print_batch(client, batch))


@pytest.mark.parametrize("language", WORDS)
def test_without_the_key_nothing_is_printed(
    batch: Batch, visit: Visit, client: Client, settings: Settings, language: str
) -> None:
    batch.letters.update(is_left_out=False)
    settings.CREDENTIAL_KEYS = ["new"]
    client.cookies["language"] = language
    text = visit(f"{HOME}{batch.pk}/").text
    assert WORDS[language] in text
    assert "Iemand Anders" not in text
    for paper in ("insert", "reply"):
        assert WORDS[language] in visit(f"{HOME}{batch.pk}/print/", PRINT | {"paper": paper}, status=409).text
    visit(f"{HOME}{batch.pk}/preview-nl/", status=404)
    settings.CREDENTIAL_KEYS = ["new", "old"]
    assert client.get(f"{HOME}{batch.pk}/preview-nl/").status_code == 200


def test_a_list_whose_columns_wait_says_it(
    clerk: Any, client: Client, visit: Visit, settings: Settings
) -> None:
    settings.CREDENTIAL_KEYS = ["old"]
    columns = client.post(HOME + "new/", {"title": "March", "pasted": "26/1"})["Location"]
    settings.CREDENTIAL_KEYS = ["new"]
    assert "This list cannot be opened now" in visit(columns, status=409).text
    settings.CREDENTIAL_KEYS = ["new", "old"]
    assert "Match the columns" in visit(columns).text

"""Every list of languages has those of the settings, and CONTRIBUTING.md names where each list is.

The settings alone are not enough for another language: a list that lacks it gives its readers Dutch or
English words, and nobody sees that who does not read the language.
"""

import re
from collections.abc import Collection

import pytest
from django.conf import settings
from django.db.models import CheckConstraint, Model

from portal.aptic.models import ServiceAction
from portal.file.models import AgendaWord
from portal.help.models import EasyText
from portal.integrations.tagor.wire import decode
from portal.letters.batch import given
from portal.office.models import Office
from portal.office.text_gate import REJECTED
from portal.payments.providers import mollie, worldline
from portal.web import formats
from portal.web.pages.error_pages import LAST_RESORT
from tests.repo import translate
from tests.repo.files import ROOT

CODES = {code for code, _name in settings.LANGUAGES}
CHECK_WORDS = "portal/access/letter_keys/lists"


def list_columns(model: type[Model], start: str = "") -> set[str]:
    """The ends of the columns that have one for each language."""
    names = (field.name for field in model._meta.concrete_fields if not field.primary_key)
    return {name.removeprefix(start) for name in names if re.fullmatch(rf"{start}[a-z]{{2}}", name)}


def list_allowed() -> Collection[str]:
    """The languages that the database takes for an easier text."""
    (check,) = [one for one in EasyText._meta.constraints if isinstance(one, CheckConstraint)]
    return dict(check.condition.children)["language__in"]


LISTS: dict[str, list[Collection[str]]] = {
    "script/translate": [{*translate.load().LANGUAGES, "en"}],
    "portal/web/formats.py": [formats.LOCALES, formats.CLOCKS],
    "portal/web/pages/error_pages.py": [re.findall(r' lang="(\w+)"', LAST_RESORT)],
    CHECK_WORDS: [[path.stem for path in (ROOT / CHECK_WORDS).iterdir()]],
    "portal/office/text_gate.py": [REJECTED],
    "portal/letters/batch/given.py": [given.LANGUAGES],
    "portal/integrations/tagor/wire/decode.py": [decode._LANGUAGES.values(), decode._TAGOR_LANGUAGES],
    "portal/payments/providers/mollie/__init__.py": [mollie.LOCALES],
    "portal/payments/providers/worldline/__init__.py": [worldline.LOCALES],
    "portal/office/models.py": [list_columns(Office, "opening_hours_")],
    "portal/aptic/models.py": [list_columns(ServiceAction, "title_")],
    "portal/file/models.py": [list_columns(AgendaWord)],
    "portal/help/models.py": [list_allowed()],
}


@pytest.mark.parametrize("place", LISTS)
def test_a_list_has_every_language(place: str) -> None:
    for listed in LISTS[place]:
        assert sorted(CODES - set(listed)) == [], (
            f"{place} lacks them: see “Add a language” in CONTRIBUTING.md"
        )
        assert sorted(set(listed) - CODES) == [], (
            f"{place} has them, and LANGUAGES in portal/settings.py has not"
        )


def test_the_recipe_names_every_list_and_nothing_that_is_gone() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipe = guide.partition("\n## Add a language\n")[2].partition("\n## ")[0]
    named = re.findall(r"`((?:portal|script|templates|tests|docs)/[^`<]+)`", recipe)
    assert sorted(set(LISTS) - set(named)) == []
    assert [path for path in named if not (ROOT / path).exists()] == []

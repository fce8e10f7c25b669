"""The catalogues are complete, exact and agree with each other."""

from collections import defaultdict
from pathlib import Path

import django
import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from django.apps import apps
from django.utils.translation import trans_real

from tests.repo import translate

TOOL = translate.load()


def test_a_room_has_catalogues_when_it_has_messages() -> None:
    assert translate.list_rooms() == [room for room in TOOL.list_rooms() if len(translate.get_source(room))]


@pytest.mark.parametrize("language", TOOL.LANGUAGES)
@pytest.mark.parametrize("room", translate.list_rooms())
def test_nothing_is_missing_fuzzy_unused_or_broken(room: str, language: str) -> None:
    assert TOOL.find_faults(room, language, translate.get_source(room)) == []


@pytest.mark.parametrize("language", TOOL.LANGUAGES)
def test_a_sentence_used_in_two_rooms_is_translated_once(language: str) -> None:
    """Django merges the catalogues of all rooms into one: the same key must not say two things."""
    seen: dict[object, set[object]] = defaultdict(set)
    for room in translate.list_rooms():
        for key, message in TOOL.list_messages(TOOL.read_catalogue(room, language)):
            if message.string:
                seen[key].add(message.string)
    assert {key: said for key, said in seen.items() if len(said) > 1} == {}


@pytest.mark.parametrize("language", TOOL.LANGUAGES)
def test_our_words_win_from_those_of_django_itself(language: str) -> None:
    speaker = trans_real.translation(language)
    for room in translate.list_rooms():
        for (context, english), message in TOOL.list_messages(TOOL.read_catalogue(room, language)):
            if message.string and isinstance(message.id, str):
                said = speaker.pgettext(context, english) if context else speaker.gettext(english)
                assert said == message.string, f"{room}: {english}"


@pytest.mark.parametrize("language", TOOL.LANGUAGES)
def test_words_that_django_says_otherwise_have_a_context(language: str) -> None:
    """Without one our sentence would also replace Django's own, for instance in the admin."""
    said_by_django = list_words_of_django(language)
    for room in translate.list_rooms():
        for key, message in TOOL.list_messages(TOOL.read_catalogue(room, language)):
            assert said_by_django.get(key, message.string) == message.string, f"{room}: {key[1]}"


def test_the_words_of_django_are_found() -> None:
    words = list_words_of_django("nl")
    assert words[None, "Yes"] == "Ja"  # the framework itself
    assert words[None, "Log out"] == "Afmelden"  # its admin
    assert words["abbrev. month", "Jan."] == "jan"  # with a context


def list_words_of_django(language: str) -> dict[object, object]:
    """What Django and the apps whose pages are shown beside ours say, by context and English sentence."""
    folders = [Path(django.__file__).parent / "conf"]
    folders += [
        Path(app.path) for app in apps.get_app_configs() if not app.name.startswith(("portal", "allauth"))
    ]
    words: dict[object, object] = {}
    for folder in folders:
        path = folder / "locale" / language / "LC_MESSAGES" / "django.po"
        if path.exists():
            with path.open("rb") as file:
                words |= {
                    key: message.string
                    for key, message in TOOL.list_messages(read_po(file, locale=language))
                    if message.string
                }
    return words


def test_an_english_sentence_stays_as_it_is() -> None:
    speaker = trans_real.translation("en")
    for room in translate.list_rooms():
        for (context, english), _message in TOOL.list_messages(translate.get_source(room)):
            if not context:
                assert speaker.gettext(english) == english


@pytest.mark.parametrize("language", TOOL.LANGUAGES)
def test_the_files_are_as_the_command_writes_them(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {
        room: TOOL.get_catalogue_path(room, language).read_text("utf-8") for room in translate.list_rooms()
    }
    known = {room: TOOL.read_catalogue(room, language) for room in before}
    monkeypatch.setattr(TOOL, "read_catalogue", lambda room, _language: known[room])
    monkeypatch.setattr(TOOL, "get_catalogue_path", lambda room, _language: tmp_path / room / "django.po")
    for room, text in before.items():
        TOOL.write_catalogue(room, language, translate.get_source(room))
        assert (tmp_path / room / "django.po").read_text("utf-8") == text, (
            f"run script/translate extract ({room})"
        )


@pytest.mark.parametrize(
    ("english", "dutch", "fault"),
    [
        ("You owe %(amount)s.", "U moet %(bedrag)s betalen.", "other values"),
        ("You owe <b>much</b>.", "U moet veel betalen.", "other mark-up"),
        ("Say it.", 'Zeg "het".', "quotation mark"),
        ("Say it.", "", "missing"),
    ],
)
def test_a_broken_translation_is_seen(
    english: str, dutch: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, translated = Catalog(fuzzy=False), Catalog(locale="nl", fuzzy=False)
    source.add(english)
    translated.add(english, dutch)
    monkeypatch.setattr(TOOL, "read_catalogue", lambda _room, _language: translated)
    (found,) = TOOL.find_faults("web", "nl", source)
    assert fault in found

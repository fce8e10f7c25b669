"""The catalogues are complete, exact and agree with each other."""

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
    assert list(TOOL.find_contradictions(language)) == []


def test_two_rooms_that_say_one_sentence_otherwise_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(room: str, _language: str) -> Catalog:
        catalogue = Catalog(locale="nl", fuzzy=False)
        catalogue.add("Send", {"web": "Sturen"}.get(room, "Verzenden"))
        return catalogue

    monkeypatch.setattr(TOOL, "list_rooms", lambda: ["help", "plans", "web"])
    monkeypatch.setattr(TOOL, "read_catalogue", read)
    assert list(TOOL.find_contradictions("nl")) == ["web/nl: otherwise than help/nl: 'Send'"]


def test_a_sentence_that_another_room_says_is_filled_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = Catalog(locale="nl", fuzzy=False)
    other.add("Send", "Verzenden")
    said = dict(TOOL.list_messages(other))
    source = Catalog(fuzzy=False)
    source.add("Send")
    monkeypatch.setattr(TOOL, "get_catalogue_path", lambda _room, _language: tmp_path / "none.po")
    assert 'msgid "Send"\nmsgstr "Verzenden"' in TOOL.make_file("web", "nl", source, said).decode()


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
            told = f"{room}: give {key[1]!r} a context (pgettext), or it replaces the word of Django"
            assert said_by_django.get(key, message.string) == message.string, told


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


def test_a_file_that_is_written_otherwise_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source, path = Catalog(fuzzy=False), tmp_path / "django.po"
    source.add("Who?")
    monkeypatch.setattr(TOOL, "get_catalogue_path", lambda _room, _language: path)
    path.write_text(TOOL.make_header("fr") + 'msgid "Who?"\nmsgstr "Qui ?"\n\n', "utf-8")
    (fault,) = TOOL.find_faults("web", "fr", source)
    assert fault == "web/fr: not as the command writes it"
    TOOL.write_catalogue("web", "fr", source)
    assert "Qui\u00a0?" in path.read_text("utf-8")
    assert TOOL.find_faults("web", "fr", source) == []


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

"""What the office sent, and its parameters, are kept; words fill a template once."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from portal.sandbox.casework import Report, Sent, Shortcut
from portal.sandbox.config import Config
from portal.sandbox.office import Office
from portal.sandbox.seeds.papermodels import MERGEFIELDS, MODELS, TEMPLATES
from portal.sandbox.tagor.groups.actions import is_mobile
from portal.sandbox.tagor.papers import FIELD_WORDS, fill, make_words


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path / "state.sqlite3", "http://127.0.0.1:1", "http://127.0.0.1:2")


@pytest.fixture
def office(config: Config) -> Iterator[Office]:
    opened = Office(config)
    yield opened
    opened.close()


def test_what_was_sent_and_saved_survives_a_restart(office: Office, config: Config) -> None:
    now, file = office.clock.now(), next(iter(office.files.values()))
    sent = Sent(sent_id="1", at=now, medium="mail", to="x", template="SALDO", subject="s", body="b")
    shortcut = Shortcut(shortcut_id="2", at=now, user_id="3", file_id=file.file_id, phone="4", direction="IN")
    report = Report(
        report_id="5",
        form_id="6",
        at=now,
        file_id=file.file_id,
        party_id="7",
        address_id="8",
        answers={"a": "b"},
    )
    office.outbox.save(sent)
    office.shortcuts.save(shortcut)
    office.reports.save(report)
    office.close()
    with closing(Office(config)) as again:
        kept = (again.outbox, again.shortcuts, again.reports)
        assert kept == ({"1": sent}, {"2": shortcut}, {"5": report})
        again.reset()
    with closing(Office(config)) as reset:
        assert reset.outbox == {}


def test_a_parameter_of_a_file_type_goes_before_the_general_one(office: Office) -> None:
    file = next(file for file in office.files.values() if file.kind == "VONNIS")
    office.change_parameter("573:VONNIS", "own")
    assert office.get_parameter("573", file) == "own"
    assert office.get_parameter("574", file) == office.parameters["574"]
    for unknown in ("573:NOTHING", "502:VONNIS", "1", ""):
        with pytest.raises(KeyError):
            office.change_parameter(unknown, "x")


def test_a_mapping_and_the_version_are_data_too(office: Office) -> None:
    for number, value in (("VOXTRON", "OPEN=1"), ("CURCALL", "OPSV"), ("version", "2.00.0000B1")):
        office.change_parameter(number, value)
        assert office.parameters[number] == value


def test_every_template_and_model_can_be_filled_for_every_file(office: Office) -> None:
    texts = [text for one in TEMPLATES.values() for text in (*one.subject.values(), *one.body.values())]
    texts += [model.text for model in MODELS.values()]
    for file, party in office.defendants():
        words = make_words(office, file, party)
        assert all("{" not in fill(text, words) for text in texts)
        assert {FIELD_WORDS[code] for code in MERGEFIELDS} <= set(words)


def test_what_a_word_holds_is_not_filled_again() -> None:
    assert fill("{file}", {"file": "{pin}", "pin": "123456"}) == "{pin}"


@pytest.mark.parametrize("phone", ["0470123456", "+32 470 12 34 56", "0032470123456", "0499/12.34.56"])
def test_a_belgian_mobile_is_known(phone: str) -> None:
    assert is_mobile(phone)


@pytest.mark.parametrize("phone", ["", "09 000 00 00", "+31612345678", "047012345", "04701234567", "+32470"])
def test_another_number_is_no_belgian_mobile(phone: str) -> None:
    assert not is_mobile(phone)

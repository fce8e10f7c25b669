"""What people type when they copy from a letter."""

import pytest

from portal.access.device import Device
from portal.access.door_settings.models import DoorSettings
from portal.access.forms import SignInForm
from portal.access.limits.pin_limits import count_file
from portal.office.selectors import get_office_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def doors() -> DoorSettings:
    """An office that asks for no format of its own."""
    return DoorSettings.objects.create(office=get_office_row(), file_example="")


def test_spaces_in_number_and_pin_do_not_matter() -> None:
    form = SignInForm({"file": " 2024 / 00123\u00a0", "pin": "12 34 56"})

    assert form.is_valid()
    assert form.cleaned_data == {"file": "2024/00123", "pin": "123456"}


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("433-074", "433074"),
        ("698\u2013696", "698696"),
        ("43.30.74", "433074"),
        ("433 - 074", "433074"),
        ("aB-7.x", "aB-7.x"),
        ("-4330", "-4330"),
    ],
)
def test_what_parts_the_digits_of_a_pin_is_not_the_pin(typed: str, asked: str) -> None:
    form = SignInForm({"file": "26/45", "pin": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["pin"] == asked


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("\u0662\u0666/\u0664\u0665", "26/45"),
        ("26\u201345", "26-45"),
        ("26\u200b/\u202a45\u202c", "26/45"),
        ("e\u0301te\u0301-17", "\u00e9t\u00e9-17"),
    ],
)
def test_file_number_is_asked_for_in_plain_characters(typed: str, asked: str) -> None:
    form = SignInForm({"file": typed, "pin": "\u0661\u0662\u0663\u0664"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"file": asked, "pin": "1234"}


@pytest.mark.parametrize("file", ["", "   ", "12:34", "<b>", "a" * 41, "a" * 200, "12\x0034"])
def test_what_can_be_no_file_number_is_refused(file: str) -> None:
    form = SignInForm({"file": file, "pin": "1234"})

    assert list(form.errors) == ["file"]


@pytest.mark.parametrize("typed", ["26/12/0045", "26120045", "26-12-45"])
def test_every_spelling_is_that_of_the_office_and_known_where_one_of_them_was(
    typed: str, doors: DoorSettings
) -> None:
    doors.file_example = "26/12/0017"
    doors.save()
    device = Device("d", (count_file("26/12/0045").name,))
    form = SignInForm({"file": typed, "pin": "1234"}, question="house", device=device)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["file"] == "26/12/0045"


@pytest.mark.parametrize("pin", ["", "12:34", "é1234", "1" * 40])
def test_what_can_be_no_pin_is_refused(pin: str) -> None:
    form = SignInForm({"file": "2024/1", "pin": pin})

    assert list(form.errors) == ["pin"]


def test_typed_file_stays_and_pin_does_not() -> None:
    form = SignInForm({"file": "2024/1", "pin": "1234"})
    form.is_valid()
    form.forget_pin()

    assert form["file"].value() == "2024/1"
    assert form["pin"].value() == ""

"""What the doctor says of letters: whether the smallest code can be read, and how new links are sent."""

from typing import Any

import pytest

from portal.access.door_settings.selectors import forget_door_settings
from portal.access.findings import examine_letters
from portal.access.models import DoorSettings
from portal.web.examining import State

pytestmark = pytest.mark.django_db


def examine() -> dict[str, tuple[State, str]]:
    return {one.name: (one.state, one.remedy) for one in examine_letters()}


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("https://dossier.kantoor.be", State.OK),
        ("https://mijn-dossier.gerechtsdeurwaarders-van-acker-en-lemaire.example/portaal", State.WARN),
    ],
)
def test_address_must_fit_in_a_small_code(office: Any, settings: Any, address: str, state: State) -> None:
    settings.PORTAL_URL = address
    found = examine()["letters.code"]
    assert found[0] is state
    assert ("shorter PORTAL_URL" in found[1]) is (state is State.WARN)


def test_new_links_want_a_template(office: Any) -> None:
    assert examine()["letters.new-link"][0] is State.WARN
    DoorSettings.objects.update_or_create(office=office, defaults={"mail_template": "HASH"})
    forget_door_settings()
    assert "letters.new-link" not in examine()

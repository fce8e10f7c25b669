"""The staff's door: as many tries as a defendant's, told in the same words whoever knocks."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from portal.audit.models import Event
from portal.desk.sign_in.password_limits import STAFF_NETWORK_LIMIT, count_staff_network
from portal.office.models import Office
from portal.web.attempt_throttle import LIMIT

pytestmark = pytest.mark.django_db

DOOR = "/admin/login/?lang=en"
RIGHT = "right-horse-battery"
WAIT = "Please wait before you try again"
CODE = 'name="code"'


@pytest.fixture
def staff(office: Office) -> str:
    get_user_model()._default_manager.create_user("ann", password=RIGHT, is_staff=True)
    return "ann"


def knock(client: Client, name: str, password: str, *, address: str = "192.0.2.1") -> str:
    """What the door says; "" when it opens."""
    answer = client.post(DOOR, {"username": name, "password": password}, REMOTE_ADDR=address)
    return "" if answer.status_code == 303 else answer.content.decode()


def test_the_right_password_opens(client: Client, staff: str) -> None:
    assert knock(client, staff, RIGHT) == ""


def test_after_five_wrong_passwords_of_one_name_even_the_right_one_is_not_enough(
    client: Client, staff: str
) -> None:
    for number in range(LIMIT):
        assert CODE not in knock(client, staff, "wrong", address=f"192.0.{number}.1")
    assert CODE in knock(client, staff.upper(), RIGHT, address="198.51.100.1")
    assert Event.objects.filter(act="sign-in-locked", actor="staff").count() == 1


def test_a_few_wrong_names_do_not_close_the_door_of_a_colleague(client: Client, staff: str) -> None:
    for number in range(LIMIT * 2):
        assert WAIT not in knock(client, f"nobody{number}", "wrong")
    assert knock(client, staff, RIGHT, address="192.0.2.99") == ""


def test_many_wrong_names_of_one_network_make_it_wait_a_minute(client: Client, staff: str) -> None:
    network = count_staff_network("192.0.2.1")
    for _ in range(STAFF_NETWORK_LIMIT + 3):
        network.count_wrong()
    assert "in 1 minute." in knock(client, staff, RIGHT, address="192.0.2.99")


def test_a_right_password_forgets_the_wrong_ones_of_its_name(client: Client, staff: str) -> None:
    for round_ in range(2):
        for number in range(LIMIT - 1):
            knock(client, staff, "wrong", address=f"10.{round_}.{number}.1")
        assert knock(client, staff, RIGHT, address=f"10.{round_}.99.1") == ""
        client.logout()


def test_the_staffs_wrong_tries_do_not_close_the_defendants_door(client: Client, staff: str) -> None:
    for _ in range(LIMIT):
        knock(client, staff, "wrong")
    answer = client.post("/sign-in/", {"file": "1", "pin": "1"}, REMOTE_ADDR="192.0.2.1")
    assert answer.status_code != 429


def test_an_empty_password_wipes_no_count(client: Client, staff: str) -> None:
    for number in range(LIMIT):
        knock(client, staff, "wrong", address=f"192.0.{number}.1")
        assert knock(client, staff, "", address=f"192.1.{number}.1")
    assert CODE in knock(client, staff, RIGHT, address="198.51.100.1")

"""Somebody of the office at the view of a file."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.pages.desk.staff import make_staff, sign_in_staff

Enter = Callable[..., Any]


@pytest.fixture
def enter(client: Client) -> Enter:
    """Sign in somebody with these permissions; who they are."""

    def go(*permissions: str, name: str = "an", **fields: Any) -> Any:
        client.cookies["language"] = "en"
        person = make_staff(name, permissions=permissions, **fields)
        sign_in_staff(client, name)
        return person

    return go

"""The doors of plan tests: fill in the first page, send the request, count what Tagor got."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

SAVE = "TagorService/SavePaymentPlan"
SignIn = Callable[..., PracticeFile]
Choose = Callable[..., Page]


@pytest.fixture
def choose(visit: Visit) -> Choose:
    """Fill in ``/plan/`` as a browser would; the answer must be ``status`` (303: the check page is next)."""

    def fill_in(*, status: int = 303, **typed: Any) -> Page:
        page = visit("/plan/")
        return visit(page.form_action(), {**page.form_fields(), **typed}, status=status)

    return fill_in


@pytest.fixture
def draft(choose: Choose) -> Callable[..., str]:
    """Choose, and get the address of the check page."""

    def make(**typed: Any) -> str:
        address = choose(**(typed or {"choice": "months", "months": "6"})).answer["Location"]
        assert address.startswith("/plan/check/")
        return str(address)

    return make


@pytest.fixture
def send(visit: Visit) -> Callable[..., Page]:
    """Press "send" on a check page."""

    def press(address: str, *, status: int = 303, **extra: Any) -> Page:
        page = visit(address)
        return visit(page.form_action(), {**page.form_fields(), **extra}, status=status)

    return press


@pytest.fixture
def saves(practice: PracticeOffice) -> Callable[[], list[dict[str, Any]]]:
    """What SavePaymentPlan was asked, oldest first."""

    def read() -> list[dict[str, Any]]:
        return [call["body"]["request"] for call in practice.calls(SAVE)]

    return read

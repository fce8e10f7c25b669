"""The doors of page tests: ``visit`` checks every page it is shown, ``sign_in`` uses a letter link."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from django.http import HttpResponse
from django.test import Client

from portal.dossier import on_the_way
from portal.office.models import Office
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a page."""
    for item in items:
        if "tests/pages" in str(item.path):
            item.add_marker(pytest.mark.pages)


@pytest.fixture(autouse=True)
def _no_document_stays_open() -> Iterator[None]:
    """One that no test read or closed holds a place until it is collected as garbage, in whatever test."""
    yield
    assert on_the_way._places._value == on_the_way.MOST_AT_ONCE


class Visit(Protocol):
    """``visit("/file/")`` or ``visit("/plan/", {"amount": "50"})``; the answer must have ``status``."""

    def __call__(
        self,
        path: str,
        data: dict[str, Any] | None = None,
        *,
        status: int = 200,
        follow: bool = False,
        **headers: str,
    ) -> Page: ...


@pytest.fixture
def office(db: None) -> Office:
    """The office row, as an admin fills it in."""
    return Office.objects.create(
        slug="office",
        name="Kantoor Proef",
        street="Kerkstraat 1",
        postal_code="9000",
        city="Gent",
        phone="+32 9 000 00 00",
        email="info@kantoor.example",
        enterprise_number="0441.759.675",
        account_holder="Kantoor Proef",
        iban="BE68539007547034",
        bic="GKCCBEBB",
        opening_hours_nl="maandag tot vrijdag, 9 tot 17 uur",
        opening_hours_fr="du lundi au vendredi, de 9 à 17 h",
        opening_hours_de="Montag bis Freitag, 9 bis 17 Uhr",
        opening_hours_en="Monday to Friday, 9 to 17",
    )


@pytest.fixture
def visit(client: Client, office: Office) -> Visit:
    """GET a page, or POST when ``data`` is given, and check the HTML of whatever comes back."""

    def go(
        path: str,
        data: dict[str, Any] | None = None,
        *,
        status: int = 200,
        follow: bool = False,
        **headers: str,
    ) -> Page:
        answer = (
            client.get(path, follow=follow, headers=headers)
            if data is None
            else client.post(path, data, follow=follow, headers=headers)
        )
        return _checked(answer, status)

    return go


@pytest.fixture
def sign_in(visit: Visit, practice: PracticeOffice, client: Client) -> Callable[..., PracticeFile]:
    """Sign in to a seeded file by its letter link, as its defendant does."""

    def through_letter(slug: str, language: str | None = None) -> PracticeFile:
        seeded = practice.file(slug)
        if language:
            client.cookies["language"] = language
        letter = visit(f"/h/{seeded.hash}/", follow=True)
        answer = client.post(letter.form_action(), letter.form_fields())
        assert answer.status_code in {302, 303}, answer.content.decode()[:2000]
        assert answer["Location"] == "/file/"
        return seeded

    return through_letter


def _checked(answer: HttpResponse, status: int) -> Page:
    assert answer.status_code == status, f"{answer.status_code}: {_read_text(answer)}"
    page = Page(answer)
    if page.is_html and not page.is_fragment:
        page.check()
    return page


def _read_text(answer: HttpResponse) -> str:
    if getattr(answer, "streaming", False):
        return "(stream)"
    return answer.content.decode(errors="replace")[:1500]

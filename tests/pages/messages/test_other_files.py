"""Every address of messages and of my data, with every id of somebody else: nothing opens or changes."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver

from portal.messages.models import ContactChange, Message, MessageRules, Thread, Upload
from portal.mydata.models import DebtList
from portal.office.models import Office
from tests.pages.conftest import Visit
from tests.pages.messages.conftest import SignIn, Write
from tests.pages.page import Page
from tests.unit.uploads.papers import make_pdf

pytestmark = pytest.mark.django_db
ROOMS = ("messages/", "my-data/")
PART = re.compile(r"<(?:\w+:)?(\w+)>")
OWN_NAMES = {"kind", "kind_id"}
"""Parts of an address that name no row."""


def list_addresses() -> Iterator[str]:
    """The routes of the rooms that hold an id."""
    for room in get_resolver().url_patterns:
        prefix = str(room.pattern)
        for one in getattr(room, "url_patterns", ()):
            if prefix in ROOMS and isinstance(one, URLPattern):
                route = f"/{prefix}{one.pattern}"
                if set(PART.findall(route)) - OWN_NAMES:
                    yield route


@pytest.fixture
def ids(
    sign_in: SignIn, visit: Visit, write: Write, fill_in: Callable[..., Page], desk: Any, client: Client
) -> list[str]:
    """Somebody writes, adds files, gets an answer with a file, gives an address, keeps a list of debts."""
    office = Office.objects.get()
    codes = "\n".join(f"C{number}=11{number}{number}" for number in range(6))
    MessageRules.objects.create(office=office, code_templates=codes)
    sign_in("nl-woman", "en")
    address = write()
    fill_in("paid")
    talk = visit(address)
    index = next(i for i, form in enumerate(talk.main_forms()) if form.get("enctype"))
    files = {"files": SimpleUploadedFile("a.pdf", make_pdf())}
    visit(talk.form_action(index), {**talk.form_fields(index), **files}, status=303)
    colleague = desk()
    thread = Thread.objects.get(kind="question")
    shown = colleague.visit(f"/desk/messages/{thread.pk}/")
    paper = {"text": "See it.", "files": SimpleUploadedFile("b.pdf", make_pdf())}
    colleague.visit(shown.form_action(), {**shown.form_fields(), **paper}, status=303)
    contact = visit("/messages/contact/")
    number = next(i for i, form in enumerate(contact.main_forms()) if "email" in contact.form_fields(i))
    fields = {**contact.form_fields(number), "email": "new@example.be"}
    visit("/messages/contact/", fields, status=303)
    debts = visit("/my-data/debts/")
    visit("/my-data/debts/", {**debts.form_fields(), "creditor": "Shop"}, status=303)
    visit("/my-data/debts/keep/", {**debts.form_fields(), "keep": "1"}, status=303)
    code = visit("/my-data/debts/").links()["Shop"].split("/")[3]
    found = [str(value) for one in Thread.objects.all() for value in (one.token, one.pk, one.number)]
    found += [str(value) for one in Upload.objects.all() for value in (one.token, one.pk)]
    found += [str(value) for one in ContactChange.objects.all() for value in (one.token, one.pk)]
    return [*found, code]


def test_no_id_of_somebody_else_opens_or_changes_anything(
    ids: list[str], sign_in: SignIn, visit: Visit, client: Client
) -> None:
    routes = list(list_addresses())
    assert len(routes) >= 8
    sign_in("company", "en")
    mark = visit("/messages/new/question/").form_fields()["mark"]
    before = _count()
    posted = {"mark": mark, "text": "mine", "creditor": "mine", "code": "1111", "remove": "1", "file": ids[0]}
    for route in routes:
        for address in _fill(route, ids):
            assert client.get(address).status_code in {404, 405}, address
            assert client.post(address, posted).status_code in {404, 405}, address
    assert _count() == before
    for one in Thread.objects.exclude(kind="question"):
        assert "mine" not in str(one.answers)


def _fill(route: str, ids: list[str]) -> Iterator[str]:
    """The route with each id in each place; numbers only where a number fits."""
    names = PART.findall(route)
    for first in ids:
        for second in ids if len(names) > 1 else [""]:
            values = iter([first, second])
            address = PART.sub(lambda _found: next(values), route)  # noqa: B023 - used at once
            if "<int:" not in route or second.isdigit():
                yield address


def _count() -> list[Any]:
    kept = [Thread, Message, Upload, ContactChange, DebtList]
    states = list(Thread.objects.order_by("pk").values_list("state", "sealed_answers"))
    return [*(one.objects.count() for one in kept), states]

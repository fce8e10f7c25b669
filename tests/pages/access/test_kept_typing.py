"""What somebody typed survives a change of language and the end of a session, on every form of the person."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from django.urls import resolve

from portal.access.next_page import FORM_PAGES
from portal.web.http_request.kept_typing import KEY, LIFE_S, find_typing
from tests.pages.conftest import Visit
from tests.pages.page import XHTML, Page
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]

OF_A_FILE: dict[str, dict[str, str]] = {
    "/plan/": {"choice": "amount", "amount": "8x,1"},
    "/plan/other/": {"amount": "12,34", "words": "Ik verdien minder.\nSinds mei."},
    "/plan/budget/": {"work": "1 850", "children": "2"},
    "/pay/": {"kind": "other", "amount": "12,34"},
    "/messages/new/question/": {"text": "Waarom <b>zo</b> veel?"},
    "/messages/new/paid/": {"amount": "75", "paid_on": "gisteren"},
    "/messages/contact/": {"email": "an@voorbeeld"},
    "/helper/new/": {"name": "Mies & co"},
    "/my-data/debts/": {"creditor": "Water-Link", "owed": "120", "monthly": "x"},
}
"""Pages with a form, and what somebody may have typed there, right or wrong."""
OF_ANOTHER_FILE = {
    "/plan/running/change/": {"later_on": "morgen", "text": "Ik ben ziek"},
    "/messages/new/money-back/": {"account": "BE68 5390", "text": "Twee keer betaald"},
}
SLUG_OF = {"/plan/running/change/": "running-plan", "/messages/new/money-back/": "overpaid"}
WALKED_ELSEWHERE = {
    "messages:write",  # of a conversation that is there
    "mydata:debt",  # of a debt that is written down
    "plans:answer",  # of a question by the office
    "plans:date",  # of a proposal on the way
    "reminders:start",  # of a plan, and with a choice only
}
"""Forms of the person that stand on something they did before."""
OPEN_TO_ALL = {
    "/sign-in/": {"file": "26 00451"},
    "/new-link/": {"file": "26 00451", "born_on": "3 mei"},
    "/not-me/": {"file_number": "26 00451", "text": "Die woont hier niet."},
}


def find_form(page: Page, names: set[str]) -> Element:
    """The form with these fields."""
    for form in page.main_forms():
        if names <= {item.get("name") or "" for item in form.iter()}:
            return form
    raise AssertionError(f"no form with {names}: {[form.get('action') for form in page.main_forms()]}")


def read_fields(form: Element) -> dict[str, Any]:
    """Every text, and what is chosen."""
    found: dict[str, Any] = {}
    for item in form.iter():
        name, kind = item.get("name") or "", item.get("type", "text")
        if item.tag == f"{XHTML}textarea":
            found[name] = (item.text or "").removeprefix("\n")
        elif item.tag == f"{XHTML}input" and (
            kind not in {"radio", "checkbox"} or item.get("checked") is not None
        ):
            found[name] = item.get("value", "")
    return found


def switch(visit: Visit, page: Page, typed: dict[str, str], language: str) -> Page:
    """Press the button of a language, as a browser without scripts does."""
    form = find_form(page, set(typed))
    buttons = [one for one in page.all("button") if one.get("form") == form.get("id")]
    (button,) = [one for one in buttons if one.get("lang") == language]
    sent = {**read_fields(form), **typed}
    answer = visit(button.get("formaction", ""), sent, status=303).answer
    assert not any(value in answer["Location"] for value in typed.values()), answer["Location"]
    return visit(answer["Location"])


@pytest.mark.parametrize("path", [*OF_A_FILE, *OF_ANOTHER_FILE, *OPEN_TO_ALL])
def test_another_language_loses_nothing(
    path: str, sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    typed = (OF_A_FILE | OF_ANOTHER_FILE | OPEN_TO_ALL)[path]
    if path not in OPEN_TO_ALL:
        sign_in(SLUG_OF.get(path, "nl-woman"), "nl")
        visit("/file/")
    first = visit(path)
    before = read_fields(find_form(first, set(typed)))
    other = switch(visit, first, typed, "fr")
    assert other.all("html")[0].get("lang") == "fr"
    after = read_fields(find_form(other, set(typed)))
    assert {name: after.get(name) for name in typed} == typed
    assert {name for name in before if name not in typed} <= set(after)
    assert {name: read_fields(find_form(visit(path), set(typed))).get(name, "") for name in typed} != typed, (
        "a page that is opened anew is empty"
    )


def test_the_form_of_a_language_reaches_no_view(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "nl")
    visit("/file/")
    practice.clear_calls()
    page = visit("/pay/")
    switch(visit, page, {"kind": "full"}, "de")
    assert not [one for one in practice.calls() if "Pay/" in one["operation"]]


def test_what_was_sent_for_good_is_no_longer_kept(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("nl-woman", "nl")
    visit("/file/")
    typed = OF_A_FILE["/plan/other/"]
    page = switch(visit, visit("/plan/other/"), typed, "fr")
    assert client.session.get(KEY)
    form = find_form(page, set(typed))
    visit(form.get("action", ""), {**read_fields(form)}, status=303)
    assert not client.session.get(KEY)


def test_a_pin_and_a_token_are_never_kept(visit: Visit, client: Client) -> None:
    page = visit("/sign-in/")
    other = switch(visit, page, {"file": "26/1", "pin": "918273"}, "de")
    assert "918273" not in other.html
    assert "918273" not in str(dict(client.session.items()))


@pytest.mark.parametrize("path", ["/plan/other/", "/pay/", "/messages/new/question/", "/messages/contact/"])
def test_the_end_of_a_session_loses_nothing(
    path: str,
    sign_in: SignIn,
    visit: Visit,
    client: Client,
    practice: PracticeOffice,
    advance: Callable[..., None],
) -> None:
    seeded = sign_in("nl-woman", "en")
    visit("/file/")
    typed = OF_A_FILE[path]
    form = find_form(visit(path), set(typed))
    advance(minutes=31)
    answer = visit(form.get("action", ""), {**read_fields(form), **typed}, status=303).answer
    door = visit(answer["Location"])
    assert "What you filled in is kept" in door.text
    answer = client.post("/sign-in/", {"file": seeded.file, "pin": seeded.pin})
    assert urlsplit(answer["Location"]).path == path
    assert set(parse_qs(urlsplit(answer["Location"]).query)) <= {"kept"}
    after = read_fields(find_form(visit(answer["Location"]), set(typed)))
    assert {name: after.get(name) for name in typed} == typed


def test_a_sign_out_in_another_tab_loses_nothing(
    sign_in: SignIn, visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    path = "/messages/new/question/"
    typed = OF_A_FILE[path]
    form = find_form(visit(path), set(typed))
    leave = visit("/sign-out/")
    visit(leave.form_action(), leave.form_fields(), status=303)
    visit("/sign-out/")
    answer = visit(form.get("action", ""), {**read_fields(form), **typed}, status=303).answer
    assert "What you filled in is kept" in visit(answer["Location"]).text
    answer = client.post("/sign-in/", {"file": seeded.file, "pin": seeded.pin})
    after = read_fields(find_form(visit(answer["Location"]), set(typed)))
    assert {name: after.get(name) for name in typed} == typed


def test_another_file_gets_nothing_of_it(
    sign_in: SignIn, visit: Visit, client: Client, practice: PracticeOffice, advance: Callable[..., None]
) -> None:
    sign_in("nl-woman", "en")
    visit("/file/")
    typed = OF_A_FILE["/plan/other/"]
    form = find_form(visit("/plan/other/"), set(typed))
    advance(minutes=31)
    visit(form.get("action", ""), {**read_fields(form), **typed}, status=303)
    other = practice.file("fr-man")
    answer = client.post("/sign-in/", {"file": other.file, "pin": other.pin})
    assert answer["Location"] == "/file/"
    assert not client.session.get(KEY)


def test_it_is_kept_for_half_an_hour(
    sign_in: SignIn, visit: Visit, client: Client, advance: Callable[..., None]
) -> None:
    seeded = sign_in("nl-woman", "en")
    visit("/file/")
    typed = OF_A_FILE["/plan/other/"]
    form = find_form(visit("/plan/other/"), set(typed))
    advance(minutes=31)
    visit(form.get("action", ""), {**read_fields(form), **typed}, status=303)
    advance(seconds=LIFE_S + 1)
    assert client.post("/sign-in/", {"file": seeded.file, "pin": seeded.pin})["Location"] == "/file/"


@pytest.mark.parametrize(
    "path", ["/h/", "/sign-in/", "/webhooks/aptic/", "/embed/start/", "/messages/new/paid/"]
)
def test_a_form_of_another_site_is_not_kept(path: str, sign_in: SignIn) -> None:
    """Also where a view does without the check of forms, or makes it later."""
    sign_in("nl-woman", "nl")
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies["sessionid"] = "x"
    answer = stranger.post(f"{path}?lang=fr&switch_language=1", {"file": "26/1"})
    assert answer.status_code == 403
    assert not stranger.session.get(KEY)


def test_the_answer_of_a_second_question_is_never_kept(visit: Visit, client: Client) -> None:
    client.post("/not-me/?lang=fr&switch_language=1", {"text": "Niet ik", "answer": "112-bis"})
    page = visit("/not-me/?lang=fr&kept=1")
    assert "Niet ik" in page.html
    typing = find_typing(page.answer.wsgi_request)
    assert typing is not None
    assert "answer" not in typing.fields


def test_what_was_kept_before_never_stands_for_what_is_empty_or_too_long(
    visit: Visit, client: Client
) -> None:
    for later in ("", "x" * 20_001):
        client.post("/not-me/?lang=fr&switch_language=1", {"text": "Het eerste"})
        client.post("/not-me/?lang=de&switch_language=1", {"text": later})
        assert "Het eerste" not in visit("/not-me/?lang=de&kept=1").html


def test_a_long_text_with_accents_is_kept_whole(visit: Visit, client: Client) -> None:
    """Its length counts as it was typed, not as it is sent: é is six letters then."""
    text = "é" * 4_000
    client.post("/not-me/?lang=fr&switch_language=1", {"text": text})
    assert text in visit("/not-me/?lang=fr&kept=1").html


def test_a_change_of_language_alone_never_decides_where_the_next_door_leads(
    sign_in: SignIn, visit: Visit, client: Client
) -> None:
    seeded = sign_in("nl-woman", "nl")
    visit("/file/")
    switch(visit, visit("/plan/other/"), OF_A_FILE["/plan/other/"], "fr")
    answer = client.post("/sign-in/", {"file": seeded.file, "pin": seeded.pin})
    assert answer["Location"] == "/file/"


def test_every_form_with_typed_answers_is_known() -> None:
    """A page that marks its form (data-typed) is walked here, or says below why not."""
    from tests.repo.files import ROOT  # noqa: PLC0415

    marked = {
        str(path.relative_to(ROOT / "templates").with_suffix(""))
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r"<form [^>]*data-typed", path.read_text("utf-8"))
    }
    assert len(marked) == 18, sorted(marked)
    walked = {resolve(path).view_name for path in (*OF_A_FILE, *OF_ANOTHER_FILE)}
    assert walked | WALKED_ELSEWHERE == FORM_PAGES
    assert not walked & WALKED_ELSEWHERE

"""A pass lets a helper do what its person chose, on the pages of that file alone, until it ends."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.access.helper_pass.models import HelperPass
from portal.access.helper_pass.scopes import PAGES, ROOMS, Scope, get_scope
from portal.access.helper_pass.services import PassWish, make_pass
from portal.access.helper_pass.uses import ACTS, LOOKS, ROOM_LOOKS, SEEN_KEY, WORDS
from portal.audit.models import Event
from portal.file.visit import Visit as FileVisit
from portal.messages.models import Message
from portal.outbox.services import deliver_due
from portal.payments.models import Attempt
from portal.web.attempt_throttle import LIMIT
from portal.web.retention import forget_all
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.payments.conftest import Bank, come_home
from tests.practice import PracticeFile, PracticeOffice
from tests.repo.test_routes import ROUTES, fill_in

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[A-Z]{4}-[A-Z]{4}-[A-Z]{4}")
SignIn = Callable[..., PracticeFile]
Give = Callable[..., str]
LEAVES = {"/", "/safe-device/leave/"}
# What the words of the page of a file lead to; more than one scope stands in each list.
BY_SCOPE = {
    "message": ["/messages/", "/messages/new/question/"],
    "propose": ["/plan/", "/plan/none/"],
    "nobody": [
        "/my-data/",
        "/messages/contact/",
        "/messages/new/money-back/",
        "/plan/reminders/",
        "/plan/budget/",
        "/plan/budget/result/",
        "/helper/",
        "/helper/new/",
    ],
}


class Helper:
    """Somebody else, in a browser of their own."""

    def __init__(self) -> None:
        self.client = Client()
        self.client.cookies["language"] = "en"

    def visit(self, path: str, data: dict[str, Any] | None = None, *, status: int = 200) -> Page:
        answer = (
            self.client.get(path, follow=status == 200)
            if data is None
            else self.client.post(path, data, follow=status == 200)
        )
        assert answer.status_code == status, answer.content.decode()[:1500]
        page = Page(answer)
        page.check()
        return page

    def come_in(self, code: str, *, status: int = 200) -> Page:
        door = self.visit(f"/pass/{code}/")
        return self.visit(door.form_action(), door.form_fields(), status=status)


@pytest.fixture(autouse=True)
def _english(client: Client, pauses: list[float]) -> None:
    client.cookies["language"] = "en"


@pytest.fixture
def person(sign_in: SignIn) -> PracticeFile:
    """Signed in by their letter."""
    return sign_in("nl-woman", "en")


@pytest.fixture
def new_pass(person: PracticeFile, visit: Visit) -> Give:
    """Make a pass; its code as the page shows it, "" when it does not."""

    def make(**typed: Any) -> str:
        form = visit("/helper/new/")
        filled = {**form.form_fields(), "name": "Sofie", **typed}
        made = visit("/helper/new/", filled, follow=True)
        found = CODE.search(made.text)
        return found[0] if found else ""

    return make


@pytest.fixture
def helper(office: object) -> Helper:
    """A helper who has not come in."""
    return Helper()


def test_helper_sees_whose_pass_it_is_on_every_page(
    new_pass: Give, helper: Helper, person: PracticeFile
) -> None:
    page = helper.come_in(new_pass())
    for path in ("/file/", "/file/lines/", "/file/documents/", "/pay/", "/letter-check/"):
        page = helper.visit(path)
        assert f"You help {person.name} with this file." in page.text
        assert "Your pass: Sofie, until" in page.text
    about = helper.visit("/file/").text
    assert f"You help {person.name}" in about.partition("About this file")[2]
    assert "Your name" not in about
    assert "You owe this to" not in about


@pytest.mark.parametrize("given", ["message", "propose", None])
def test_each_scope_opens_its_pages_alone(new_pass: Give, helper: Helper, given: str | None) -> None:
    helper.come_in(new_pass(**({"scopes": given} if given else {})))
    for scope, paths in BY_SCOPE.items():
        for path in paths:
            page = helper.visit(path, status=200 if scope == given else 403)
            if scope != given:
                assert page.heading == "Your pass does not allow this"
    for path in ("/file/", "/file/lines/", "/file/history/", "/file/help/", "/pay/"):
        helper.visit(path)


@pytest.mark.parametrize("scopes", [[], ["message"], ["propose"], ["message", "propose"]])
def test_no_link_that_a_helper_sees_is_refused(
    new_pass: Give, helper: Helper, person: PracticeFile, scopes: list[str]
) -> None:
    """Every page is opened that can be reached from the first one, and every link on it."""
    helper.come_in(new_pass(**({"scopes": scopes} if scopes else {})))
    seen, waiting = {"/file/"}, ["/file/"]
    while waiting:
        path = waiting.pop()
        answer = helper.client.get(path, follow=True)
        assert answer.status_code != 403, f"{path} is refused, and a page that a helper sees leads there"
        if not answer["Content-Type"].startswith("text/html"):
            b"".join(answer)  # a document holds its place until it is read
            continue
        links = {urljoin(path, one).partition("#")[0] for one in Page(answer).links().values()}
        found = {one for one in links if one.startswith("/") and one not in LEAVES and "?lang=" not in one}
        waiting += found - seen
        seen |= found
    assert {"/file/help/helped/", "/file/help/cannot-pay/", "/pay/", "/file/history/"} <= seen
    assert ("/messages/" in seen) is ("message" in scopes)
    assert ("/plan/" in seen) is ("propose" in scopes)


def test_every_page_of_a_file_has_a_scope_and_a_helper_none_that_is_not_listed(
    new_pass: Give, helper: Helper
) -> None:
    """An address that nobody listed is for the person alone."""
    helper.come_in(new_pass(scopes=["message", "propose"]))
    of_file = {path: one for path, one in ROUTES.items() if hasattr(one.callback, "is_of_file")}
    assert len(of_file) > 40
    for path, pattern in of_file.items():
        answer = helper.client.get(fill_in(path, pattern, {}))
        name = answer.wsgi_request.resolver_match.view_name  # type: ignore[union-attr]
        if answer.status_code != 405:
            assert (answer.status_code == 403) is (get_scope(name) is Scope.OWN), name
    assert get_scope("anything:new") is Scope.OWN


def test_names_in_the_tables_are_addresses() -> None:
    names = {
        f"{namespace}:{pattern.name}"
        for pattern in ROUTES.values()
        for namespace in ROOMS
        if hasattr(pattern.callback, "is_of_file")
    }
    assert {*PAGES, *LOOKS, *ACTS} <= names
    assert {*LOOKS.values(), *ROOM_LOOKS.values(), *ACTS.values()} <= set(WORDS)
    assert set(ROOM_LOOKS) == {room for room, scope in ROOMS.items() if scope is not Scope.OWN}


def test_every_page_that_a_helper_opens_is_in_the_log_of_the_pass(
    new_pass: Give, helper: Helper, visit: Visit
) -> None:
    helper.come_in(new_pass(scopes=["message", "propose"]))
    of_file = {path: one for path, one in ROUTES.items() if hasattr(one.callback, "is_of_file")}
    opened = HelperPass.objects.get()
    for path, pattern in of_file.items():
        opened.uses.all().delete()
        session = helper.client.session
        session.pop(SEEN_KEY, None)
        session.save()
        answer = helper.client.get(fill_in(path, pattern, {}))
        b"".join(answer)
        assert opened.uses.exists() is (answer.status_code < 400), path
    opened.uses.all().delete()
    for path in ("/plan/", "/plan/none/", "/file/help/", "/file/help/cannot-pay/", "/messages/new/question/"):
        helper.visit(path)
    log = visit(f"/helper/{opened.pk}/").text
    for words in ("looked at how to ask for a plan", "looked at where you find help", "began a message"):
        assert log.count(words) == 1


def test_the_budget_of_a_person_is_theirs(
    new_pass: Give, helper: Helper, visit: Visit, client: Client
) -> None:
    """Not even the half of what is left, which a link of their result fills in."""
    form = visit("/plan/budget/")
    visit("/plan/budget/", {**form.form_fields(), "work": "2345", "home": "1000"}, status=303)
    helper.come_in(new_pass(scopes=["message", "propose"]))
    assert visit("/plan/other/?share=50").form_fields()["amount"]
    assert not helper.visit("/plan/other/?share=50").form_fields().get("amount")
    assert "See what you can pay" not in helper.visit("/plan/none/").links()
    assert "See what you can pay" in visit("/plan/none/").links()
    helper.visit("/plan/budget/", {**form.form_fields(), "work": "1"}, status=403)
    assert visit("/plan/budget/").form_fields()["work"] == "2345.00"


def test_form_outside_the_scope_does_nothing(
    new_pass: Give, helper: Helper, practice: PracticeOffice
) -> None:
    mark = helper.come_in(new_pass()).form_fields()["mark"]
    practice.clear_calls()
    sent = {"mark": mark, "choice": "months", "months": "6"}
    helper.visit("/plan/", sent, status=403)
    helper.visit("/helper/new/", {"mark": mark, "name": "X", "may": "view", "days": "30"}, status=403)
    assert HelperPass.objects.count() == 1
    assert not practice.calls()


def test_what_a_helper_wrote_is_theirs_in_the_trail_the_log_and_the_conversation(
    new_pass: Give, helper: Helper, visit: Visit
) -> None:
    helper.come_in(new_pass(scopes="message"))
    form = helper.visit("/messages/new/question/")
    check = helper.visit(form.form_action(), {**form.form_fields(), "text": "May she pay later?"})
    helper.visit(check.form_action(), check.form_fields())
    assert Message.objects.get().author == Message.Author.HELPER
    number = HelperPass.objects.get().pk
    assert Event.objects.get(act="message-sent").details["pass"] == number
    assert "pass" not in Event.objects.filter(act="signed-in").first().details  # type: ignore[union-attr]
    log = visit(f"/helper/{number}/").text
    for words in ("opened your file", "looked at the amount", "wrote to the office"):
        assert log.count(words) == 1


def test_an_account_of_the_person_is_not_for_the_helper(new_pass: Give, helper: Helper, visit: Visit) -> None:
    """Neither the draft, by its address, nor what was filled in once it is sent."""
    mark = helper.come_in(new_pass(scopes="message")).form_fields()["mark"]
    form = visit("/messages/new/money-back/")
    filled = {**form.form_fields(), "holder": "Mia Peeters", "account": "BE71 0961 2345 6769"}
    address = visit(form.form_action(), filled, status=303).answer["Location"]
    helper.visit(address, status=404)
    helper.visit(address, {"mark": mark}, status=404)
    assert not Message.objects.exists()
    check = visit(address)
    sent = visit(check.form_action(), check.form_fields(), follow=True)
    assert "BE71 0961 2345 6769" in sent.text
    seen = helper.visit(sent.answer.wsgi_request.path)
    assert seen.heading == sent.heading
    assert "BE71" not in seen.html
    assert "Mia Peeters" not in seen.html


def test_a_helper_on_the_telephone_hears_the_whole_address(person: PracticeFile, visit: Visit) -> None:
    filled = {**visit("/helper/new/").form_fields(), "name": "Sofie"}
    assert "your helper opens 127.0.0.1:8000/pass and" in visit("/helper/new/", filled, follow=True).text


def test_code_is_shown_for_ten_minutes_where_it_was_made_and_kept_nowhere(
    new_pass: Give, visit: Visit, sign_in: SignIn, client: Client, advance: Callable[..., None]
) -> None:
    """Another language or the page again loses nothing; another pass, session or hour shows nothing."""
    code = new_pass()
    made = HelperPass.objects.get()
    here = f"/helper/{made.pk}/made/"
    assert code in visit(f"{here}?lang=fr").text
    assert code in visit(f"{here}?lang=en").text
    assert code not in str(dict(client.session))
    same = {one.name: getattr(made, one.name) for one in HelperPass._meta.fields if not one.primary_key}
    other = HelperPass.objects.create(**{**same, "code_digest": "x"})
    assert code not in visit(f"/helper/{other.pk}/made/").text
    sign_in("nl-woman", "en")
    assert "not shown any more" in visit(here).text
    code = new_pass()
    here = f"/helper/{HelperPass.objects.latest('pk').pk}/made/"
    advance(minutes=9)
    assert code in visit(here).text
    advance(minutes=2)
    assert "not shown any more" in visit(here).text
    kept = " ".join(str(value) for value in made.__dict__.values())
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert "Sofie" not in kept


def test_link_goes_by_mail_and_the_page_does_not_show_it(
    new_pass: Give, visit: Visit, helper: Helper
) -> None:
    assert new_pass(email="sofie@ocmw.example") == ""
    deliver_due(now=timezone.now() + timedelta(seconds=1))
    (sent,) = mail.outbox
    assert sent.to == ["sofie@ocmw.example"]
    assert str(sent.body).count("Kantoor Proef") == 2, "who asks, and who writes"
    code = CODE.search(str(sent.body))
    assert code
    assert "You help" in helper.come_in(code[0]).text
    deliver_due(now=timezone.now() + timedelta(hours=1))
    assert len(mail.outbox) == 1


def test_ended_pass_closes_the_page_that_is_open(new_pass: Give, helper: Helper, visit: Visit) -> None:
    code = new_pass()
    helper.come_in(code)
    number = HelperPass.objects.get().pk
    ask = visit(f"/helper/{number}/end/")
    assert "The pass is ended" in visit(ask.form_action(), ask.form_fields(), follow=True).text
    answer = helper.client.get("/file/")
    assert answer["Location"] == "/pass/?ended=1"
    assert "This pass is over" in helper.come_in(code, status=410).text
    assert HelperPass.objects.get().credential_sealed == ""


def test_helper_is_told_when_the_link_of_the_letter_ends_meanwhile(
    new_pass: Give, helper: Helper, practice: PracticeOffice
) -> None:
    helper.come_in(new_pass())
    practice.advance_days(4000)
    assert helper.client.get("/file/")["Location"] == "/pass/?ended=key"
    assert "You are signed out" in helper.visit("/pass/?ended=key").text


def test_pass_ends_with_the_link_of_the_letter(
    new_pass: Give, helper: Helper, practice: PracticeOffice
) -> None:
    code = new_pass()
    practice.set_clock("2030-01-01T12:00:00")
    helper.come_in(code, status=410)
    assert HelperPass.objects.get().end_reason == HelperPass.End.LINK


def test_pass_of_a_pin_opens_the_file_as_well(
    visit: Visit, client: Client, practice: PracticeOffice, helper: Helper, office: object
) -> None:
    file = practice.file()
    visit("/sign-in/", {"file": file.file, "pin": file.pin}, status=303)
    form = visit("/helper/new/")
    made = visit("/helper/new/", {**form.form_fields(), "name": "Sofie"}, follow=True)
    code = CODE.search(made.text)
    assert code
    assert "You help" in helper.come_in(code[0]).text


def test_office_system_away_says_so_and_ends_nothing(
    new_pass: Give, helper: Helper, practice: PracticeOffice
) -> None:
    code = new_pass()
    practice.fault("tagor", "503", operation="TagorService/HashToFile")
    assert "does not answer" in helper.come_in(code, status=503).text
    assert HelperPass.objects.get().is_live


def test_code_that_is_used_while_keys_change_works_with_the_new_one(
    new_pass: Give, helper: Helper, settings: Settings
) -> None:
    code = new_pass()
    settings.CREDENTIAL_KEYS = ["new", settings.SECRET_KEY]
    call_command("reseal")
    helper.come_in(code)
    settings.CREDENTIAL_KEYS = ["new"]
    assert "Lotte Verhoeven" in Helper().come_in(code).text
    settings.CREDENTIAL_KEYS = ["other"]
    assert "Lotte Verhoeven" not in Helper().come_in(code, status=422).text


def test_wrong_codes_wait_and_lock_nothing_else(new_pass: Give, helper: Helper, visit: Visit) -> None:
    code = new_pass()
    for _ in range(LIMIT):
        helper.visit("/pass/", {"code": "AAAA-AAAA-AAAA"}, status=422)
    helper.visit("/pass/", {"code": code}, status=429)
    visit("/c/", {"code": "AAAA-AAAA-AAAA"}, status=422)


def test_pass_of_somebody_else_is_unknown(new_pass: Give, visit: Visit, sign_in: SignIn) -> None:
    new_pass()
    number = HelperPass.objects.get().pk
    sign_in("fr-man", "en")
    for path in (f"/helper/{number}/", f"/helper/{number}/end/", f"/helper/{number}/made/"):
        visit(path, status=404)


def test_five_passes_are_enough(new_pass: Give, visit: Visit) -> None:
    for _ in range(5):
        assert new_pass()
    form = visit("/helper/new/")
    page = visit("/helper/new/", {**form.form_fields(), "name": "One more"}, status=422)
    assert "You have given 5 passes." in page.text


def test_pass_for_paying_alone_shows_the_amount_and_the_claimant(
    sign_in: SignIn, new_pass: Give, helper: Helper
) -> None:
    person = sign_in("arrears", "en")
    page = helper.come_in(new_pass(may="pay"))
    assert page.answer.wsgi_request.path == "/pay/"
    assert "To pay today" in page.text
    assert "(claimant)" in page.text
    paths = [helper.visit("/pay/", {**page.form_fields(), "method": "online"}).answer.wsgi_request.path]
    token = paths[0].split("/")[-2]
    paths += ["/pay/", "/pay/transfer/", f"/pay/status/{token}/?hold=1"]
    for path in paths:
        page = helper.visit(path)
        for word in (person.name, person.name.split()[-1], person.file, "plan", "arrears", "Your file"):
            assert word not in page.text, (path, word)
        rooms = {address.split("/")[1] for address in page.links().values() if address.startswith("/")}
        assert not rooms & {"file", "plan", "messages", "my-data", "helper", "receipt"}, path
    assert helper.visit("/file/", status=403).links()["Go to paying"] == "/pay/"
    sent = {**helper.visit("/pay/").form_fields(), "kind": "arrears", "method": "online"}
    helper.visit("/pay/", sent, status=422)


def test_the_person_reads_that_the_helper_paid(new_pass: Give, helper: Helper, visit: Visit) -> None:
    helper.come_in(new_pass(may="view"))
    hand_over = helper.visit("/pay/", {**helper.visit("/pay/").form_fields(), "method": "online"})
    status = f"/pay/status/{Attempt.objects.get().token}/"
    assert visit(status).heading == "Your helper started a payment"
    place = come_home(Bank().pay(hand_over))
    Attempt.objects.update(checked_at=None)
    assert "Your helper started this payment." in visit(place).text
    assert "by a helper" in visit("/file/history/").text
    page = visit("/file/")
    assert "Your helper paid €1,234.56 on" in page.text
    assert "You paid" not in page.text
    seen = helper.visit("/file/").text
    assert "€1,234.56 was paid on" in seen
    assert "our helper" not in helper.visit(place).text + seen
    assert "You paid" not in seen
    assert "€1,234.56 was paid on" in helper.visit("/pay/").text


def test_who_only_pays_opens_the_pages_of_paying_and_no_other(
    sign_in: SignIn, new_pass: Give, helper: Helper
) -> None:
    """The paper of a payment names the file, and by the office's choice its person."""
    sign_in("arrears", "en")
    page = helper.come_in(new_pass(may="pay"))
    helper.visit("/pay/", {**page.form_fields(), "method": "online"})
    token = Attempt.objects.get().token
    opened = {
        path: helper.client.get(fill_in(path, pattern, {"token": token})).status_code not in {403, 405}
        for path, pattern in ROUTES.items()
        if hasattr(pattern.callback, "is_of_file")
    }
    paying = {"pay/", "pay/transfer/", "pay/transfer/code.png", "pay/go/<str:token>/"}
    assert {path for path, is_open in opened.items() if is_open} == paying
    assert helper.client.get(f"/pay/status/{token}/receipt.pdf").status_code == 403
    assert get_scope("payments:new") is not Scope.PAY


def test_who_looks_at_the_file_opens_the_paper_of_a_payment(new_pass: Give, helper: Helper) -> None:
    helper.come_in(new_pass())
    fields = helper.visit("/pay/").form_fields()
    helper.visit("/pay/", {**fields, "method": "online"})
    token = Attempt.objects.get().token
    assert helper.client.get(f"/pay/status/{token}/receipt.pdf").status_code == 404  # there is none yet


def test_who_only_pays_does_nothing_more(new_pass: Give, visit: Visit) -> None:
    form = visit("/helper/new/")
    sent = {**form.form_fields(), "name": "Sofie", "may": "pay", "scopes": ["message"]}
    assert "Who only pays cannot do this." in visit("/helper/new/", sent, status=422).text
    assert not HelperPass.objects.exists()


def test_pages_of_paying_lead_a_helper_nowhere_that_is_refused(new_pass: Give, helper: Helper) -> None:
    helper.come_in(new_pass())
    addresses = {*helper.visit("/pay/").links().values()}
    assert "/plan/" not in addresses
    assert "/file/help/" in addresses


def test_form_that_is_sent_again_gives_the_pass_it_gave(person: PracticeFile, visit: Visit) -> None:
    filled = {**visit("/helper/new/").form_fields(), "name": "Sofie"}
    shown = [CODE.search(visit("/helper/new/", filled, follow=True).text) for _press in range(3)]
    assert len({found and found[0] for found in shown}) == 1, shown
    one = HelperPass.objects.get()
    assert Event.objects.filter(act="pass-given").count() == 1
    # A form of its own, or other words in it, is another pass.
    visit("/helper/new/", {**visit("/helper/new/").form_fields(), "name": "Sofie"}, follow=True)
    visit("/helper/new/", {**filled, "name": "Piet"}, follow=True)
    assert HelperPass.objects.exclude(pk=one.pk).count() == 2


def test_link_whose_page_was_lost_is_found_again_at_its_pass(
    person: PracticeFile, visit: Visit, client: Client
) -> None:
    filled = {**visit("/helper/new/").form_fields(), "name": "Sofie"}
    client.post("/helper/new/", filled)  # the answer is lost on the way
    address = visit("/helper/").links()["Sofie"]
    found = visit(visit(address).links()["See the link and the code"])
    assert CODE.search(found.text)
    HelperPass.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    session = client.session
    del session["pass_shown"]
    session.save()
    assert not CODE.search(visit("/helper/new/", filled, follow=True).text)


def test_helper_gives_no_pass() -> None:
    with pytest.raises(ValueError, match="only the person"):
        make_pass(FileVisit(who="helper", file_id="1", party_id="1"), PassWish("X", "", 7))


def test_credential_and_log_are_forgotten(new_pass: Give) -> None:
    new_pass()
    now = timezone.now()
    forget_all(now + timedelta(days=32))
    assert HelperPass.objects.get().credential_sealed == ""
    forget_all(now + timedelta(days=300))
    assert not HelperPass.objects.exists()


def test_my_data_tells_of_passes_and_deleting_ends_them(new_pass: Give, visit: Visit, helper: Helper) -> None:
    code = new_pass()
    assert "A pass for Sofie" in visit("/my-data/").text
    ask = visit("/my-data/remove/passes/")
    visit(ask.form_action(), ask.form_fields(), status=303)
    helper.visit("/pass/", {"code": code}, status=422)


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_pages_in_every_language(
    new_pass: Give, visit: Visit, helper: Helper, client: Client, language: str
) -> None:
    code = new_pass(scopes=["message", "propose"])
    client.cookies["language"] = helper.client.cookies["language"] = language
    number = HelperPass.objects.get().pk
    for path in ("/helper/", "/helper/new/", f"/helper/{number}/", f"/helper/{number}/end/"):
        visit(path)
    helper.come_in(code)
    helper.visit("/my-data/", status=403)
    assert visit(f"/helper/{number}/").text

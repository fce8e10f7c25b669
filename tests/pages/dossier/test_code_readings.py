"""Whatever an office calls its codes and puts in its amounts: no zero of something, no wrong sum."""

from collections.abc import Callable
from itertools import product

import pytest
from django.contrib.auth.models import User
from django.test import Client

from portal import registry
from portal.audit.models import Event
from portal.dossier.findings import examine_codes
from portal.file.models import CodeKind
from portal.sandbox.seeds.codes import code_id
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]

CODES, AMOUNTS = ("own", "other", "opaque"), ("apart", "costs", "all")


@pytest.mark.parametrize(("codes", "held"), list(product(CODES, AMOUNTS)))
def test_the_lines_come_to_the_balance(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, codes: str, held: str
) -> None:
    practice.set_parameter("codes", codes)
    practice.set_parameter("line-amount", held)
    sign_in("nl-woman", "en")
    text = visit("/file/").text
    assert "Total of the lines €1,234.56" in text
    assert "The lines come to" not in text
    assert "€0.00" not in text
    if codes == "opaque":
        assert "principal" not in text
        assert "Rubriek" in text
    else:
        assert "The debt itself (principal)" in text
        assert "Fixed extra amount (penalty clause)" in text
        assert "Other" not in text.split("Parts of the amount")[1].split("Total")[0]


def test_lines_without_a_nature_are_known_by_their_booking(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    practice.set_parameter("line-kind", "booking")
    sign_in("nl-woman", "en")
    text = visit("/file/").text
    assert "The debt itself (principal)" in text
    assert "Total of the lines €1,234.56" in text


@pytest.mark.parametrize("codes", CODES)
def test_a_payment_that_is_not_booked_lowers_nothing(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, codes: str
) -> None:
    practice.set_parameter("codes", codes)
    seeded = practice.file()
    registry.tagor().record_online_payment(file_id=seeded.file_id, amount_cents=5000)
    sign_in("nl-woman", "en")
    text = visit("/file/").text
    assert "Total of the lines €1,234.56" in text
    assert "€50.00 is on its way" in text


@pytest.mark.parametrize("language", ["fr", "de", "en"])
def test_no_line_is_read_in_dutch_alone(sign_in: SignIn, visit: Visit, language: str) -> None:
    sign_in("nl-woman", language)
    page = visit("/file/lines/")
    words = [" ".join(one.itertext()).strip() for one in page.all("strong")]
    assert words
    assert not {"Dagvaarding", "Hoofdsom", "Intresten", "Schadebeding"} & set(words)


def test_each_line_says_what_it_is_and_can_be_asked_about(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    page = visit("/file/lines/")
    assert "Summons to come to court" in page.text
    assert "In the words of the office: Dagvaarding" in page.text
    named = {name: one for name, one in page.links().items() if name.startswith("Ask about this line, ")}
    address = next(one for name, one in named.items() if "Summons to come to court" in name)
    assert address.startswith("/messages/")
    asked = visit(address)
    assert asked.status == 200


@pytest.mark.parametrize(("codes", "end"), list(product(("own", "other"), ("date", "open"))))
def test_the_days_of_a_plan_are_known(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, codes: str, end: str
) -> None:
    practice.set_parameter("codes", codes)
    practice.set_parameter("plan-end", end)
    sign_in("running-plan", "en")
    text = visit("/plan/running/").text
    assert "Your next payment" in text
    assert "does not tell us the days" not in text


@pytest.mark.django_db
def test_the_office_says_what_a_code_counts_for(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, client: Client
) -> None:
    practice.set_parameter("codes", "opaque")
    sign_in("nl-woman", "en")
    assert "Fixed extra amount" not in visit("/file/lines/").text
    penalty = next(line for line in practice.state()["lines"] if line["nature"] == "SCHADEBED")
    assert penalty
    row = CodeKind.objects.get(table="TQAARD", code=f"Z{code_id('TQAARD', 'SCHADEBED')[-3:]}")
    assert (row.kind, row.read_as, row.file_count) == ("", "", 1)

    CodeKind.objects.filter(pk=row.pk).update(file_count=2)  # what most files have is named first
    (finding,) = examine_codes()
    assert (finding.state, row.code in finding.words) == ("warn", True)

    staff = Client()
    staff.force_login(User.objects.create_superuser("boss"))
    staff.cookies["language"] = "en"
    address = f"/desk/settings/codes/{row.pk}/"
    assert f'href="{address}"' in staff.get("/desk/settings/codes/").content.decode()
    check = Page(staff.post(address, {**Page(staff.get(address)).form_fields(), "kind": "penalty"}))
    assert "Counts for as the portal reads it penalty clause" in check.text
    assert staff.post(address, {**check.form_fields(), "save": "1"}).status_code == 303
    event = Event.objects.get(act="code-kind-changed")
    assert event.details["fields"]["kind"] == {"before": "", "after": "penalty"}
    sign_in("nl-woman", "en")
    assert "Fixed extra amount (penalty clause) €97.40" in visit("/file/").text


@pytest.mark.django_db
def test_the_office_calls_a_code_by_its_own_words_in_four_languages(
    sign_in: SignIn, visit: Visit, client: Client
) -> None:
    sign_in("nl-woman", "en")
    assert "Dossierrecht" not in visit("/file/lines/").text
    row = CodeKind.objects.get(table="TQAARD", code="SCHADEBED")
    staff = Client()
    staff.force_login(User.objects.create_superuser("boss"))
    staff.cookies["language"] = "en"
    address = f"/desk/settings/codes/{row.pk}/"
    own = {"word_nl": "Dossierrecht", "word_fr": "Droit de dossier", "word_de": "Aktengebühr"}
    half = Page(staff.post(address, {**Page(staff.get(address)).form_fields(), **own}))
    assert "Write it in every language, or in none." in half.text
    texts = {f"text_{code}": f"De wet bepaalt dit ({code})." for code in ("nl", "fr", "de", "en")}
    typed = {**Page(staff.get(address)).form_fields(), **own, "word_en": "File fee", **texts}
    threat = Page(staff.post(address, {**typed, "text_nl": "Uw laatste kans."}))
    assert threat.status == 422
    check = Page(staff.post(address, typed))
    assert staff.post(address, {**check.form_fields(), "save": "1"}).status_code == 303

    for language, words in (*((name[-2:], word) for name, word in own.items()), ("en", "File fee")):
        page = visit(f"/file/lines/?lang={language}").text
        assert words in page
        assert f"De wet bepaalt dit ({language})." in page
    assert "File fee" in client.get("/file/lines/statement.csv").content.decode()
    undo = Page(staff.get(address))
    assert "Dossierrecht" in undo.html

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from portal.dossier.overview import Overview
from portal.dossier.presenters.balance import BalancePage, present_balance
from portal.dossier.presenters.documents import present_documents
from portal.dossier.presenters.gaps import name_gaps
from portal.dossier.presenters.lines import present_lines
from portal.dossier.presenters.parts_table import present_parts
from portal.dossier.presenters.words import MEANINGS, explain
from portal.file.asking import BalanceFact
from portal.file.faults import Missing, sort_faults
from portal.file.parts import Part, Sums
from portal.file.visit import Visit
from portal.integrations.errors import NotAuthorised, OutcomeUnknown, Unavailable, UnexpectedResponse
from portal.integrations.tagor.values.account import (
    CodeText,
    DatedAmount,
    Document,
    FileInfo,
    RunningPlan,
)
from tests.unit.file.test_parts import make_line

LANGUAGES = ["nl", "fr", "de", "en"]
NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
VISIT = Visit(who="defendant", file_id="1", party_id="2", ends_at=NOW + timedelta(hours=2))
HEAD = FileInfo(
    file_name="26/004512",
    claimant="Ziekenhuis Noord",
    defendant="Lotte Verhoeven",
    file_type_id="1",
    status_id="1",
    stage_id="1",
    client_stage_id="0",
    stop_status_id="",
    alarm_status_id="",
    handler_id="",
    email="",
    mobile="",
    last_confirmed=None,
    last_unconfirmed=None,
    faq_url="",
)
PRINCIPAL = Sums(parts=((Part.PRINCIPAL, 10000),), on_its_way_cents=0, line_count=1, subject="Factuur 7")
OVERVIEW = Overview(
    head=HEAD,
    balance=BalanceFact(10000, NOW),
    plan=RunningPlan(active=False, monthly_cents=0, arrears_cents=0),
    office_open=True,
    sums=PRINCIPAL,
    missing=Missing(),
    is_credential_refused=False,
)


def present(overview: Overview, language: str = "en") -> BalancePage:
    with override(language):
        return present_balance(overview, VISIT, reference="ABCD-2345")


def owing(cents: int, head: FileInfo | None = HEAD) -> BalancePage:
    return present(replace(OVERVIEW, balance=BalanceFact(cents, NOW), head=head))


def test_a_debt_is_said_with_its_amount() -> None:
    page = owing(123456)

    assert (page.fact_label, page.fact_value) == ("You owe today", "€1,234.56")
    assert page.can_pay_online


def test_nothing_owed_is_said_in_words() -> None:
    page = owing(0)

    assert page.fact_value == "€0.00"
    assert page.meaning == "Nothing is left to pay in this file."
    assert not page.can_pay_online


def test_too_much_paid_is_shown_as_a_positive_amount() -> None:
    page = owing(-2550)

    assert (page.fact_label, page.fact_value) == ("You paid too much", "€25.50")
    assert not page.can_pay_online


def test_one_cent_is_not_sent_to_the_payment_page() -> None:
    page = owing(1)

    assert page.meaning.startswith("One cent is left.")
    assert not page.can_pay_online


def test_a_stopped_file_asks_for_no_payment() -> None:
    page = owing(5000, replace(HEAD, stop_status_id="9"))

    assert page.meaning.startswith("The office has stopped this file.")
    assert not page.can_pay_online


def test_without_a_balance_no_amount_is_shown() -> None:
    page = present(replace(OVERVIEW, balance=None, missing=Missing(away=frozenset({"balance"}))))

    assert page.fact_value == ""
    assert not page.can_pay_online
    assert page.gaps == {"balance": "The amount could not be loaded now."}


def test_the_file_is_named_without_empty_rows() -> None:
    assert present(OVERVIEW).about == [
        ("File number", "26/004512"),
        ("Your name", "Lotte Verhoeven"),
        ("You owe this to (claimant)", "Ziekenhuis Noord"),
        ("What it is for", "Factuur 7"),
    ]
    assert present(replace(OVERVIEW, head=None, sums=None)).about == []


def test_an_unconfirmed_payment_is_being_processed_and_a_missing_date_is_said() -> None:
    head = replace(
        HEAD,
        last_confirmed=DatedAmount(15000, None),
        last_unconfirmed=DatedAmount(2000, date(2026, 11, 20)),
    )

    page = present(replace(OVERVIEW, head=head))

    assert [(p.amount, p.when, p.state[0]) for p in page.payments] == [
        ("€20.00", "20 November 2026", "wait"),
        ("€150.00", "date not known", "good"),
    ]


@pytest.mark.parametrize(("arrears", "kind", "shown"), [(0, "good", ""), (22500, "warn", "€225.00")])
def test_a_running_plan_says_whether_it_is_behind(arrears: int, kind: str, shown: str) -> None:
    plan = RunningPlan(active=True, monthly_cents=7500, arrears_cents=arrears)

    box = present(replace(OVERVIEW, plan=plan)).plan

    assert box is not None
    assert (box.monthly, box.state[0], box.arrears) == ("€75.00", kind, shown)


def test_refreshing_is_offered_after_five_minutes() -> None:
    just_now = present(replace(OVERVIEW, balance=BalanceFact(1, timezone.now())))
    before = present(replace(OVERVIEW, balance=BalanceFact(1, timezone.now() - timedelta(minutes=6))))

    assert not just_now.can_refresh
    assert before.can_refresh


def test_a_difference_with_the_balance_is_named_with_its_amount() -> None:
    with override("en"):
        less = present_parts(PRINCIPAL, 10375)
        more = present_parts(PRINCIPAL, 9900)
        same = present_parts(PRINCIPAL, 10000)
        unknown = present_parts(PRINCIPAL, None)

    assert less.difference == "The lines come to €3.75 less than the balance."
    assert more.difference == "The lines come to €1.00 more than the balance."
    assert same.difference == unknown.difference == ""


def test_parts_of_zero_are_left_out_but_not_the_principal() -> None:
    sums = Sums(
        parts=((Part.PRINCIPAL, 0), (Part.INTEREST, 5), (Part.COSTS, 0)),
        on_its_way_cents=-2000,
        line_count=3,
        subject="",
    )

    with override("en"):
        table = present_parts(sums, 5)

    assert table.rows == [("The debt itself (principal)", "€0.00"), ("Interest", "€0.05")]
    assert table.on_its_way == "€20.00 is on its way. It is not in this sum yet."


def test_a_file_without_lines_has_an_empty_table() -> None:
    assert present_parts(Sums(((Part.PRINCIPAL, 0),), 0, 0, ""), 0).is_empty


@pytest.mark.parametrize(
    ("wanted", "number", "rows"),
    [("1", 1, 50), ("2", 2, 50), ("3", 3, 20), ("99", 3, 20), ("x", 1, 50), ("", 1, 50), ("all", 1, 120)],
)
def test_a_page_number_that_is_none_leads_to_the_first_or_last(wanted: str, number: int, rows: int) -> None:
    page = present_lines(tuple(make_line() for _ in range(120)), {}, wanted)

    assert (page.number, len(page.rows)) == (number, rows)
    assert page.shows_all == (wanted == "all")


def test_a_line_shows_its_kind_its_text_and_what_the_amount_holds() -> None:
    nature = CodeText("TQAARD", "5", "DWKOST", "en", "Bailiff's costs")
    deed = replace(make_line(fee=12500, cost=3826, vat=2625, text="Dagvaarding"), nature_code_id="5")

    with override("en"):
        (row,) = present_lines((deed,), {"5": nature}, "1").rows

    assert (row.when, row.kind, row.text, row.amount) == (
        "02/03/2026",
        "Bailiff's costs",
        "Dagvaarding",
        "€189.51",
    )
    assert row.pieces == [("fee", "€125.00"), ("expenses", "€38.26"), ("VAT", "€26.25")]


@pytest.mark.parametrize(("code", "is_on_its_way"), [("INFOBET", True), ("BETALING", False)])
def test_a_payment_that_is_not_booked_is_on_its_way(code: str, is_on_its_way: bool) -> None:
    line = replace(make_line(amount=-2000), nature_code_id="5")

    (row,) = present_lines((line,), {"5": CodeText("TQAARD", "5", code, "en", "Payment")}, "1").rows

    assert row.on_its_way is is_on_its_way


def test_a_line_without_date_or_known_kind_is_still_readable() -> None:
    line = replace(make_line(amount=500, text="Iets"), booked_on=None, nature_code_id="77")

    with override("en"):
        (row,) = present_lines((line,), {}, "1").rows

    assert (row.when, row.kind, row.text) == ("no date", "Iets", "")


def test_each_kind_is_explained_once() -> None:
    codes = [CodeText("TQAARD", id_, code, "en", code.title()) for id_, code in enumerate_codes()]

    meanings = explain([*codes, *codes, CodeText("TQAARD", "9", "", "en", "")])

    assert [meaning.word for meaning in meanings] == [code.title() for code in MEANINGS]


def enumerate_codes() -> list[tuple[str, str]]:
    return [(str(number), code) for number, code in enumerate(MEANINGS)]


def test_a_document_is_named_by_what_it_is() -> None:
    documents = (
        Document("7", "Brief\r\n aan u", date(2026, 3, 2), "pdf", "0"),
        Document("8", "", None, "xyz", "0"),
    )

    with override("en"):
        rows = present_documents(documents)

    assert [(r.href, r.name, r.kind, r.when) for r in rows] == [
        ("/file/documents/7/", "Brief aan u", "PDF document", "2 March 2026"),
        ("/file/documents/8/", "document without a name", "another kind of document", "no date"),
    ]


def test_a_part_that_is_away_is_told_apart_from_a_faulty_one() -> None:
    missing = sort_faults(
        {
            "plan": Unavailable("x"),
            "balance": OutcomeUnknown("x"),
            "open": UnexpectedResponse("x"),
            "sums": NotAuthorised("x"),
        }
    )

    with override("en"):
        gaps = name_gaps(missing, "ABCD-2345")

    assert missing.away == {"plan", "balance"}
    assert gaps["plan"] == "We cannot see now if you have a payment plan."
    assert gaps["open"].endswith("Tell the office this reference: ABCD-2345.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_made_in_every_language(language: str) -> None:
    page = present(replace(OVERVIEW, balance=BalanceFact(123456, NOW)), language)

    assert "1" in page.fact_value
    assert "234" in page.fact_value


def test_the_four_languages_say_it_differently() -> None:
    meanings = {present(OVERVIEW, language).meaning for language in LANGUAGES}

    assert len(meanings) == 4

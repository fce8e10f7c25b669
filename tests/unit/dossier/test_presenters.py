from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from portal.dossier.overview import Overview
from portal.dossier.presenters.balance import BalancePage, present_balance
from portal.dossier.presenters.documents import present_documents
from portal.dossier.presenters.gaps import name_gaps
from portal.dossier.presenters.parts_table import present_parts
from portal.dossier.presenters.words import KINDS, explain
from portal.file.balance_cache import BalanceFact
from portal.file.declaration import Missing, Reading, sort_faults
from portal.file.parts import Part, Sums
from portal.file.visit import Visit
from portal.integrations.errors import NotAuthorised, OutcomeUnknown, Unavailable, UnexpectedResponse
from portal.integrations.tagor.values.account import (
    DatedAmount,
    Document,
    FileInfo,
    RunningPlan,
)

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
    reading=Reading(()),
)
pytestmark = pytest.mark.django_db


def present(overview: Overview, language: str = "en") -> BalancePage:
    with override(language):
        return present_balance(overview, VISIT, reference="ABCD-2345")


def owing(cents: int, head: FileInfo | None = HEAD) -> BalancePage:
    return present(replace(OVERVIEW, balance=BalanceFact(cents, NOW), head=head))


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


def test_a_file_without_lines_has_an_empty_table() -> None:
    assert present_parts(Sums(((Part.PRINCIPAL, 0),), 0, 0, ""), 0).is_empty


def test_each_kind_is_explained_once() -> None:
    with override("en"):
        meanings = explain([*KINDS.values(), *KINDS.values()])

        assert meanings == [(str(one.word), str(one.text)) for one in KINDS.values()]


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


def test_the_four_languages_say_it_differently() -> None:
    meanings = {present(OVERVIEW, language).meaning for language in LANGUAGES}

    assert len(meanings) == 4
